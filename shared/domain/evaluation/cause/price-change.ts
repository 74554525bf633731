import type { Hour } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';
import type { TokenKind } from '../../charge/charge.ts';
import type { LedgerEntry } from '../../ledger/entry.ts';
import { eachCell } from '../series/exact-cost.ts';
import type { ComparedCell } from './compared-cells.ts';
import type { PriceChange } from './facts.ts';
import { median } from './median.ts';

/** Half of the tenth that regional inference costs more than global: smaller moves are a blend of tiers. */
const CHANGED = 0.05;
/** A price list is flat; hours of one price differ by rounding of small amounts only. */
const FLAT = 0.02;
/** Priced hours at the new price, and before it. */
const SINCE_MIN = 3;
const BEFORE_MIN = 12;
/** Part of the hours before that must lie at one price: else prices were a blend and none of them "changed". */
const BEFORE_FLAT = 0.8;
/** Of the cost: a mean that moved less was moved by rounding; a new price of three hours in a fortnight moves it more. */
const UNMOVED = 1e-4;
/** Hours looked at. */
const LOOK_BACK = 14 * 24;

/** The model and token kind whose price for a token moved once and stayed, the one that matters most in money. */
export function priceChangeOf(
  entries: readonly LedgerEntry[],
  cells: readonly ComparedCell[],
  end: Hour,
): PriceChange | undefined {
  for (const { model, tokenKind } of suspects(cells)) {
    const found = changeIn(pricesOf(entries, model, tokenKind, end));
    if (found !== undefined) return { model, tokenKind, ...found };
  }
  return undefined;
}

interface Suspect {
  readonly model: string;
  readonly tokenKind: TokenKind;
  tokens: number;
  usualTokens: number;
  cost: number;
  usualCost: number;
}

/** Pairs whose mean price moved, the one with the most money first; at most a few, since each is searched by hour. */
function suspects(cells: readonly ComparedCell[]): readonly Suspect[] {
  const pairs = new Map<string, Suspect>();
  for (const cell of cells) {
    const { model, tokenKind } = cell;
    const key = `${model}\n${tokenKind}`;
    const pair = pairs.get(key) ?? { model, tokenKind, tokens: 0, usualTokens: 0, cost: 0, usualCost: 0 };
    pair.tokens += cell.tokens;
    pair.usualTokens += cell.usualTokens;
    pair.cost += Number(cell.cost);
    pair.usualCost += Number(cell.usualCost);
    pairs.set(key, pair);
  }
  const effect = (pair: Suspect): number =>
    Math.abs(pair.cost - (pair.usualCost / pair.usualTokens) * pair.tokens);
  return [...pairs.values()]
    .filter((pair) => pair.tokens > 0 && pair.usualTokens > 0 && effect(pair) > UNMOVED * pair.cost)
    .sort((a, b) => effect(b) - effect(a))
    .slice(0, 3);
}

interface Priced {
  readonly hour: Hour;
  /** Picodollars a token. */
  readonly price: number;
}

function pricesOf(
  entries: readonly LedgerEntry[],
  model: string,
  tokenKind: TokenKind,
  end: Hour,
): readonly Priced[] {
  const hours = new Map<Hour, { cost: number; tokens: number }>();
  eachCell(entries, { from: end - LOOK_BACK, to: end }, { model, tokenKind }, (cell, hour) => {
    const sum = hours.get(hour) ?? { cost: 0, tokens: 0 };
    sum.cost += Number(cell.cost);
    sum.tokens += cell.tokens;
    hours.set(hour, sum);
  });
  return [...hours]
    .filter(([, { cost, tokens }]) => cost > 0 && tokens > 0)
    .map(([hour, { cost, tokens }]) => ({ hour, price: cost / tokens }))
    .sort((a, b) => a.hour - b.hour);
}

function changeIn(
  prices: readonly Priced[],
): { readonly since: Hour; readonly was: Pico; readonly now: Pico } | undefined {
  const now = median(prices.slice(-SINCE_MIN).map(({ price }) => price));
  const last = prices.findLastIndex(({ price }) => !near(price, now));
  const since = prices.slice(last + 1);
  const before = prices.slice(0, last + 1);
  if (since.length < SINCE_MIN || before.length < BEFORE_MIN) return undefined;
  const was = median(before.map(({ price }) => price));
  const flat = before.filter(({ price }) => near(price, was)).length;
  if (flat < BEFORE_FLAT * before.length || Math.abs(now / was - 1) < CHANGED) return undefined;
  return { since: since[0]!.hour, was: perMillion(was), now: perMillion(now) };
}

const near = (price: number, other: number): boolean => Math.abs(price / other - 1) <= FLAT;
const perMillion = (price: number): Pico => BigInt(Math.round(price * 1e6));
