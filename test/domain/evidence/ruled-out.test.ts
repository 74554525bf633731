import { describe, expect, test } from 'vitest';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { EvidencePack, RuledOut } from '../../../shared/domain/evidence/pack.ts';
import type { LedgerView } from '../../../shared/domain/ledger/snapshot.ts';
import { aPack, packsOf } from '../../builders/evidence.ts';
import { aStream, at, plus, rhythm, type Stream } from '../../builders/series.ts';
import { anAlert } from '../../builders/transition.ts';
import { createWorld } from '../../builders/view.ts';

const STARTED = at('2026-11-16T02:00');
const ASOF = (STARTED + 30) * 3_600_000;
const FROM = at('2026-09-06');

const CALLER = 'role/claims-agent@123456789012';
const usual = rhythm({ seed: 3, base: 2 });
const runaway = (over: Partial<Stream> = {}): Stream =>
  aStream({ principal: CALLER, cost: plus(usual, STARTED, 80), ...over });

const viewsOf = (streams: readonly Stream[], from = FROM): readonly LedgerView[] =>
  createWorld(streams, { from }).viewsAt(ASOF);

function spike(views: readonly LedgerView[]): EvidencePack {
  const found = packsOf({ views, asOf: ASOF }).find(({ pack }) => pack.rule.name === 'spike');
  if (found === undefined) throw new Error('nothing was found');
  return found.pack;
}
const check = (pack: EvidencePack, what: RuledOut['what']): RuledOut =>
  pack.ruledOut.find((one) => one.what === what)!;

describe('what else it could be', () => {
  test('is ruled out by its number where an old caller simply used more', () => {
    const pack = spike(viewsOf([runaway()]));
    expect(pack.ruledOut.map(({ what, verdict }) => [what, verdict])).toEqual([
      ['credit', 'ruled out'],
      ['price change', 'ruled out'],
      ['new account', 'ruled out'],
      ['restatement', 'not known'],
      ['month-end habit', 'ruled out'],
      ['newcomer', 'ruled out'],
    ]);
    expect(check(pack, 'newcomer')).toMatchObject({ value: '71 days' });
    expect(check(pack, 'new account').text).toContain('for at least 71 days');
  });

  test('is a credit only as what is left out', () => {
    const views = viewsOf([runaway()]).map((view) => ({
      ...view,
      pointer: {
        ...view.pointer,
        totals: {
          ...view.pointer.totals,
          bedrock: {
            ...view.pointer.totals.bedrock,
            byCategory: {
              credit: { rows: 1, cost: { USD: '-120.5' } },
              usage: { rows: 1, cost: { USD: '9' } },
            },
          },
        },
      },
    }));
    expect(check(spike(views), 'credit')).toMatchObject({ verdict: 'ruled out', value: '-361.5' });
  });

  test('is possible where the month before cost as much in these hours', () => {
    const monthly = plus(plus(usual, STARTED, 900), at('2026-10-16T00:00'), 500, at('2026-10-17T12:00'));
    const pack = spike(viewsOf([runaway({ cost: monthly })]));
    expect(check(pack, 'month-end habit')).toMatchObject({ verdict: 'possible' });
    expect(parsePico(check(pack, 'month-end habit').value)).toBeGreaterThan(parsePico('100'));
    expect(check(spike(viewsOf([runaway()], at('2026-10-25'))), 'month-end habit').verdict).toBe('not known');
  });

  test('is found where callers and accounts of a whole team are new', () => {
    const fresh = Array.from({ length: 12 }, (_, index) =>
      aStream({
        principal: `role/new-${index}@999999999999`,
        cost: plus(() => 0, STARTED, 3),
      }),
    );
    const old = aStream({ principal: CALLER, cost: usual });
    const packs = packsOf({ views: viewsOf([old, ...fresh]), asOf: ASOF });
    const team = packs.find(({ pack }) => pack.rule.name === 'spike' && pack.principal === undefined);
    expect(team).toBeDefined();
    expect(check(team!.pack, 'newcomer').verdict).toBe('found');
    expect(check(team!.pack, 'new account').verdict).toBe('found');
  });

  test('knows by the delivery before whether the hours can have been told earlier', () => {
    const with_ = (earlier: string): LedgerView[] =>
      viewsOf([runaway()]).map((view) => ({
        ...view,
        pointer: { ...view.pointer, chain: [`${earlier}~x~digest`, view.pointer.version] },
      }));
    const before = check(spike(with_('2026-11-15T20:00:00.000Z')), 'restatement');
    expect(before).toMatchObject({ verdict: 'ruled out', value: '0 h' });
    const after = check(spike(with_('2026-11-16T09:00:00.000Z')), 'restatement');
    expect(after).toMatchObject({ verdict: 'possible' });
    expect(Number.parseInt(after.value, 10)).toBeGreaterThan(0);
  });

  test('is a restatement where the hours that were told cost clearly more by now', () => {
    const views = viewsOf([runaway()]);
    const { finding } = packsOf({ views, asOf: ASOF }).find(({ pack }) => pack.rule.name === 'spike')!.alert;
    const told = { ...finding, series: finding.series.map((point) => ({ ...point, cost: point.cost / 4n })) };
    const pack = aPack(anAlert({ finding, version: 2 }), views, [], anAlert({ finding: told, told }));
    expect(check(pack, 'restatement').verdict).toBe('found');
    const same = aPack(anAlert({ finding, version: 2 }), views, [], anAlert({ finding }));
    expect(check(same, 'restatement')).toMatchObject({ verdict: 'ruled out', value: '0' });
  });
});
