import type { MemoryTables } from '../../shared/adapters/memory/tables.ts';
import type { Alert, Transition } from '../../shared/domain/alert/alert.ts';
import { isInDigest } from '../../shared/domain/alert/digest.ts';
import { isoInstant } from '../../shared/domain/base/instant.ts';
import { type Pico, parsePico, picoText } from '../../shared/domain/base/money.ts';
import { byText } from '../../shared/domain/base/order.ts';
import type { Pointer } from '../../shared/domain/ledger/snapshot.ts';
import type { Notification } from '../../shared/domain/notification/notification.ts';
import type { OutboxEntry } from '../../shared/domain/notification/outbox.ts';
import type { AlertStore } from '../../shared/ports/alert-store.ts';
import { EXPORT, FALLBACK_CHANNEL } from './company.ts';
import type { Complaint } from './harm.ts';
import type { Accepted } from './slack.ts';
import type { Truth } from './truth.ts';

export interface AlertChecks {
  /** The store, watched: what is committed must come from what is visible, and say true numbers. */
  watch(store: AlertStore): AlertStore;
  readonly complaints: readonly Complaint[];
  /** Right after a change: what was stored must come from the ledger that is visible. */
  look(): readonly Complaint[];
  /** Every crossing of the truth has reached its channel, and nothing is left to send. */
  atTheEnd(accepted: readonly Accepted[]): readonly Complaint[];
}

export function createAlertChecks(
  tables: MemoryTables,
  truthBehind: (pointer: Pointer) => Truth | undefined,
): AlertChecks {
  const complaints: Complaint[] = [];
  const seen = new Map<string, Alert>();
  return {
    complaints,
    look() {
      const changed = [...(tables.alerts.get(EXPORT)?.values() ?? [])].filter(
        (alert) => alert !== seen.get(alert.id),
      );
      return changed.flatMap((alert): readonly Complaint[] => {
        const { id, version, judgedFrom, judgedPeriod } = alert;
        const known = seen.get(id);
        const before = known?.version ?? 0;
        seen.set(id, alert);
        if (version !== before + 1) {
          return [
            {
              harm: 'false message',
              what: `${id} went from version ${before} to ${version}: two judgements at once`,
            },
          ];
        }
        // People decide about what they were told, whatever came since.
        const isDecided = alert.history.at(-1)?.by !== undefined && alert.judgedFrom === known?.judgedFrom;
        if (isDecided) return [];
        const visible = [...tables.pointers.values()].find(
          ({ billingPeriod }) => billingPeriod === judgedPeriod,
        );
        const what = `${id} was judged from ${judgedFrom} when ${visible?.order} was visible`;
        return visible?.order === judgedFrom ? [] : [{ harm: 'false message', what }];
      });
    },
    watch: (store) => ({
      ...store,
      commit: async (transition, outbox, judged) => {
        const outcome = await store.commit(transition, outbox, judged);
        if (outcome === 'committed')
          complaints.push(...wrongIn(transition, outbox, judged, truthBehind(judged)));
        return outcome;
      },
    }),
    atTheEnd(accepted) {
      const newest = newestOf(tables);
      const truth = newest === undefined ? undefined : truthBehind(newest);
      if (newest === undefined || truth === undefined) return [];
      return [
        ...tables.budgets.book.budgets.flatMap((budget) => {
          const spent = truth.teams.get(budget.team) ?? 0n;
          const reached = budget.thresholds.filter(
            (each) => spent > 0n && spent * 100n >= budget.amount * BigInt(each),
          );
          const channel = budget.channel ?? FALLBACK_CHANNEL;
          return crossing(
            { team: budget.team, spent, threshold: reached.at(-1), channel, newest },
            tables,
            accepted,
          );
        }),
        ...unsent(tables, accepted),
      ];
    },
  };
}

const newestOf = (tables: MemoryTables): Pointer | undefined =>
  [...tables.pointers.values()].sort((a, b) => byText(a.billingPeriod, b.billingPeriod)).at(-1);

function wrongIn(
  { before, after }: Transition,
  outbox: readonly OutboxEntry[],
  judged: Pointer,
  truth: Truth | undefined,
): readonly Complaint[] {
  const found: Complaint[] = [];
  const [from, to] = [before === undefined ? '' : judgementOf(before), judgementOf(after)];
  if (byText(to, from) < 0) {
    found.push({ harm: 'step back', what: `${after.id} was judged from ${from}, then from ${to}` });
  }
  for (const { id, notification } of outbox) {
    const { spent, billingPeriod, team } = notification.data;
    if (spent === undefined || after.state !== 'firing' || billingPeriod !== judged.billingPeriod) continue;
    const expected = picoText(truth?.teams.get(String(team)) ?? 0n);
    if (spent !== expected)
      found.push({ harm: 'false message', what: `${id} says ${spent}; it is ${expected}` });
  }
  return found;
}

/** A newer month's delivery is the later judgement, whenever either was made. */
const judgementOf = ({ judgedPeriod, judgedFrom }: Alert): string => `${judgedPeriod} ${judgedFrom}`;

interface Crossing {
  readonly team: string;
  readonly spent: Pico;
  /** Highest threshold reached, in percent. */
  readonly threshold: number | undefined;
  readonly channel: string;
  readonly newest: Pointer;
}

function crossing(
  { team, spent, threshold, channel, newest }: Crossing,
  tables: MemoryTables,
  accepted: readonly Accepted[],
): readonly Complaint[] {
  const period = newest.billingPeriod;
  const firing = [...(tables.alerts.get(EXPORT)?.values() ?? [])].filter(
    ({ state, finding }) =>
      state === 'firing' && finding.rule === 'budget-threshold' && finding.scope.team === team,
  );
  const said = `${team} spent ${picoText(spent)} in ${period}`;
  if (threshold === undefined) {
    return firing
      .filter((alert) => !justBelow(alert, spent))
      .map((alert) => ({
        harm: 'false message',
        what: `${said}, and ${alert.id} still fires`,
      }));
  }
  const told = accepted.some(
    ({ parcel }) =>
      parcel.address === channel &&
      parcel.notification.rule === 'budget-threshold' &&
      parcel.notification.team === team &&
      parcel.notification.data.billingPeriod === period &&
      Number(parcel.notification.data.threshold) >= threshold,
  );
  const inDigest = firing.some(
    (alert) =>
      isInDigest(alert) &&
      alert.finding.billingPeriod === period &&
      (alert.told.budget?.threshold ?? 0) >= threshold &&
      accepted.some(({ parcel }) => parcel.address === channel && lists(parcel.notification, alert)),
  );
  const open = firing.some(
    ({ finding }) => finding.billingPeriod === period && finding.budget?.spent === spent,
  );
  return [
    ...(told || inDigest
      ? []
      : [
          {
            harm: 'lost alert' as const,
            what: `${said}, ${threshold} % of its budget, and ${channel} never heard`,
          },
        ]),
    ...(open ? [] : [{ harm: 'lost alert' as const, what: `${said}, and no alert with that sum fires` }]),
  ];
}

const lists = ({ rule, alertId, data }: Notification, { id, digest }: Alert): boolean =>
  rule === 'digest' && alertId === digest?.id && String(data.alertIds).split(',').includes(id);

/** An alert stays open a little below its threshold, so that a credit does not make it flap. */
function justBelow({ finding }: Alert, spent: Pico): boolean {
  const limit = ((finding.budget?.amount ?? parsePico('0')) * BigInt(finding.budget?.threshold ?? 0)) / 100n;
  return spent * 100n >= limit * 95n;
}

const unsent = (tables: MemoryTables, accepted: readonly Accepted[]): readonly Complaint[] =>
  [...tables.outbox.values()]
    .filter(
      ({ entry }) => entry.state !== 'sent' || !accepted.some(({ parcel }) => parcel.outboxId === entry.id),
    )
    .map(({ entry }) => ({
      harm: 'lost alert',
      what: `${entry.id} of ${isoInstant(entry.createdAt)} is ${entry.state}, and Slack ${accepted.some(({ parcel }) => parcel.outboxId === entry.id) ? 'has' : 'never had'} it`,
    }));
