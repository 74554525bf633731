import { Failure } from '../domain/base/failure.ts';
import type { Instant } from '../domain/base/instant.ts';
import { attributionTagKeys } from '../domain/charge/attribute.ts';
import type { AttributionSettings } from '../domain/charge/attribution-settings.ts';
import { chosenExport } from '../domain/doctor/checks/export-checks.ts';
import { createDataTally } from '../domain/doctor/data-tally.ts';
import {
  type ChannelFacts,
  type DataFacts,
  type DoctorFacts,
  type Known,
  known,
  unknown,
} from '../domain/doctor/facts.ts';
import { createPeriodTally } from '../domain/ledger/period-tally.ts';
import type { BillingAccount } from '../ports/billing-account.ts';
import type { ChargeSource } from '../ports/charge-source.ts';
import { type DiscoverPorts, discoverDeliveries, type FoundDelivery } from './discover.ts';

/** Where deliveries lie; undefined where nothing says so. */
export interface ExaminedPlace extends DiscoverPorts {
  readonly charges: ChargeSource;
  readonly bucket: string;
  readonly prefix: string;
}

export interface ExaminePorts {
  /** The place that was named. */
  readonly place?: ExaminedPlace;
  /** The bucket of an export that the account names. */
  readonly openBucket?: (bucket: string, prefix: string) => ExaminedPlace;
  readonly account?: BillingAccount;
  readonly channels?: () => Promise<readonly ChannelFacts[]>;
}

export interface ExamineSettings {
  readonly asOf: Instant;
  readonly exportName?: string;
  readonly attribution: AttributionSettings;
  readonly onProgress?: (rows: number) => void;
}

/** Looks at everything that can be looked at: what cannot is told, and stops nothing else. */
export async function examine(ports: ExaminePorts, settings: ExamineSettings): Promise<DoctorFacts> {
  const { asOf, exportName, attribution } = settings;
  const offline = unknown('no account was asked; run it without a path, with AWS credentials');
  const [exports, tags] = await Promise.all([
    ports.account?.exports() ?? offline,
    ports.account?.tags() ?? offline,
  ]);
  const facts: Omit<DoctorFacts, 'data'> = {
    asOf,
    ...(exportName === undefined ? {} : { exportName }),
    tagKeys: [...new Set(attributionTagKeys(attribution))],
    exports,
    tags,
    channels:
      ports.channels === undefined
        ? unknown('no deployment was named; --channels asks those of the environment')
        : known(await ports.channels()),
  };
  const place = ports.place ?? placeOf(ports, { ...facts, data: offline });
  if (place === undefined) return { ...facts, data: unknown('no delivery is known to read') };
  try {
    return { ...facts, data: await readNewest(place, settings) };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'bug') throw error;
    const { message, detail } = error;
    if (error.kind === 'retryable') return { ...facts, data: unknown(message) };
    return {
      ...facts,
      data: unknown('the files could not be read'),
      unreadable: {
        message: sentence(message, detail.found),
        fix: `${CREATE_CUR2}${expectedOf(detail.expected)}`,
      },
    };
  }
}

const CREATE_CUR2 = 'create a CUR 2.0 export (table COST_AND_USAGE_REPORT) in Billing > Data Exports';
const expectedOf = (expected: string | undefined): string =>
  expected === undefined ? '' : `; expected ${expected}`;

const sentence = (message: string, found: string | undefined): string =>
  found === undefined ? message : `${message}: ${found}`;

function placeOf({ openBucket }: ExaminePorts, facts: DoctorFacts): ExaminedPlace | undefined {
  const chosen = chosenExport(facts);
  if (chosen === undefined || openBucket === undefined) return undefined;
  return openBucket(chosen.bucket, [chosen.prefix, chosen.name].filter((part) => part !== '').join('/'));
}

async function readNewest(place: ExaminedPlace, settings: ExamineSettings): Promise<Known<DataFacts>> {
  const found = await discoverDeliveries(place, place.bucket, place.prefix);
  const named = found.filter(
    ({ exportName }) => settings.exportName === undefined || exportName === settings.exportName,
  );
  const newest = named.at(-1);
  if (newest === undefined) {
    const names = [...new Set(found.map(({ exportName }) => exportName))].join(', ');
    return unknown(`there is no delivery of ${settings.exportName} here; there are deliveries of ${names}`);
  }
  return known(await readDelivery(place, newest, settings));
}

async function readDelivery(
  place: ExaminedPlace,
  delivery: FoundDelivery,
  { attribution, onProgress }: ExamineSettings,
): Promise<DataFacts> {
  const tally = createDataTally(attribution);
  const periods = createPeriodTally();
  let before = 0;
  for (const file of delivery.dataFiles) {
    let inFile = 0;
    const read = (start: number, end: number, into?: Uint8Array) =>
      place.objects.read(file.pin, start, end, into);
    const progress = (rows: number) => onProgress?.(before + (inFile = rows));
    for await (const batch of place.charges.open(file, read, { cost: 'unblended', onProgress: progress })) {
      tally.add(batch);
      for (let row = 0; row < batch.rows; row += 1) periods.add(batch.startHour[row]!, batch.lineItems[row]!);
    }
    before += inFile;
  }
  const { exportName, executedAt, isTimeKnown, columns, dataFiles } = delivery;
  return {
    ...tally.finish(),
    exportName,
    period: delivery.billingPeriod ?? periods.mostly() ?? 'unknown',
    executedAt,
    isTimeKnown,
    format: dataFiles[0]?.format ?? 'parquet',
    ...(columns === undefined ? {} : { columns }),
  };
}
