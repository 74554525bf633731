import { describe, expect, test } from 'vitest';
import { type Hour, hourOf, parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { SeenValue } from '../../../shared/domain/evaluation/first-seen/facts.ts';
import type { LedgerEntry } from '../../../shared/domain/ledger/entry.ts';
import { aCell, anEntry } from '../../builders/entry.ts';
import { aPack } from '../../builders/evidence.ts';
import { aDropFinding, aFirstSeen, aSeenFinding } from '../../builders/once-tellings.ts';
import { aView } from '../../builders/snapshot.ts';
import { anAlert } from '../../builders/transition.ts';

const DAY = Math.floor(parseInstant('2026-11-16T00:00:00Z') / 86_400_000);
const at = (day: number, hourOfDay: number): Hour => day * 24 + hourOfDay;

const used = (dollars: string, over: Parameters<typeof anEntry>[0] & { readonly model?: string } = {}) => {
  const { model = 'claude-opus-5', ...scope } = over;
  return anEntry({ day: DAY, cells: [aCell({ model, hourOfDay: 9, cost: parsePico(dollars) })], ...scope });
};

const ENTRIES: readonly LedgerEntry[] = [
  used('10', { value: 'role/a@111111111111' }),
  used('20', { value: 'role/b@222222222222', team: 'support' }),
  used('3', { value: 'role/b@222222222222', team: 'support', day: DAY + 1, model: 'nova-lite' }),
  used('25', { dimension: 'region', value: 'eu-west-1' }),
  used('8', { dimension: 'region', value: 'us-east-1' }),
  used('7', { dimension: 'project', value: 'checkout' }),
];

function seen(value: SeenValue, cost: string) {
  const base = aSeenFinding(aFirstSeen(value));
  const window = { from: at(DAY, 0), to: at(DAY + 1, 0), actual: parsePico(cost), expected: 0n };
  const { model: _, ...scope } = base.scope;
  const finding = {
    ...base,
    scope: value.kind === 'model' ? { ...scope, model: value.value } : scope,
    startedAt: window.from,
    baseline: { ...base.baseline!, ...window, band: { low: 0n, high: 0n } },
    contributions: [],
  };
  return aPack(anAlert({ finding }), [aView(ENTRIES, { dataThrough: at(DAY + 1, 12) })]);
}

const countedCost = (pack: ReturnType<typeof seen>): readonly string[] =>
  pack.hours.filter(({ counted, cost }) => counted && cost !== '0').map(({ cost }) => cost);

describe('what is new is summed and asked for by its own ledger', () => {
  test.each<[SeenValue, string, object]>([
    [{ kind: 'account', value: '222222222222' }, '20', { account: '222222222222' }],
    [{ kind: 'model', value: 'claude-opus-5' }, '30', { model: 'claude-opus-5' }],
    [{ kind: 'region', value: 'eu-west-1' }, '25', { region: 'eu-west-1' }],
    [{ kind: 'tag', key: 'project', value: 'checkout' }, '7', { tag: { key: 'project', value: 'checkout' } }],
  ])('%j', (value, cost, selects) => {
    const pack = seen(value, cost);
    expect(countedCost(pack)).toEqual([cost]);
    expect(pack.query.selects).toEqual(selects);
    expect(pack.contributions).toEqual([
      { principal: 'others', model: '', tokenKind: 'other', cost, usual: '0', rise: cost },
    ]);
    expect(pack.ruledOut.map(({ what }) => what)).not.toContain('newcomer');
  });
});

describe('what is missing', () => {
  const silent = (
    principals: readonly string[],
    actual: string,
    scope: { team: string; principal?: string },
  ) => {
    const base = aDropFinding({ scope });
    const parts = principals.map((principal) => ({ principal, expected: parsePico('40') }));
    const drop = {
      ...base.drop!,
      lastSeen: at(DAY, 6),
      to: at(DAY + 1, 6),
      actual: parsePico(actual),
      expected: parsePico(String(40 * Math.max(1, parts.length))),
      parts,
    };
    const entries = ['a', 'b', 'c', 'd'].map((name, index) =>
      used(String(index + 1), { value: `role/${name}@111111111111` }),
    );
    return aPack(anAlert({ finding: { ...base, drop } }), [aView(entries, { dataThrough: at(DAY + 1, 6) })]);
  };
  const id = (name: string) => `role/${name}@111111111111`;

  test('of one principal is its cost against the expected', () => {
    const pack = silent([], '1', { team: 'search', principal: id('a') });
    expect(pack.amount).toMatchObject({ kind: 'missing', cost: '1', expected: '40', amount: '-39' });
    expect(pack.query.selects).toEqual({ callers: [id('a')] });
    expect(pack.contributions.map(({ rise }) => rise)).toEqual(['-39']);
  });

  test('of several that stopped together is theirs alone, each a part', () => {
    const pack = silent([id('a'), id('b'), id('c')], '6', { team: 'search' });
    expect(pack.query.selects).toEqual({ callers: [id('a'), id('b'), id('c')] });
    expect(pack.contributions.map(({ principal, rise }) => [principal, rise])).toEqual([
      [id('a'), '-39'],
      [id('b'), '-38'],
      [id('c'), '-37'],
    ]);
    expect(countedCost(pack)).toEqual(['6']);
  });

  test('of a whole team is all of it, with the rest beside the silent ones that are known', () => {
    const pack = silent([id('a'), id('b')], '10', { team: 'search' });
    expect(pack.query.selects).toEqual({ team: 'search' });
    expect(pack.contributions.map(({ principal, cost }) => [principal, cost])).toEqual([
      [id('a'), '1'],
      [id('b'), '2'],
      ['others', '7'],
    ]);
    expect(countedCost(pack)).toEqual(['10']);
  });
});

test('alerts beside it are linked, and what keeps it still', () => {
  const other = anAlert({ id: 'budget-1' });
  const pack = aPack(
    anAlert({ mute: { by: 'plan', id: 'plan-7', since: 0 }, digest: { id: 'digest-1', version: 1 } }),
    [aView(ENTRIES)],
    [other, anAlert({ id: 'old', state: 'resolved' })],
  );
  expect(pack.linked).toEqual({
    causes: [],
    alerts: ['budget-1'],
    mutedBy: { by: 'plan', id: 'plan-7' },
    digest: 'digest-1',
  });
  expect(hourOf(parseInstant('2026-11-16T00:00:00Z'))).toBe(at(DAY, 0));
});
