import fc from 'fast-check';
import type { Alert, Transition } from '../../shared/domain/alert/alert.ts';
import { applyDecision } from '../../shared/domain/alert/apply-decision.ts';
import type { Decision } from '../../shared/domain/alert/decision.ts';
import { mutesOf } from '../../shared/domain/alert/mutes.ts';
import type { Restated } from '../../shared/domain/alert/restated.ts';
import type { Silence } from '../../shared/domain/alert/silence.ts';
import { decideTransitions } from '../../shared/domain/alert/transition.ts';
import {
  DAY_MS,
  HOUR_MS,
  hourOf,
  type Instant,
  isoInstant,
  parseInstant,
} from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import type { Finding } from '../../shared/domain/evaluation/finding.ts';
import { ANNA, aBudgetAt } from './alert.ts';
import { aSilence } from './declared.ts';
import { aPointer } from './snapshot.ts';
import { aFinding } from './transition.ts';

/** One delivery and what happened before it: money of two principals, their team and its budget, and what people did. */
interface Step {
  readonly hours: number;
  /** Dollars an hour; absent: nothing is found. */
  readonly rates: readonly [number | undefined, number | undefined];
  /** Percent of the team's rise that is the first principal's; absent: the team does not rise. */
  readonly teamShare: number | undefined;
  /** Percent of what the hours of the incident were billed at first. */
  readonly billed: number;
  readonly spent: number;
  readonly decision: { readonly of: number; readonly decision: DecisionDrawn } | undefined;
  readonly silence: { readonly of: number; readonly hours: number } | undefined;
  readonly restates: boolean;
}

type DecisionDrawn =
  | Exclude<Decision, { kind: 'snooze' }>
  | { readonly kind: 'snooze'; readonly hours: number };

const SILENCES: readonly Silence['matchers'][] = [
  [{ label: 'principal', value: 'role/p1' }],
  [{ label: 'principal', value: 'role/*' }],
  [{ label: 'team', value: 'claims' }],
  [{ label: 'rule', value: 'budget-*' }],
  [
    { label: 'rule', value: 'spike' },
    { label: 'principal', value: '' },
  ],
];

const rate = fc.option(fc.constantFrom(20, 50, 110, 260, 900, 3000), { nil: undefined, freq: 3 });
const decision: fc.Arbitrary<DecisionDrawn> = fc.oneof(
  fc.constantFrom<DecisionDrawn>(
    { kind: 'acknowledge' },
    { kind: 'unacknowledge' },
    { kind: 'unsnooze' },
    { kind: 'not-mine', note: '' },
    { kind: 'verdict', verdict: 'real', note: '' },
    { kind: 'verdict', verdict: 'noise', note: '' },
    { kind: 'verdict', verdict: 'planned', note: 'x' },
  ),
  fc.record({ kind: fc.constant('snooze' as const), hours: fc.constantFrom(4, 20, 72) }),
);

const step: fc.Arbitrary<Step> = fc.record({
  hours: fc.constantFrom(4, 8, 8, 24, 60),
  rates: fc.tuple(rate, rate),
  teamShare: fc.option(fc.constantFrom(30, 62, 79, 85, 100), { nil: undefined }),
  billed: fc.constantFrom(100, 100, 100, 80, 97, 130),
  spent: fc.integer({ min: 4000, max: 11_000 }),
  decision: fc.option(fc.record({ of: fc.nat(5), decision }), { nil: undefined }),
  silence: fc.option(fc.record({ of: fc.nat(SILENCES.length - 1), hours: fc.constantFrom(6, 30, 100) }), {
    nil: undefined,
    freq: 4,
  }),
  restates: fc.boolean(),
});

export const incidentHistories = fc.array(step, { minLength: 1, maxLength: 14 });

/** One judgement and all that it went by. */
export interface JudgedStep {
  readonly asOf: Instant;
  readonly clock: Instant;
  readonly findings: readonly Finding[];
  readonly silences: readonly Silence[];
  /** As they were before it. */
  readonly alerts: readonly Alert[];
  readonly transitions: readonly Transition[];
  /** The same delivery judged once more. */
  readonly again: readonly Transition[];
}

/** Plays a history: what people decide comes an hour before each delivery, and each is judged half an hour after it was made. */
export function play(history: readonly Step[]): readonly JudgedStep[] {
  const alerts = new Map<string, Alert>();
  const silences: Silence[] = [];
  const starts = new Map<string, { hour: number; seen: Instant }>();
  let asOf = parseInstant('2026-11-05T05:00:00Z');
  return history.map((each, index) => {
    asOf += each.hours * HOUR_MS;
    const before = asOf - HOUR_MS;
    decide(alerts, each.decision, before);
    if (each.silence !== undefined) silences.push(drawnSilence(each.silence, before, index));
    const known = [...alerts.values()];
    const findings = findingsOf(each, asOf, starts);
    const judge = (of: readonly Alert[]) =>
      decideTransitions({
        ...{ findings, alerts: of, asOf, clock: asOf + HOUR_MS / 2 },
        pointer: pointerAt(asOf, each.spent),
        mutes: mutesOf([], silences, { tree: NO_TREE, asOf, ripeEnd: hourOf(asOf) }),
        ...(each.restates ? { restated: restatedIn(of) } : {}),
      });
    const transitions = judge(known);
    for (const { after } of transitions) alerts.set(after.id, after);
    const again = judge([...alerts.values()]).filter(({ after }) => !isRestatement(after, each));
    return {
      asOf,
      clock: asOf + HOUR_MS / 2,
      findings,
      silences: [...silences],
      alerts: known,
      transitions,
      again,
    };
  });
}

/** A test's restatement restates again; the ledger's would not. */
const isRestatement = ({ state }: Alert, { restates }: Step): boolean => restates && state === 'resolved';

const NO_TREE = {
  teams: [],
  newest: { billingPeriod: '2026-11', currency: 'USD' },
  grain: 'hourly',
  firstHour: 0,
  dataThrough: 0,
} as const;

function pointerAt(asOf: Instant, spent: number) {
  const pointer = aPointer({ executedAt: asOf, executionId: 'x', order: `${isoInstant(asOf)}~x` });
  return { ...pointer, totals: { ...pointer.totals, teams: { claims: { USD: `${spent}` } } } };
}

function decide(alerts: Map<string, Alert>, drawn: Step['decision'], at: Instant): void {
  const alert = [...alerts.values()][drawn?.of ?? 0];
  if (drawn === undefined || alert === undefined) return;
  const { decision: said } = drawn;
  const full: Decision = said.kind === 'snooze' ? { kind: 'snooze', until: at + said.hours * HOUR_MS } : said;
  const decided = applyDecision(alert, full, { by: ANNA, at });
  if (decided.outcome === 'changed') alerts.set(alert.id, decided.transition.after);
}

const drawnSilence = ({ of, hours }: { of: number; hours: number }, at: Instant, index: number): Silence =>
  aSilence({
    id: `silence-${index}`,
    matchers: SILENCES[of]!,
    startsAt: at,
    createdAt: at,
    endsAt: at + hours * HOUR_MS,
  });

/** What is found again within two days began when it was first found. */
function findingsOf(
  { rates, teamShare, billed, spent }: Step,
  asOf: Instant,
  starts: Map<string, { hour: number; seen: Instant }>,
): readonly Finding[] {
  const startOf = (name: string): number => {
    const known = starts.get(name);
    const hour = known !== undefined && asOf - known.seen <= 2 * DAY_MS ? known.hour : hourOf(asOf) - 6;
    starts.set(name, { hour, seen: asOf });
    return hour;
  };
  const spike = (principal: string | undefined, perHour: number): Finding => {
    const startedAt = startOf(principal ?? '');
    const hours = hourOf(asOf) - startedAt;
    return aFinding({
      scope: { team: 'claims', ...(principal === undefined ? {} : { principal, model: 'm' }) },
      severity: perHour >= 900 ? 'critical' : 'warning',
      startedAt,
      costPerHour: parsePico(`${perHour}`),
      impact: { ...aFinding().impact, soFar: parsePico(`${perHour * hours}`) },
      series: [{ hour: startedAt, cost: parsePico(`${billed}`) }],
      contributions: partsOf(teamShare ?? 0),
    });
  };
  const budget = aBudgetAt(spent);
  return [
    ...rates.flatMap((perHour, index) =>
      perHour === undefined ? [] : [spike(`role/p${index + 1}`, perHour)],
    ),
    ...(teamShare === undefined ? [] : [spike(undefined, 200)]),
    ...(budget === undefined ? [] : [budget]),
  ];
}

const partsOf = (percent: number): Finding['contributions'] =>
  [
    ['role/p1', percent],
    ['role/p3', 100 - percent],
  ].map(([principal, part]) => ({
    ...{ principal: String(principal), model: 'm', tokenKind: 'output' },
    rise: parsePico(`${part}`),
  }));

const restatedIn = (alerts: readonly Alert[]): ReadonlyMap<string, Restated> =>
  new Map(
    alerts
      .filter(({ state, untold }) => state === 'resolved' && untold !== true)
      .map(({ id, finding }) => [id, { reason: 'revised', note: '$1.00 -> $9.00', finding }]),
  );
