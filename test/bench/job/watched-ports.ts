import type { ChargeBatch } from '../../../shared/domain/charge/charge.ts';
import type { IngestPorts } from '../../../shared/flow/ingest.ts';
import type { ChargeSource } from '../../../shared/ports/charge-source.ts';
import type { LedgerStore } from '../../../shared/ports/ledger-store.ts';
import type { ObjectStore } from '../../../shared/ports/object-store.ts';
import type { Step, StepClock } from './steps.ts';

/** What was fetched of the data files. */
export interface Fetched {
  readonly requests: number;
  readonly bytes: number;
  /** Time in which at least one request was under way. */
  readonly wallSeconds: number;
}

export interface WatchedPorts {
  readonly ports: IngestPorts;
  readonly fetched: () => Fetched;
}

/** The same ports, telling the clock what the job is at. */
export function watchPorts(ports: IngestPorts, clock: StepClock): WatchedPorts {
  const fetches = createFetchMeter();
  return {
    ports: {
      ...ports,
      objects: { ...ports.objects, read: fetches.watched(ports.objects.read) },
      charges: watchedCharges(ports.charges, clock),
      rollups: { ...ports.rollups, write: during(clock, 'rollup', 'diff', ports.rollups.write) },
      ledger: watchedLedger(ports.ledger, clock),
    },
    fetched: fetches.fetched,
  };
}

function during<A extends readonly unknown[], R>(
  clock: StepClock,
  step: Step,
  then: Step,
  call: (...given: A) => Promise<R>,
): (...given: A) => Promise<R> {
  return async (...given) => {
    clock.enter(step);
    try {
      return await call(...given);
    } finally {
      clock.enter(then);
    }
  };
}

/** What is between the calls of the ledger once rows were read is comparing. */
function watchedLedger(ledger: LedgerStore, clock: StepClock): LedgerStore {
  return {
    ...ledger,
    pointer: (...given) => during(clock, 'view', clock.now(), ledger.pointer)(...given),
    view: during(clock, 'view', 'diff', ledger.view),
    viewParts: (pointer) => partsDuring(clock, ledger.viewParts(pointer)),
    writeEntries: during(clock, 'write', 'diff', ledger.writeEntries),
    publish: during(clock, 'write', 'diff', ledger.publish),
    expire: during(clock, 'write', 'else', ledger.expire),
  };
}

/** A part is waited for, and compared until the next one is asked for. */
async function* partsDuring<T>(clock: StepClock, parts: AsyncIterable<T>): AsyncGenerator<T> {
  clock.enter('view');
  for await (const part of parts) {
    clock.enter('diff');
    yield part;
    clock.enter('view');
  }
  clock.enter('diff');
}

/** A batch is grouped from the first look at it until the next one is asked for; after the last file comes the finish. */
function watchedCharges(charges: ChargeSource, clock: StepClock): ChargeSource {
  let open = 0;
  return {
    async *open(file, read, options) {
      open += 1;
      clock.enter('read');
      for await (const batch of charges.open(file, read, options)) {
        yield noticed(batch, () => clock.enter('group'));
        clock.enter('read');
      }
      open -= 1;
      if (open === 0) clock.enter('finish');
    },
  };
}

/** The next file's first batch is read ahead, so that handing it on does not yet mean it is used. */
const noticed = ({ file, ...batch }: ChargeBatch, look: () => void): ChargeBatch => ({
  ...batch,
  get file() {
    look();
    return file;
  },
});

function createFetchMeter() {
  let [requests, bytes, wall, underWay, since] = [0, 0, 0, 0, 0];
  return {
    watched:
      (read: ObjectStore['read']): ObjectStore['read'] =>
      async (...given) => {
        requests += 1;
        if (underWay === 0) since = performance.now();
        underWay += 1;
        try {
          const found = await read(...given);
          bytes += found.length;
          return found;
        } finally {
          underWay -= 1;
          if (underWay === 0) wall += performance.now() - since;
        }
      },
    fetched: (): Fetched => ({ requests, bytes, wallSeconds: wall / 1000 }),
  };
}
