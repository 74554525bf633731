import type { TokenKind } from '../charge/charge.ts';
import type { Rule, Severity } from '../evaluation/finding.ts';
import type { Selection } from './query/selection.ts';
import type { SessionNames } from './session-names.ts';

/** Grows when a reader of the one before would misunderstand; more fields alone do not change it. */
export const EVIDENCE_SCHEMA = 'billhook.evidence/1';

/** Exact decimal text in the pack's currency, such as `1.1315535`. */
export type MoneyText = string;
/** `2026-11-17T02:00Z`, the beginning of an hour in UTC. */
export type HourText = string;
/** `2026-11-17T21:04:00.000Z`. */
export type InstantText = string;

/** What names a pack: it is stored once under this. */
export interface EvidenceKey {
  readonly exportName: string;
  readonly alertId: string;
  readonly alertVersion: number;
  /** Order of the newest delivery that was judged. */
  readonly delivery: string;
}

/**
 * Everything that one telling of an alert rests on, as it was known then: a document of plain JSON, so that it can be read
 * without Billhook. Its rows sum exactly to its amount.
 */
export interface EvidencePack extends EvidenceKey {
  readonly schema: typeof EVIDENCE_SCHEMA;
  /** `when-judged`, or made later from the same delivery because it had not been kept. */
  readonly made: 'when-judged' | 'later';
  readonly labels: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly currency: string;
  readonly team: string;
  readonly principal?: string;
  readonly model?: string;
  readonly tokenKind?: TokenKind;
  readonly startedAt: HourText;
  readonly amount: EvidenceAmount;
  /** Of a rise, from its first hour on; its hours are in `hours` too. */
  readonly sinceStart?: EvidenceSinceStart;
  readonly rule: EvidenceRule;
  readonly deliveries: readonly EvidenceDelivery[];
  readonly data: EvidenceData;
  /** Thirty days of the scope, and all hours of the amount; other hours without a charge are left out. */
  readonly hours: readonly EvidenceHour[];
  readonly contributions: readonly EvidencePart[];
  /** Reasons of a rise, which sum to its amount; absent where only costs are known. */
  readonly bridge?: Readonly<Record<string, MoneyText>>;
  readonly ruledOut: readonly RuledOut[];
  readonly sessions: EvidenceSessions;
  /** Who used the principal in the last 24 hours of data, dearest team first; empty where there is no one principal. */
  readonly lastDay: readonly EvidenceUse[];
  readonly linked: EvidenceLinks;
  readonly history: readonly EvidenceChange[];
  readonly query: EvidenceQuery;
}

/** The number that is explained: `amount` is `cost` less `expected`. */
export interface EvidenceAmount {
  /** Above the usual; spent of a budget; missing against the usual. */
  readonly kind: 'rise' | 'spent' | 'missing';
  /** Half-open. */
  readonly from: HourText;
  readonly to: HourText;
  /** What the bill says: the query gives this number. */
  readonly cost: MoneyText;
  /** 0 for budgets. */
  readonly expected: MoneyText;
  readonly amount: MoneyText;
}

/** The "extra so far" of the message: `cost` less `usual`, never below zero. */
export interface EvidenceSinceStart {
  readonly from: HourText;
  readonly to: HourText;
  readonly cost: MoneyText;
  readonly usual: MoneyText;
  readonly extra: MoneyText;
}

export interface EvidenceRule {
  readonly name: Rule;
  /** In sentences. */
  readonly text: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** Absent where the rule has no expectation. */
  readonly baseline?: {
    readonly expected: MoneyText;
    readonly low: MoneyText;
    readonly high: MoneyText;
    /** Earlier windows it rests on. */
    readonly history: number;
    /** -log10 of how rarely a quiet window costs as much. */
    readonly score: number;
    readonly method: string;
  };
}

export interface EvidenceDelivery {
  readonly billingPeriod: string;
  readonly executionId: string;
  readonly executedAt: InstantText;
  readonly dataThrough: HourText;
  readonly files: number;
  readonly rows: number;
  /** Whether hours of the amount are in it; the query reads only these. */
  readonly holdsAmount: boolean;
}

export interface EvidenceData {
  readonly judgedAsOf: InstantText;
  readonly through: HourText;
  /** Hours between the end of the data and the delivery. */
  readonly ageHours: number;
  /** End of the hours that were taken as complete. */
  readonly ripeThrough: HourText;
  /** Share of the amount's hours that is expected to be billed already, 0–1. */
  readonly complete: { readonly low: number; readonly mid: number; readonly high: number };
}

export interface EvidenceHour {
  readonly hour: HourText;
  readonly cost: MoneyText;
  /** Mean of the earlier days it is compared with; in the hours of the amount these sum to what was expected. */
  readonly expected?: MoneyText;
  /** The hour's part of the band, in the hours of the amount. */
  readonly low?: MoneyText;
  readonly high?: MoneyText;
  readonly tokens: Readonly<Partial<Record<TokenKind, number>>>;
  /** One of the amount's hours. */
  readonly counted: boolean;
}

/** `rise` is `cost` less `usual`; the small parts of many are one, of the principal `others`. */
export interface EvidencePart {
  readonly principal: string;
  readonly model: string;
  readonly tokenKind: TokenKind;
  readonly cost: MoneyText;
  readonly usual: MoneyText;
  readonly rise: MoneyText;
}

export interface RuledOut {
  readonly what: 'credit' | 'price change' | 'new account' | 'restatement' | 'month-end habit' | 'newcomer';
  /** `found`: it is the reason, or a part of it. */
  readonly verdict: 'ruled out' | 'possible' | 'not known' | 'found';
  /** The number that says so: money, or a count of days or hours with its unit. */
  readonly value: string;
  readonly text: string;
}

export interface EvidenceSessions {
  /** How the names are written. */
  readonly policy: SessionNames;
  /** Most of one day, added up over callers. */
  readonly count: number;
  /** A few of them. */
  readonly names: readonly string[];
}

export interface EvidenceUse {
  readonly team: string;
  readonly cost: MoneyText;
  readonly sessions: number;
  readonly names: readonly string[];
}

export interface EvidenceLinks {
  /** Rises of the team that were found in the same judgement. */
  readonly causes: readonly { readonly team: string; readonly principal?: string; readonly model?: string }[];
  /** Other alerts of the team that fire. */
  readonly alerts: readonly string[];
  /** The silence, plan or alert that keeps it still. */
  readonly mutedBy?: { readonly by: string; readonly id: string };
  readonly digest?: string;
}

export interface EvidenceChange {
  readonly at: InstantText;
  readonly reason: string;
  readonly note: string;
  readonly delivery: string;
}

export interface EvidenceQuery {
  /** What its sum must be. */
  readonly gives: MoneyText;
  /** Which charges it sums, besides the amount's hours; absent parts mean all. */
  readonly selects: Omit<Selection, 'from' | 'to'>;
  readonly duckdb: string;
  readonly athena: string;
}
