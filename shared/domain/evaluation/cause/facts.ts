import type { Hour } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';
import type { TokenKind } from '../../charge/charge.ts';

/** Short and over or not yet told apart; a new level that holds; a slow climb. */
export type RiseKind = 'spike' | 'step' | 'creep';

/**
 * Why the cost is what it is instead of the usual. The parts sum to `total`, which is actual less expected of the
 * finding, to the picodollar.
 */
export interface Bridge {
  readonly total: Pico;
  /** More or fewer tokens at the usual mix and prices. */
  readonly volume: Pico;
  /** The same tokens, but of other models. */
  readonly models: Pico;
  /** The same tokens, but more or less output to each input. */
  readonly direction: Pico;
  /** The same input, but another part of it read from or written to the cache. */
  readonly cache: Pico;
  /** The same tokens of the same model and kind at another price: list, negotiated, region, service tier. */
  readonly price: Pico;
  /** Callers without any usual cost, with all they cost. */
  readonly newPrincipals: Pico;
  /** Units that are not tokens: images, hours, guardrails. */
  readonly other: Pico;
  /** What was expected beyond the mean of the earlier windows, such as cost taken over from callers that fell silent. */
  readonly anticipated: Pico;
}

/** Names of the level at which a rise is explained; finer ones are in the parts. */
export type CauseLevel = 'team' | 'principal' | 'model' | 'token-kind';

export interface CausePart {
  readonly principal: string;
  readonly model?: string;
  readonly tokenKind?: TokenKind;
  /** Above the usual; below zero for what fell. */
  readonly rise: Pico;
  /** Whole percent of all that rose; 0 for what fell. */
  readonly percent: number;
}

/** The fewest things that together explain a rise. Percents of `parts` and `rest` sum to 100. */
export interface SmallestSet {
  readonly level: CauseLevel;
  /** Largest first. Empty at the level of the team: many things rose a little. */
  readonly parts: readonly CausePart[];
  /** All else that rose. */
  readonly rest: { readonly count: number; readonly rise: Pico; readonly percent: number };
  /** What fell meanwhile, deepest first, at most a few, and the sum of all of it. */
  readonly less: readonly CausePart[];
  readonly lessTotal: Pico;
}

export type PatternName = 'snowball' | 'self-talk' | 'flat line' | 'cache break' | 'model jump' | 'swarm';

/** Units of a pattern's numbers; `share` is 0–1. */
export type PatternUnit =
  | 'share'
  | 'ratio'
  | 'tokens/h'
  | 'money/h'
  | 'money/M tokens'
  | 'sessions'
  | 'hours';

export interface PatternFact {
  readonly label: string;
  readonly was: number;
  readonly now: number;
  readonly unit: PatternUnit;
}

/** A known way of going wrong, with the numbers that triggered it and what speaks against it. */
export interface Pattern {
  readonly name: PatternName;
  readonly confidence: 'likely' | 'possible';
  /** Strongest first. */
  readonly facts: readonly PatternFact[];
  /** Clauses without a full stop, strongest first; never empty. */
  readonly against: readonly string[];
}

/** The same tokens at another price. */
export interface PriceChange {
  readonly model: string;
  readonly tokenKind: TokenKind;
  /** First hour at the new price. */
  readonly since: Hour;
  /** Picodollars a million tokens. */
  readonly was: Pico;
  readonly now: Pico;
}

/** Tokens that moved from one model to another while their number stayed about the same. */
export interface ModelSwitch {
  readonly principal: string;
  readonly from: string;
  readonly to: string;
  /** Tokens of all models: usual, and now. */
  readonly tokensWas: number;
  readonly tokensNow: number;
  /** Share of the tokens on the new model, 0–1. */
  readonly shareWas: number;
  readonly shareNow: number;
  /** Picodollars a million tokens, all kinds together. */
  readonly fromPrice: Pico;
  readonly toPrice: Pico;
}

/** What a token kind cost in the judged window, and usually in such a window. */
export interface KindSplit {
  readonly tokenKind: TokenKind;
  readonly now: Pico;
  readonly usual: Pico;
}

/** Everything that is known about why a rise happened. */
export interface Cause {
  readonly kind: RiseKind;
  readonly bridge: Bridge;
  /** Of the finding's scope, dearest now first. Alerts of earlier versions do not have it. */
  readonly split?: readonly KindSplit[];
  readonly explained: SmallestSet;
  /** Most convincing first. */
  readonly patterns: readonly Pattern[];
  readonly priceChange?: PriceChange;
  readonly modelSwitch?: ModelSwitch;
}
