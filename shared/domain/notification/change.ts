import type { Alert, Transition } from '../alert/alert.ts';
import type { Instant } from '../base/instant.ts';
import { formatMoney } from '../base/money.ts';
import { UTC } from '../base/time-zone.ts';
import type { Finding } from '../evaluation/finding.ts';
import { burnShare, burnTimes } from './burn-words.ts';
import { decidedChange } from './change-decided.ts';
import type { DecidedAround } from './decisions.ts';
import { amountsIn, endOf } from './end.ts';
import { estimateText, instantText } from './words.ts';

interface Change {
  readonly before: Alert;
  readonly after: Alert;
  readonly delivery: string;
  /** The deciding number as last told, and now. */
  readonly was: string;
  readonly now: string;
}

/**
 * What changed since the last message: was → now, why, and whether it still fires. '' for the first message, and
 * where only the numbers moved on.
 * `gist` names the deciding number of a finding.
 */
export function changeText(
  transition: Transition,
  executedAt: Instant,
  gist: (finding: Finding) => string,
  around: DecidedAround = { zone: UTC },
): string {
  const { reason, before, after } = transition;
  if (before === undefined || reason === 'first') return '';
  if (reason === 'updated' && after.state !== 'resolved') return '';
  const decided = decidedChange(transition, gist(after.finding), around);
  if (decided !== undefined) return decided;
  const change: Change = {
    before,
    after,
    delivery: `the delivery of ${instantText(executedAt)}`,
    was: gist(before.told),
    now: gist(after.finding),
  };
  if (after.state === 'resolved') {
    // A delivery changed the hours of what is over already.
    const text = reason === 'revised' ? revisedText(change) : endedText(transition, change);
    return `${text} No longer firing.`;
  }
  switch (reason) {
    case 'threshold':
      return `${moved(change)}: the ${after.finding.budget?.threshold ?? 100} % threshold was crossed. Still firing.`;
    case 'grew':
      return `${grownText(change)} Still firing.`;
    case 'fired-again':
      return `${moved(change)}: ${after.finding.rule === 'drop' ? 'it stopped again' : 'it is back'} after it was resolved. Firing again.`;
    default:
      return `${revisedText(change)} Still firing.`;
  }
}

const moved = ({ was, now }: Change): string => (was === now ? `still ${now}` : `was ${was} → now ${now}`);

function grownText(change: Change): string {
  const { told } = change.before;
  const { finding } = change.after;
  if (finding.budget !== undefined) return `${moved(change)}: ${budgetGrowth(told, finding)}`;
  if (finding.costPerHour >= 2n * told.costPerHour) return `${moved(change)}: it has at least doubled.`;
  const soFar = ({ impact, currency }: Finding): string => formatMoney(impact.soFar, currency);
  return `was ${soFar(told)} → now ${soFar(finding)} so far, at ${change.now}: it goes on.`;
}

/** The news of a budget that grew: it began to burn, began to head over, or heads over by twice as much. */
function budgetGrowth(told: Finding, { burn, budget, currency }: Finding): string {
  if (
    burn !== undefined &&
    burn.to !== told.burn?.to &&
    burn.costPerHour >= 2n * (told.burn?.costPerHour ?? 0n)
  ) {
    return `it burns ${burnTimes(burn)}, ${burnShare(burn)}.`;
  }
  return budget?.headsOver === true && told.budget?.headsOver !== true
    ? `it is now heading for ≈ ${estimateText(budget.forecast.mid, currency)}.`
    : 'the overspend ahead has at least doubled.';
}

/** The note of a revision holds the two amounts that differ; a changed budget is nobody's restatement. */
function revisedText(change: Change): string {
  const { before, after, delivery } = change;
  const [old, fresh] = [before.told.budget, after.finding.budget];
  const { currency } = after.finding;
  if (old !== undefined && fresh !== undefined && old.amount !== fresh.amount) {
    return `the budget was changed from ${formatMoney(old.amount, currency)} to ${formatMoney(fresh.amount, currency)}; now ${change.now}.`;
  }
  const [was, now] = amountsIn(after.history.at(-1)?.note ?? '');
  return was === undefined || now === undefined
    ? `${moved(change)}: ${delivery} changed hours that were billed before.`
    : `was ${was} → now ${now} for what was told before: ${delivery} changed it.`;
}

function endedText(transition: Transition, { after, delivery, was }: Change): string {
  const end = endOf(transition);
  switch (end?.kind) {
    case 'withdrawn':
      return `was ${end.was ?? was} → now ${end.now ?? 'nothing of it'} for the same hours: ${delivery} took the rise back.`;
    case 'lowered':
      return `was ${end.was} → now ${end.now} spent: ${delivery} is below the threshold again.`;
    case 'changed':
      return `was ${was} → now over: ${after.history.at(-1)?.note}.`;
    case 'used-up':
      return `was ${was} → now used up: the alert about the budget itself goes on.`;
    case 'taken-over':
      return `was ${was} → now told by another alert of this team.`;
    case 'cooled':
      return `was ${was} → now over: in ${delivery} the newest hours no longer burn like that.`;
    case 'closed':
      return `was ${was} → now closed: the month ${after.finding.billingPeriod} is over.`;
    default:
      return `was ${was} → now over: ${quietText(after.quiet + 1)}.${totalText(after.finding)}`;
  }
}

/** The delivery that resolves an alert is one more without it. */
const quietText = (deliveries: number): string =>
  deliveries > 1
    ? `the last ${deliveries} deliveries no longer show it`
    : 'the newest delivery no longer shows it';

const totalText = ({ rule, impact, currency, endedAt }: Finding): string =>
  rule === 'spike'
    ? ` It cost ${formatMoney(impact.soFar, currency)} more than usual ${endedAt === undefined ? 'as last told' : 'in all'}.`
    : '';
