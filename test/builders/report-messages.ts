import type { Actor } from '../../shared/domain/access/person.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import { composeAnswer } from '../../shared/domain/notification/compose-answer.ts';
import { composeClose } from '../../shared/domain/notification/compose-close.ts';
import { composeDrill, composeDrillResult } from '../../shared/domain/notification/compose-drill.ts';
import { composeOnboarding } from '../../shared/domain/notification/compose-onboarding.ts';
import { composePlanReport } from '../../shared/domain/notification/compose-plan-report.ts';
import { composeRaise } from '../../shared/domain/notification/compose-raise.ts';
import { composeSystem } from '../../shared/domain/notification/compose-system.ts';
import { composeThresholdChange } from '../../shared/domain/notification/compose-threshold-change.ts';
import { composeUntagged } from '../../shared/domain/notification/compose-untagged.ts';
import { composeWeekly, type ReportTelling } from '../../shared/domain/notification/compose-weekly.ts';
import type { Notification } from '../../shared/domain/notification/notification.ts';
import { drillResultOf } from '../../shared/domain/report/drill.ts';
import { healthChanges, ledgerConditions, liveConditions } from '../../shared/domain/report/health/health.ts';
import { shiftWeek, weekOf } from '../../shared/domain/report/local-week.ts';
import { type MonthClose, monthCloseOf } from '../../shared/domain/report/month-close.ts';
import { onboardingOf } from '../../shared/domain/report/proposal.ts';
import { type RaiseRequest, raiseFactsOf } from '../../shared/domain/report/raise.ts';
import { replayChange, type ThresholdChange } from '../../shared/domain/report/threshold-change.ts';
import { untaggedReportOf } from '../../shared/domain/report/untagged.ts';
import { weeklyReportOf } from '../../shared/domain/report/weekly.ts';
import { aBook, aBudget } from './budget.ts';
import { aPlan } from './declared.ts';
import { aBasis, REPORT_BUDGETS, REPORT_STREAMS, TRIAGE } from './report-world.ts';
import { aStream, at, plus } from './series.ts';
import { aPointer, totalsOf } from './snapshot.ts';
import { aFinding, anAlert } from './transition.ts';

const NOW = parseInstant('2026-11-16T08:00:00Z');
const ANNA: Actor = { id: 'slack:U0ANNA', name: 'Anna Schmidt' };
const FIONA: Actor = { id: 'slack:U0FIONA', name: 'Fiona Finch' };

const finding = aFinding({ scope: { ...aFinding().scope, team: 'claims' } });
const alerts = [
  anAlert({
    id: 'spike-3f9a2c71',
    finding,
    state: 'resolved',
    startsAt: parseInstant('2026-11-11T02:00:00Z'),
    endsAt: parseInstant('2026-11-12T09:00:00Z'),
    handling: { verdict: { by: ANNA, at: NOW, verdict: 'real', note: '' } },
  }),
  anAlert({
    id: 'budget-threshold-77aa01b2',
    finding: { ...finding, rule: 'budget-threshold', scope: { team: 'claims' } },
    startsAt: parseInstant('2026-11-14T11:00:00Z'),
  }),
];
const plan = aPlan({
  id: 'plan-5d20c1aa',
  team: 'claims',
  principal: TRIAGE,
  cap: parsePico('400'),
  startsAt: parseInstant('2026-11-11T08:00:00Z'),
  endsAt: parseInstant('2026-11-15T18:00:00Z'),
  by: ANNA,
  note: 'evaluation of the new prompt',
});

const basis = aBasis({ alerts, plans: [plan] });
const telling = (id: string, overrides: Partial<ReportTelling> = {}): ReportTelling => ({
  id,
  reason: 'first',
  change: '',
  pointer: basis.pointer,
  ...overrides,
});
/** Of an export that lies two days behind. */
const early = aBasis({ asOf: '2026-11-14T08:00:00Z', alerts });
const grown = aBasis({
  streams: [
    ...REPORT_STREAMS,
    aStream({
      team: 'unattributed',
      principal: 'role/spring-demo@555566667777',
      cost: plus(() => 0, at('2026-11-10T07:00'), 3),
    }),
  ],
});
const berlin = shiftWeek(weekOf(NOW, 'Europe/Berlin'), -1);
const utc = shiftWeek(weekOf(NOW, 'UTC'), -1);

const closing = (more: Partial<MonthClose> = {}): MonthClose => {
  const pointers = basis.views.map(({ pointer, entries }) => ({ ...pointer, totals: totalsOf(entries) }));
  return {
    ...monthCloseOf({ pointers, budgets: REPORT_BUDGETS, learned: undefined }, '2026-10', {})!,
    ...more,
  };
};

const systemTold = (condition: Parameters<typeof healthChanges>[0][number]): Notification =>
  composeSystem(healthChanges([condition], [], NOW)[0]!, NOW);
const [stopped, refused, late] = liveConditions({
  isRouted: () => false,
  now: NOW,
  since: 0,
  pointers: [aPointer({ executedAt: parseInstant('2026-11-14T18:04:00Z') })],
  budgets: REPORT_BUDGETS,
  refusedDeliveries: [
    {
      billingPeriod: '2026-11',
      at: NOW,
      message: 'a cost is no number · part-00003.snappy.parquet · row 41,220',
    },
  ],
  refusedChannels: [
    {
      kind: 'slack',
      address: '#claims-ai',
      at: NOW,
      why: 'Slack refused: is_archived',
      headlines: ['CRITICAL · role/claims-agent · claude-opus-4.6 output · $148.20/h, 49× usual'],
      count: 3,
    },
  ],
  deadLetters: [],
});
const ended = healthChanges([], [healthChanges([stopped!], [], NOW - 9 * 3_600_000)[0]!.record], NOW)[0]!;
const unbudgeted = ledgerConditions({ basis, budgets: aBook(REPORT_BUDGETS.budgets[0]!) })[0]!;

const change: ThresholdChange = {
  team: 'claims',
  at: parseInstant('2026-11-16T07:30:00Z'),
  by: 'Fiona Finch',
  version: 4,
  before: REPORT_BUDGETS.budgets[0]!,
  after: aBudget({
    ...REPORT_BUDGETS.budgets[0],
    amount: parsePico('9000'),
    thresholds: [80, 100],
  }),
  reason: 'the batch jobs moved to another team',
};
const request: RaiseRequest = {
  team: 'claims',
  amount: parsePico('14000'),
  currency: 'USD',
  until: '2026-12',
  reason: 'the evaluation runs until Christmas',
  by: ANNA,
  at: NOW,
};
const raise = composeRaise(
  request,
  raiseFactsOf(basis, request, [
    {
      ...{ id: 'raise-claims-1', rule: 'raise', team: 'claims', version: 2, digest: '' },
      ...{ firstAt: parseInstant('2026-09-03T10:00:00Z'), changedAt: parseInstant('2026-09-03T12:00:00Z') },
      figures: { amount: '12000' },
      answer: {
        word: 'declined',
        by: FIONA,
        at: parseInstant('2026-09-03T12:00:00Z'),
        reason: 'not this quarter',
      },
    },
  ]),
  { id: 'raise-claims-0d1f22aa', now: NOW },
);
const drill = composeDrill({ id: 'drill-claims-2026-11', team: 'claims', period: '2026-11', now: NOW });

/** One message of each kind and state, by the name of its golden file. */
export const REPORT_MESSAGES: Readonly<Record<string, Notification>> = {
  weekly: composeWeekly(weeklyReportOf(basis, 'claims', berlin), telling('weekly-claims-2026-W46')),
  'weekly-so-far': composeWeekly(
    weeklyReportOf(early, 'claims', berlin),
    telling('weekly-claims-2026-W46', { pointer: early.pointer }),
  ),
  'weekly-revised': composeWeekly(
    weeklyReportOf(basis, 'claims', berlin),
    telling('weekly-claims-2026-W46', {
      reason: 'revised',
      change: '$2,101.40 → $2,230.11 with the delivery of Tue 17 Nov 05:59 UTC.',
    }),
  ),
  'weekly-without-budget': composeWeekly(weeklyReportOf(basis, 'labs', utc), telling('weekly-labs-2026-W46')),
  untagged: composeUntagged(untaggedReportOf(basis, utc, 'team'), telling('untagged-2026-W46')),
  'untagged-grew': composeUntagged(untaggedReportOf(grown, utc, 'team'), telling('untagged-2026-W46')),
  close: composeClose(
    closing({
      adjustments: [
        { period: '2026-09', team: 'search', was: '4310.12', now: '4289.62', difference: '-20.5' },
      ],
    }),
    telling('close-2026-10'),
  ),
  'close-does-not-tie': composeClose(closing({ difference: '-12.07' }), telling('close-2026-10')),
  'export-stopped': systemTold(stopped!),
  'export-stopped-over': composeSystem(ended, NOW),
  'delivery-refused': systemTold(refused!),
  'channel-refuses': systemTold(late!),
  'teams-without-budget': systemTold(unbudgeted),
  'threshold-change': composeThresholdChange(change, {
    id: 'budget-claims-v4',
    now: NOW,
    replay: replayChange(basis, change),
  }),
  raise,
  'raise-declined': composeAnswer(
    raise,
    { word: 'declined', by: FIONA, at: NOW + 3_600_000, reason: 'move it to January' },
    'USD',
  ),
  onboarding: composeOnboarding(onboardingOf(basis, 'labs')!, { id: 'onboarding-labs', now: NOW }),
  drill,
  'drill-confirmed': composeAnswer(
    drill,
    { word: 'confirmed', by: ANNA, at: NOW + 60_000, reason: '' },
    'USD',
  ),
  'drill-result': composeDrillResult(
    drillResultOf('2026-11', [
      { team: 'claims', channel: '#claims-ai', outcome: 'confirmed', by: ANNA, at: NOW },
      { team: 'search', channel: '#search-ai', outcome: 'not-confirmed' },
      { team: 'fraud', channel: '#fraud', outcome: 'refused', why: 'Slack refused: channel_not_found' },
    ]),
    { id: 'drill-2026-11', now: NOW, reason: 'first' },
  ),
  'plan-over': composePlanReport(
    {
      plan: { ...plan, reportedAt: NOW },
      event: 'ended',
      spent: parsePico('212.4'),
      alerts: ['newcomer-19ab20cd'],
    },
    telling('plan-5d20c1aa-report'),
  ),
  'plan-left': composePlanReport(
    {
      plan: { ...plan, left: { at: NOW, why: 'amount' } },
      event: 'left',
      spent: parsePico('412.4'),
      alerts: [],
    },
    telling('plan-5d20c1aa-report'),
  ),
};
