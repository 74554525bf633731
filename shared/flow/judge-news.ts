import type { Alert } from '../domain/alert/alert.ts';
import type { Instant } from '../domain/base/instant.ts';
import { createTextHash } from '../domain/base/text-hash.ts';
import { judgedAt, judgedPeriods } from '../domain/ledger/judged-periods.ts';
import type { EvidenceStore } from '../ports/evidence-store.ts';
import {
  type EvaluatePorts,
  type EvaluateResult,
  type EvaluateSettings,
  evaluateExport,
} from './evaluate.ts';

/**
 * What the last judgement of this process rested on. Whoever keeps one between judgements spares those that would find
 * what the last one found; a new process, or a new version of the program, begins without.
 */
export interface LastJudged {
  restedOn?: string;
}

/**
 * Judges what is visible now, unless that is what was judged last: the same deliveries, budgets, decisions, plans,
 * silences and settings, no snooze ended since, and nothing left to do then. Reading months of ledger is what a judgement
 * costs; what tells that they are the same takes a few units.
 */
export async function judgeNews(
  ports: EvaluatePorts,
  exportName: string,
  settings: EvaluateSettings,
  last: LastJudged,
): Promise<EvaluateResult | { readonly outcome: 'nothing-new' }> {
  const before = await restsOn(ports, exportName, settings);
  if (before === undefined) return { outcome: 'nothing-published' };
  if (before === last.restedOn) return { outcome: 'nothing-new' };
  const { evidence, faults } = counted(ports.evidence);
  const result = await evaluateExport(
    evidence === undefined ? ports : { ...ports, evidence },
    exportName,
    settings,
  );
  // What a judgement changes, the next one looks at once more; so it does with evidence that could not be kept.
  const isSettled = result.outcome === 'judged' && result.transitions.length === 0 && faults() === 0;
  if (isSettled) last.restedOn = before;
  return result;
}

/** A digest of everything that a judgement reads but the ledgers, which their versions stand for. */
async function restsOn(
  ports: EvaluatePorts,
  exportName: string,
  settings: EvaluateSettings,
): Promise<string | undefined> {
  const pointers = judgedPeriods(await ports.ledger.pointers(exportName));
  if (pointers.length === 0) return undefined;
  const asOf = settings.asOf ?? judgedAt(pointers);
  const [book, alerts, plans, silences] = await Promise.all([
    ports.budgets.read(),
    ports.alerts.recent(exportName),
    ports.plans.recent(exportName, asOf),
    ports.silences.recent(exportName, asOf),
  ]);
  const now = ports.clock.now();
  const hash = createTextHash();
  hash.add(JSON.stringify(settings, replacer));
  for (const { billingPeriod, version } of pointers) hash.add(`${billingPeriod} ${version}`);
  hash.add(`${book.version}`);
  for (const alert of alerts) hash.add(`${alert.id} ${alert.version} ${isSnoozeOver(alert, now)}`);
  hash.add('plans');
  for (const { id, version } of plans) hash.add(`${id} ${version}`);
  hash.add('silences');
  for (const { id, version } of silences) hash.add(`${id} ${version}`);
  return hash.digest();
}

/** The one thing that is judged by the clock. */
const isSnoozeOver = ({ handling }: Alert, now: Instant): boolean =>
  handling?.snoozed !== undefined && handling.snoozed.until <= now;

const replacer = (_: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return `${value}n`;
  return value instanceof Map ? [...value] : value;
};

/** The same store, with the number of its calls that failed: a judgement itself goes on without. */
function counted(store: EvidenceStore | undefined): {
  readonly evidence?: EvidenceStore;
  readonly faults: () => number;
} {
  let faults = 0;
  if (store === undefined) return { faults: () => faults };
  const watched =
    <Args extends readonly unknown[], T>(call: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> =>
      call(...args).catch((error: unknown) => {
        faults += 1;
        throw error;
      });
  const evidence = { ...store, has: watched(store.has), keep: watched(store.keep) };
  return { evidence, faults: () => faults };
}
