import { createApi } from '../../functions/api/app.ts';
import { identify } from '../../functions/api/identity.ts';
import { createUseCases } from '../../functions/api/use-cases.ts';
import { createSettingsFile } from '../../shared/adapters/config/settings-objects.ts';
import { createRollupCubes, createRollupDigests } from '../../shared/adapters/cur/rollup/rollup-store.ts';
import { createEvidenceStore } from '../../shared/adapters/evidence/evidence-objects.ts';
import { createMemoryBacktestJobs } from '../../shared/adapters/memory/memory-backtest-jobs.ts';
import { createMemoryRepeatGuard } from '../../shared/adapters/memory/memory-repeat-guard.ts';
import type { Person } from '../../shared/domain/access/person.ts';
import type { Alert } from '../../shared/domain/alert/alert.ts';
import { type Instant, isoInstant, parseInstant } from '../../shared/domain/base/instant.ts';
import { type BillingPeriod, periodHours } from '../../shared/domain/base/period.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import { composeNotification } from '../../shared/domain/notification/compose.ts';
import { workOffBacktest } from '../../shared/flow/budgets/backtest-jobs.ts';
import { publishSnapshot } from '../../shared/flow/publish.ts';
import { createViewBook } from '../../shared/flow/read/view-book.ts';
import { DEFAULT_SETTINGS } from '../../shared/runtime/settings.ts';
import { createFlowWorld, EXPORT } from './flow-world.ts';
import { anOutboxEntry } from './outbox-entry.ts';
import { aSnapshot } from './snapshot.ts';
import { aPointer, aTransition } from './transition.ts';

export const FINANCE: Person = { id: 'fenna', name: 'Fenna Moor', role: 'finance', teams: '*' };
export const NOW = '2026-11-20T08:00:00Z';

export interface Told {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
  /** Of the ETag. */
  readonly version: number | undefined;
}

export interface AskInit {
  readonly body?: unknown;
  readonly version?: number;
  readonly key?: string;
}

/** The whole API over memory's stores, on the morning of 20 November. */
export function createApiWorld(people: readonly Person[]) {
  const world = createFlowWorld();
  world.at(NOW);
  const { objects } = world.ports;
  const evidence = createEvidenceStore(objects, 'work');
  const ports = {
    ...world.ports,
    book: createViewBook({ ledger: world.ports.ledger, cubes: createRollupCubes(objects, 'work') }),
    digests: createRollupDigests(objects, 'work'),
    evidence,
    settingsFile: createSettingsFile(objects, 'work', 'config/billhook.yml'),
    jobs: createMemoryBacktestJobs(),
  };
  const judged = { exportName: EXPORT, defaults: EVALUATION_DEFAULTS };
  /** Done before anybody asks for it. */
  const start = (id: string) => workOffBacktest(ports, judged, id);
  const faults: unknown[] = [];
  const sessionNames = 'full' as const;
  const api = createApi({
    useCases: createUseCases({
      ports: { ...ports, start },
      settings: async () => ({
        ...{ exportName: EXPORT, defaults: EVALUATION_DEFAULTS, people, sessionNames, tagKey: 'team' },
        evidence: { attribution: DEFAULT_ATTRIBUTION, cost: 'unblended', sessionNames },
        file: DEFAULT_SETTINGS,
      }),
    }),
    identify: async (event) => identify(event, { people }),
    repeats: createMemoryRepeatGuard(),
    now: async () => world.ports.clock.now(),
    onFault: (error) => faults.push(error),
  });
  return {
    ...world,
    ports,
    faults,
    async ask(person: Person, call: string, { body, version, key }: AskInit = {}): Promise<Told> {
      const [method = 'GET', path = '/'] = call.split(' ');
      const event = { requestContext: { authorizer: { jwt: { claims: { sub: person.id } } } } };
      const init = {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      const response = await api.request(`/api/v1${path}`, init, { event });
      const text = await response.text();
      const etag = /"(\d+)"/.exec(response.headers.get('etag') ?? '')?.[1];
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      return {
        ...{ status: response.status, text, body: isJson ? JSON.parse(text) : undefined },
        version: etag === undefined ? undefined : Number(etag),
      };
    },
    /** A delivery of a month, published and with its rollup; the data goes until `executedAt` less six hours. */
    async deliver(period: BillingPeriod, at: string, entries: readonly LedgerEntry[]): Promise<void> {
      const executedAt: Instant = parseInstant(at);
      const through = Math.min(periodHours(period).to, Math.floor(executedAt / 3_600_000) - 6);
      const executionId = `execution-${isoInstant(executedAt).slice(0, 13)}`;
      const snapshot = aSnapshot({
        ...{ exportName: EXPORT, billingPeriod: period, executedAt, executionId, entries },
        dataThrough: through,
      });
      await world.ports.rollups.write(snapshot);
      await publishSnapshot(world.ports, snapshot);
    },
    /** An alert as a delivery left it, told in a channel. */
    async tell(alert: Alert, address: string): Promise<void> {
      const notification = composeNotification(aTransition({ after: alert }), aPointer);
      const channel = { kind: 'slack' as const, address };
      const entry = anOutboxEntry(alert.version, { alertId: alert.id, channel, notification });
      await world.ports.alerts.decide(EXPORT, aTransition({ after: alert }), [entry]);
    },
  };
}
