import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { amountOf, firstToldAt } from '../../../shared/domain/alert/backtest/incident.ts';
import type { QuietFloor } from '../../../shared/domain/alert/backtest/quiet-floor.ts';
import { isoInstant } from '../../../shared/domain/base/instant.ts';
import { byText } from '../../../shared/domain/base/order.ts';
import type { Backtest } from '../../../shared/flow/backtest.ts';
import { money, orNull } from './values.ts';

type Verdict = 'real' | 'planned' | 'noise' | undefined;

export function backtestDocument(
  { span, deliveries, missing, same, onlyReplayed, onlyReal, quietFloors = [] }: Backtest,
  team: string,
) {
  const incidents = [
    ...same.map(({ replayed, real, hoursEarlier }) => ({
      ...incident(replayed, real),
      hoursEarlier: hoursEarlier ?? null,
      would: 'told' as const,
    })),
    ...onlyReplayed.map((alert) => ({ ...incident(alert), hoursEarlier: null, would: 'told' as const })),
    ...onlyReal.map((alert) => ({
      ...incident(alert, alert),
      ...{ toldAt: null, hoursEarlier: null, would: 'silent' as const },
    })),
  ];
  const fired = incidents.filter(({ would }) => would === 'told');
  const count = (verdict: Verdict): number =>
    fired.filter((each) => each.verdict === (verdict ?? null)).length;
  const counts = { real: count('real'), planned: count('planned'), noise: count('noise') };
  const unjudged = count(undefined);
  const floor = quietFloors.find((each) => each.team === team);
  return {
    from: orNull(span?.from, isoInstant),
    to: orNull(span?.to, isoInstant),
    ...{ deliveries, missing: missing.length, fired: fired.length, ...counts, unjudged },
    incidents: incidents.toSorted((a, b) => byText(a.toldAt ?? '', b.toldAt ?? '')),
    quietFloor: floor?.dollars === undefined ? null : { dollars: floor.dollars, words: floorWords(floor) },
    words: sentence(fired.length, { ...counts, unjudged }),
  };
}

function incident(told: Alert, real?: Alert) {
  const { rule, severity, scope } = told.finding;
  return {
    alert: real?.id ?? null,
    kind: rule,
    severity,
    principal: scope.principal ?? null,
    model: scope.model ?? null,
    toldAt: orNull(firstToldAt(told), isoInstant),
    amount: money(amountOf(told)),
    verdict: (real === undefined ? undefined : verdictOf(real)) ?? null,
  };
}

/** What lies inside a plan was planned, whether somebody said so again or not. */
const verdictOf = ({ handling, mute }: Alert): Verdict =>
  handling?.verdict?.verdict ?? (mute?.by === 'plan' ? 'planned' : undefined);

const floorWords = ({ dollars, loudAt }: QuietFloor): string =>
  loudAt === undefined
    ? `From $${dollars} above the usual on, only what was really told would have been; lower floors were not tried.`
    : `From $${dollars} above the usual on, only what was really told would have been; at $${loudAt} there is more.`;

interface Counts {
  readonly real: number;
  readonly planned: number;
  readonly noise: number;
  readonly unjudged: number;
}

/** `Would have fired 4 times: 1 real, 2 planned, 1 not judged.` */
function sentence(times: number, { real, planned, noise, unjudged }: Counts): string {
  if (times === 0) return 'Would not have fired.';
  const parts = [
    ...(real > 0 ? [`${real} real`] : []),
    ...(planned > 0 ? [`${planned} planned`] : []),
    ...(noise > 0 ? [`${noise} noise`] : []),
    ...(unjudged > 0 ? [`${unjudged} not judged`] : []),
  ];
  return `Would have fired ${times === 1 ? 'once' : `${times} times`}: ${parts.join(', ')}.`;
}
