import { type ReadScope, seesAll } from '../../domain/access/scope.ts';
import type { Instant } from '../../domain/base/instant.ts';
import { type Pico, parsePico } from '../../domain/base/money.ts';
import { byText } from '../../domain/base/order.ts';
import { type BillingPeriod, periodOf, shiftPeriod } from '../../domain/base/period.ts';
import { madeAt } from '../../domain/delivery/order.ts';
import { AGE_STEPS } from '../../domain/evaluation/ripeness/age.ts';
import type { Family } from '../../domain/evaluation/ripeness/family.ts';
import { ripenessOf } from '../../domain/evaluation/ripeness/ripeness.ts';
import type { RipenessState } from '../../domain/evaluation/ripeness/state.ts';
import type { DeliveryDigest } from '../../domain/ledger/delivery-digest.ts';
import type { LedgerVersion, Pointer } from '../../domain/ledger/snapshot.ts';
import { orderOfVersion } from '../../domain/ledger/version.ts';
import type { Quarantine, QuarantinedDelivery } from '../../ports/quarantine.ts';
import type { RipenessStore } from '../../ports/ripeness-store.ts';
import type { RollupDigests } from '../../ports/rollup-store.ts';
import type { ViewBook } from './view-book.ts';

export interface DeliveriesPorts {
  readonly book: Pick<ViewBook, 'pointers'>;
  readonly digests: RollupDigests;
  readonly quarantine: Pick<Quarantine, 'newerThan'>;
  readonly ripeness: Pick<RipenessStore, 'read'>;
}

export type ToldDelivery =
  | {
      readonly state: 'published' | 'superseded';
      readonly digest: DeliveryDigest;
      /** The one before of the same month. */
      readonly before: DeliveryDigest | 'none' | 'no longer kept';
    }
  | { readonly state: 'quarantined'; readonly refused: QuarantinedDelivery };

export interface DeliveriesPage {
  readonly exportName: string;
  readonly currency: string;
  /** Newest first. */
  readonly deliveries: readonly ToldDelivery[];
  /** Of the newest ones, how many could not be told as they are no longer kept. */
  readonly dropped: number;
  /** Expected share of the final amount by hours after an hour's end. */
  readonly ripeness: readonly {
    readonly family: Family;
    readonly hours: readonly number[];
    readonly shares: readonly number[];
  }[];
}

/** Each takes a file to be read the first time. */
const TOLD_MAX = 24;
const AT_ONCE = 4;

/** Undefined for whoever sees some teams only: a delivery is of the whole bill. */
export async function deliveriesPage(
  ports: DeliveriesPorts,
  exportName: string,
  scope: ReadScope,
  now: Instant,
): Promise<DeliveriesPage | undefined> {
  if (!seesAll(scope)) return undefined;
  const [pointers, learned] = await Promise.all([
    ports.book.pointers(exportName),
    ports.ripeness.read(exportName),
  ]);
  const [published, refused] = await Promise.all([
    publishedOf(ports, pointers),
    refusedOf(ports, exportName, pointers, now),
  ]);
  return {
    exportName,
    currency: pointers.at(-1)?.currency ?? 'USD',
    dropped: published.dropped,
    deliveries: [...published.told, ...refused].sort((a, b) => timeOf(b) - timeOf(a)),
    ripeness: curvesOf(learned),
  };
}

export const timeOf = (told: ToldDelivery): Instant =>
  told.state === 'quarantined' ? madeAt(told.refused.order) : told.digest.executedAt;

interface Step {
  readonly pointer: Pointer;
  readonly version: LedgerVersion;
  readonly before: LedgerVersion | undefined;
}

async function publishedOf(
  { digests }: Pick<DeliveriesPorts, 'digests'>,
  pointers: readonly Pointer[],
): Promise<{ readonly told: readonly ToldDelivery[]; readonly dropped: number }> {
  const steps = pointers
    .flatMap((pointer) =>
      pointer.chain.map((version, index): Step => ({ pointer, version, before: pointer.chain[index - 1] })),
    )
    .sort((a, b) => byText(orderOfVersion(b.version), orderOfVersion(a.version)))
    .slice(0, TOLD_MAX);
  const told: ToldDelivery[] = [];
  for (let first = 0; first < steps.length; first += AT_ONCE) {
    const part = steps.slice(first, first + AT_ONCE).map(async ({ pointer, version, before }) => {
      const { exportName, billingPeriod } = pointer;
      const digest = await digests.digest(exportName, billingPeriod, version);
      if (digest === undefined) return [];
      const earlier =
        before === undefined ? ('none' as const) : await digests.digest(exportName, billingPeriod, before);
      const state = version === pointer.version ? ('published' as const) : ('superseded' as const);
      return [{ state, digest, before: earlier ?? ('no longer kept' as const) }];
    });
    told.push(...(await Promise.all(part)).flat());
  }
  return { told, dropped: steps.length - told.length };
}

/** Of published months, and of those that may have begun without one that could be published. */
async function refusedOf(
  { quarantine }: Pick<DeliveriesPorts, 'quarantine'>,
  exportName: string,
  pointers: readonly Pointer[],
  now: Instant,
): Promise<readonly ToldDelivery[]> {
  const periods = new Set<BillingPeriod>([
    ...pointers.map(({ billingPeriod }) => billingPeriod),
    ...[shiftPeriod(periodOf(now), -1), periodOf(now)],
  ]);
  const found = await Promise.all([...periods].map((period) => quarantine.newerThan(exportName, period, '')));
  return found.flat().map((refused) => ({ state: 'quarantined', refused }));
}

/** Ledger less control total: what was kept is what was delivered, or it is not shown as published. */
export const differenceOf = ({ days, totals }: DeliveryDigest): Pico =>
  [...days.values()].reduce((sum, cost) => sum + cost, 0n) - BigInt(totals.ledgerPico);

/** Of the whole bill, and of the months' usage. */
export const costsOf = ({
  totals,
  currency,
}: DeliveryDigest): { readonly cost: Pico; readonly usage: Pico } => ({
  cost: parsePico(totals.cost[currency] ?? '0'),
  usage: parsePico(totals.bedrock.usageCost[currency] ?? '0'),
});

/** Days whose usage is another than in the delivery before. */
export function changedDays({ days }: DeliveryDigest, before: DeliveryDigest): number {
  const all = new Set([...days.keys(), ...before.days.keys()]);
  return [...all].filter((day) => (days.get(day) ?? 0n) !== (before.days.get(day) ?? 0n)).length;
}

function curvesOf(learned: RipenessState | undefined): DeliveriesPage['ripeness'] {
  const ripeness = ripenessOf(learned);
  return (learned?.families ?? []).map(({ family }) => ({
    family,
    hours: AGE_STEPS,
    shares: AGE_STEPS.map((age) => ripeness.shareAt(family, age)),
  }));
}

/** What was read once is kept: a delivery never changes. */
export function keptDigests(digests: RollupDigests): RollupDigests {
  const kept = new Map<string, Promise<DeliveryDigest | undefined>>();
  return {
    digest(exportName, billingPeriod, version) {
      const key = JSON.stringify([exportName, billingPeriod, version]);
      const found = kept.get(key) ?? digests.digest(exportName, billingPeriod, version);
      kept.set(key, found);
      // Neither a failure nor what is not there yet must be kept.
      found.then((digest) => digest ?? kept.delete(key)).catch(() => kept.delete(key));
      return found;
    },
  };
}
