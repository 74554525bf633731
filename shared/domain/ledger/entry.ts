import type { Day } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import type { TokenKind } from '../charge/charge.ts';

/** Always-present dimension whose entries carry team and principal. */
export const PRINCIPAL_DIMENSION = 'principal';
/** Always-present dimension by AWS region; `unknown` where nothing names one. Every other dimension is a tag's. */
export const REGION_DIMENSION = 'region';
/** Value of a tag dimension for charges that carry no such tag. */
export const UNTAGGED = 'untagged';

/** What an entry sums: one principal of one team, or one value of another dimension (team then ''). */
export interface LedgerScope {
  readonly dimension: string;
  readonly team: string;
  /** Principal id, region, or the tag's value. */
  readonly value: string;
}

/** One hour of one model and token kind. Hours without charges have no cell. */
export interface LedgerCell {
  readonly model: string;
  readonly tokenKind: TokenKind;
  /** 0–23 within the entry's UTC day. */
  readonly hourOfDay: number;
  readonly cost: Pico;
  /** Whole tokens; 0 where the unit is not tokens. */
  readonly tokens: number;
  readonly rows: number;
}

/**
 * Usage cost of one scope on one UTC day: the unit that is stored, versioned and compared between deliveries.
 * `cells` are sorted by model, token kind, hour, so equal content is equal bytes. No cells: a tombstone, the
 * newer delivery no longer has this scope on this day.
 */
export interface LedgerEntry {
  readonly scope: LedgerScope;
  readonly day: Day;
  readonly cells: readonly LedgerCell[];
  /** Distinct session names seen under the principal that day, and the first few of them by name. */
  readonly sessions: { readonly count: number; readonly sample: readonly string[] };
}

export const SESSION_SAMPLE_MAX = 5;
