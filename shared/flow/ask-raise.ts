import { mayDecide } from '../domain/access/may.ts';
import { dayOf, isoDay } from '../domain/base/instant.ts';
import type { Pico } from '../domain/base/money.ts';
import { formatMoney, picoText } from '../domain/base/money.ts';
import { type BillingPeriod, periodOf } from '../domain/base/period.ts';
import { amountIn } from '../domain/evaluation/budget/budget.ts';
import { composeRaise } from '../domain/notification/compose-raise.ts';
import { digestOf } from '../domain/report/digest-of.ts';
import { idPart } from '../domain/report/id-part.ts';
import { type RaiseRequest, raiseFactsOf } from '../domain/report/raise.ts';
import { type Asking, noteOf } from './declared.ts';
import { openReportRun, type ReportPorts, type ReportSettings } from './report/report-run.ts';
import { reportPlaces, tellReport } from './report/tell-report.ts';

export interface RaiseAsked extends Omit<Asking, 'exportName'> {
  readonly team: string;
  /** The monthly amount that is asked for. */
  readonly amount: Pico;
  /** Last month that it is for. */
  readonly until: BillingPeriod;
  readonly reason: string;
}

export type RaiseResult =
  | { readonly outcome: 'asked'; readonly id: string }
  | { readonly outcome: 'refused'; readonly text: string };

/**
 * Asks finance for more, with what they need to decide by. The same request on the same day is one request. Reads the
 * ledger, which takes seconds where a month is large.
 */
export async function askRaise(
  ports: ReportPorts,
  settings: ReportSettings,
  asked: RaiseAsked,
): Promise<RaiseResult> {
  const { team, amount, until, actor } = asked;
  const allowance = mayDecide(asked.person, team, 'ask-raise');
  if (!allowance.allowed) return refused(allowance.reason);
  const at = asked.at ?? ports.clock.now();
  const run = await openReportRun(ports, { ...settings, at });
  if (until < periodOf(at)) return refused(`${until} is over already.`);
  const basis = await run.basis();
  if (basis === undefined) return refused('There is no bill yet to ask by.');
  const budget = run.budgets.budgets.find((each) => each.team === team);
  if (budget !== undefined && amount <= amountIn(budget, periodOf(at)))
    return refused(`The budget is ${formatMoney(amountIn(budget, periodOf(at)), budget.currency)} already.`);
  if (amount <= 0n) return refused('The amount must be more than nothing.');
  const request: RaiseRequest = {
    ...{ team, amount, until, at },
    currency: basis.currency,
    reason: noteOf(asked.reason),
    by: actor,
  };
  const earlier = await ports.reports.of(settings.exportName, 'raise');
  const facts = raiseFactsOf(basis, request, earlier);
  const id = raiseId(request);
  if (earlier.some((record) => record.id === id)) return { outcome: 'asked', id };
  await tellReport(run, {
    record: {
      ...{ id, rule: 'raise', team, version: 1, firstAt: at, changedAt: at },
      digest: digestOf(request),
      figures: { amount: picoText(amount), until, currency: request.currency },
    },
    notification: composeRaise(request, facts, { id, now: at }),
    places: reportPlaces(run, { team: '', severity: 'warning' }),
  });
  return { outcome: 'asked', id };
}

const refused = (text: string): RaiseResult => ({ outcome: 'refused', text });

/** The day belongs to it: asked again next week it is a new request. */
const raiseId = ({ team, amount, until, at, by }: RaiseRequest): string =>
  `raise-${idPart(team)}-${digestOf([amount, until, by.id, isoDay(dayOf(at))]).slice(-8)}`;
