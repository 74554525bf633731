import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  alertKey,
  auditKey,
  budgetAuditKey,
  entriesPk,
  entrySk,
  outboxKey,
  part,
  planKey,
  pointerKey,
  quarantineKey,
  receiptKey,
  silenceKey,
  threadPk,
  threadSk,
} from '../../../shared/adapters/aws/keys.ts';
import type { ChannelRef } from '../../../shared/domain/notification/notification.ts';

/** Characters that keys are made of, and whole keys' ends, so that one name may try to spell another's key. */
const spelling = fc.string({
  unit: fc.constantFrom(
    '#',
    '%',
    '~',
    '%23',
    '%~',
    '0',
    '1',
    'a',
    '-',
    '2026-11',
    'slack',
    ' ',
    '\u0000',
    'é',
    '🪝',
  ),
  maxLength: 12,
});
const long = fc
  .tuple(spelling, fc.integer({ min: 20, max: 600 }))
  .map(([piece, times]) => piece.repeat(times));
const name = fc.oneof(spelling, fc.string({ unit: 'binary', maxLength: 20 }), long);
/** Two lists of names: any two, two that are one text when joined, and one that spells out the keys of the other. */
const lists = (size: number) => {
  const list = fc.array(name, { minLength: size, maxLength: size });
  const merged = (pieces: readonly string[], at: number) => [
    ...pieces.slice(0, at),
    pieces.slice(at, at + 2).join('#'),
    ...pieces.slice(at + 2),
  ];
  const shifted = fc
    .tuple(fc.array(name, { minLength: size + 1, maxLength: size + 1 }), fc.nat(size - 1), fc.nat(size - 1))
    .map(([pieces, one, other]) => [merged(pieces, one), merged(pieces, other)] as const);
  const spelled = list.map((names) => [names, names.map((each) => part(each))] as const);
  return fc.oneof(fc.tuple(list, list), shifted, spelled);
};

const channelOf = (kind: string, address: string): ChannelRef => ({
  kind: kind.length % 2 === 0 ? 'slack' : 'sns',
  address,
});
const channelWords = ({ kind, address }: ChannelRef): string => JSON.stringify([kind, address]);
const joined = ({ pk, sk }: { readonly pk: string; readonly sk: string }): string => JSON.stringify([pk, sk]);

interface Kind {
  readonly names: number;
  readonly keyOf: (names: readonly string[]) => string;
  /** What the key must tell apart; the names themselves where it is left out. */
  readonly meaning?: (names: readonly string[]) => string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  'ledger entries': {
    names: 4,
    keyOf: ([dimension, team, value, order]) =>
      entrySk({ dimension: dimension!, team: team!, value: value! }, 20_000, order!, 0),
  },
  alerts: { names: 2, keyOf: ([exportName, id]) => joined(alertKey(exportName!, id!)) },
  plans: { names: 2, keyOf: ([exportName, id]) => joined(planKey(exportName!, id!)) },
  silences: { names: 2, keyOf: ([exportName, id]) => joined(silenceKey(exportName!, id!)) },
  'rows of the audit': {
    names: 2,
    keyOf: ([exportName, subject]) => joined(auditKey(exportName!, subject!, 3)),
  },
  messages: { names: 1, keyOf: ([id]) => joined(outboxKey(id!)) },
  threads: {
    names: 3,
    keyOf: ([id, kind, address]) => JSON.stringify([threadPk(id!), threadSk(channelOf(kind!, address!), 7)]),
    meaning: ([id, kind, address]) => id + channelWords(channelOf(kind!, address!)),
  },
  receipts: {
    names: 3,
    keyOf: ([id, kind, address]) => joined(receiptKey(id!, channelOf(kind!, address!))),
    meaning: ([id, kind, address]) => id + channelWords(channelOf(kind!, address!)),
  },
  pointers: { names: 1, keyOf: ([exportName]) => joined(pointerKey(exportName!, '2026-11')) },
  partitions: { names: 1, keyOf: ([exportName]) => entriesPk(exportName!, '2026-11', 20_000) },
  'refused deliveries': {
    names: 2,
    keyOf: ([exportName, order]) => joined(quarantineKey(exportName!, '2026-11', order!)),
  },
  'rows of the budget audit': { names: 1, keyOf: ([team]) => joined(budgetAuditKey(3, team!)) },
};

describe('things of different names never share a key, whatever the names are made of', () => {
  test.each(Object.entries(KINDS))('%s', (_what, { names, keyOf, meaning = JSON.stringify }) => {
    fc.assert(
      fc.property(lists(names), ([one, other]) => {
        expect(keyOf(one) === keyOf(other)).toBe(meaning(one) === meaning(other));
      }),
      { numRuns: 300 },
    );
  });

  test('a part holds no separator, so that where it ends is plain', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(part(text)).not.toContain('#');
        expect(Buffer.byteLength(part(text))).toBeLessThanOrEqual(220);
      }),
      { numRuns: 500 },
    );
  });
});
