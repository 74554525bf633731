import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { TokenKind } from '../../../domain/charge/charge.ts';
import type { DeliveryDigest } from '../../../domain/ledger/delivery-digest.ts';
import type { PeriodSummary } from '../../../domain/view/period-summary.ts';
import type { CubeSeries, SpendCube } from '../../../domain/view/spend-cube.ts';
import { codedSessions, sessionsFrom } from './summary-sessions.ts';

/**
 * What pages ask of a delivery, beside its rollup: eight letters that name the layout, the lengths of both parts, the
 * digest as JSON, and the rest in zstd: its words as JSON behind their length, then plain columns of numbers that are used
 * where they lie. Equal deliveries are equal bytes. Nothing is only in here, so another layout is as good as none.
 */
const MAGIC = 'BHSUM001';
const DIGEST_AT = 16;
const WORDS_AT = 8;

type Words = readonly [dimension: string, team: string, value: string, model: string, kind: TokenKind];
type Exact = readonly (readonly [cell: number, pico: string])[];

interface Index {
  readonly days: readonly Words[];
  readonly teams: readonly Words[];
  readonly exact: readonly [days: Exact, teams: Exact];
  readonly span: PeriodSummary['span'];
  readonly callers: readonly (readonly [team: string, principal: string])[];
  readonly samples: readonly (readonly string[])[];
  /** Numbers in each column. */
  readonly lengths: readonly number[];
}

/** A damaged file is found out. */
const CHECKED = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

/** So many of the columns, the first ones, are of doubles. */
const DOUBLES = 4;

export function encodeSummary(digest: DeliveryDigest, summary: PeriodSummary): Uint8Array {
  const { days, teams, firstHours, span } = summary;
  const sessions = codedSessions(days.sessions);
  const columns = [
    ...[days.cost, days.tokens, teams.cost, teams.tokens],
    ...[days.starts, days.hours, firstHours, teams.starts, teams.hours, ...sessions.columns],
  ];
  const head = jsonBytes({ ...digest, days: [...digest.days].map(([day, cost]) => [day, `${cost}`]) });
  const index: Index = {
    ...{ days: days.series.map(wordsOf), teams: teams.series.map(wordsOf), span },
    ...{ exact: [exactOf(days), exactOf(teams)], callers: sessions.callers, samples: sessions.samples },
    lengths: columns.map(({ length }) => length),
  };
  const rest = zstdCompressSync(packed(jsonBytes(index), columns), CHECKED);
  const bytes = new Uint8Array(DIGEST_AT + head.length + rest.length);
  bytes.set(new TextEncoder().encode(MAGIC));
  new Uint32Array(bytes.buffer, MAGIC.length, 2).set([head.length, rest.length]);
  bytes.set(head, DIGEST_AT);
  bytes.set(rest, DIGEST_AT + head.length);
  return bytes;
}

function packed(words: Uint8Array, columns: readonly (Float64Array | Int32Array)[]): Uint8Array {
  let at = aligned(WORDS_AT + words.length);
  const bytes = new Uint8Array(columns.reduce((sum, { byteLength }) => sum + byteLength, at));
  new Uint32Array(bytes.buffer, 0, 1).set([words.length]);
  bytes.set(words, WORDS_AT);
  for (const { buffer, byteOffset, byteLength } of columns) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** Where the digest ends, by the first bytes of a file; undefined for what is no such file. */
export const digestEnd = (bytes: Uint8Array): number | undefined => {
  const lengths = lengthsOf(bytes);
  return lengths && DIGEST_AT + lengths.head;
};

/** Of a file's bytes until `digestEnd`. */
export function digestIn(bytes: Uint8Array): DeliveryDigest {
  const { days, ...head } = jsonAt(bytes, DIGEST_AT, digestEnd(bytes)!) as Omit<DeliveryDigest, 'days'> & {
    readonly days: readonly (readonly [day: number, pico: string])[];
  };
  return { ...head, days: new Map(days.map(([day, pico]) => [day, BigInt(pico)])) };
}

/** Undefined for what is no such file as a whole. */
export function summaryIn(file: Uint8Array): PeriodSummary | undefined {
  const lengths = lengthsOf(file);
  if (lengths === undefined || file.length !== DIGEST_AT + lengths.head + lengths.rest) return undefined;
  const bytes = unpacked(file.subarray(DIGEST_AT + lengths.head));
  if (bytes === undefined) return undefined;
  const wordsEnd = WORDS_AT + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const index = jsonAt(bytes, WORDS_AT, wordsEnd) as Index;
  let at = aligned(wordsEnd);
  const place = (length: number, width: number): readonly [ArrayBuffer, number, number] => {
    const from = bytes.byteOffset + at;
    at += length * width;
    return [bytes.buffer as ArrayBuffer, from, length];
  };
  const doubles = index.lengths.slice(0, DOUBLES).map((length) => new Float64Array(...place(length, 8)));
  const ints = index.lengths.slice(DOUBLES).map((length) => new Int32Array(...place(length, 4)));
  const [dayCost, dayTokens, teamCost, teamTokens] = doubles as Four<Float64Array>;
  const [dayStarts, dayHours, firstHours, teamStarts, teamHours, ...coded] = ints as Five<Int32Array>;
  const sessions = sessionsFrom({ ...index, columns: coded });
  const [dayExact, teamExact] = index.exact.map(
    (exact) => new Map(exact.map(([cell, pico]) => [cell, BigInt(pico)])),
  ) as [Map<number, bigint>, Map<number, bigint>];
  return {
    days: {
      ...{ series: index.days.map(seriesOf), starts: dayStarts, hours: dayHours },
      ...{ cost: dayCost, exact: dayExact, tokens: dayTokens, sessions },
    },
    teams: {
      ...{ series: index.teams.map(seriesOf), starts: teamStarts, hours: teamHours },
      ...{ cost: teamCost, exact: teamExact, tokens: teamTokens, sessions },
    },
    ...{ firstHours, span: index.span },
  };
}

function unpacked(rest: Uint8Array): Uint8Array | undefined {
  try {
    const bytes = zstdDecompressSync(rest);
    // Doubles are read where they lie, which must be a multiple of eight.
    return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  } catch {
    return undefined;
  }
}

type Four<T> = [T, T, T, T];
type Five<T> = [T, T, T, T, T, ...T[]];

const wordsOf = ({ dimension, team, value, model, tokenKind }: CubeSeries): Words => [
  ...([dimension, team, value, model] as const),
  tokenKind,
];

const seriesOf = ([dimension, team, value, model, tokenKind]: Words): CubeSeries => ({
  ...{ dimension, team, value, model, tokenKind },
});

const exactOf = ({ exact }: SpendCube): Exact => [...exact].map(([cell, pico]) => [cell, `${pico}`]);

const aligned = (at: number): number => Math.ceil(at / 8) * 8;

const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const jsonAt = (bytes: Uint8Array, from: number, to: number): unknown =>
  JSON.parse(new TextDecoder().decode(bytes.subarray(from, to)));

function lengthsOf(bytes: Uint8Array): { readonly head: number; readonly rest: number } | undefined {
  if (bytes.length < DIGEST_AT || new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    head: view.getUint32(MAGIC.length, true),
    rest: view.getUint32(MAGIC.length + 4, true),
  };
}
