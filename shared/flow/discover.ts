import { misconfigured, poison } from '../domain/base/failure.ts';
import { type Instant, parseInstant } from '../domain/base/instant.ts';
import { byText } from '../domain/base/order.ts';
import type { BillingPeriod } from '../domain/base/period.ts';
import type { DataFile, ManifestLocation, ObjectPin } from '../domain/delivery/delivery.ts';
import { executedAtOf } from '../domain/delivery/plan.ts';
import type { DeliveryFormat } from '../ports/delivery-format.ts';
import type { ObjectStore } from '../ports/object-store.ts';

/** A delivery found at rest. Bare files do not say their period: it is found in their rows. */
export interface FoundDelivery {
  readonly exportName: string;
  readonly billingPeriod?: BillingPeriod;
  readonly executionId: string;
  readonly executedAt: Instant;
  /** Where nothing in the export tells when it was made, `executedAt` is only the file's own time. */
  readonly isTimeKnown: boolean;
  readonly dataFiles: readonly DataFile[];
  /** As the manifest names them; bare files say theirs only when they are read. */
  readonly columns?: readonly string[];
  /** Key of the manifest, or of the first bare file. */
  readonly origin: string;
}

export interface DiscoverPorts {
  readonly objects: ObjectStore;
  readonly format: DeliveryFormat;
}

const MANIFEST = /manifest\.json$/i;
const DATA_FILE = /(\.snappy)?\.(parquet|csv|csv\.gz)$/i;
const EXPORT_ROOT = /"s3:\/\/([^/"]+)\/([^"]+?)\/data\/BILLING_PERIOD=(\d{4}-\d{2})\//i;
/** Ends in a file name, which may have 255 bytes. */
const BARE_ID_MAX = 100;
const FOLDER_TIME = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/;

/**
 * Every delivery below a prefix, oldest first: by manifests where there are any (data files that no manifest names
 * are surplus), else bare data files, where `x-00001.csv.gz`, `x-00002.csv.gz` are chunks of one delivery. Copies on
 * disk keep their layout but neither bucket nor root, so a manifest's files are looked up from where it lies itself.
 * Throws Failure `misconfigured` where there is no export, `poison` for a bad manifest.
 */
export async function discoverDeliveries(
  ports: DiscoverPorts,
  bucket: string,
  prefix: string,
): Promise<readonly FoundDelivery[]> {
  const pins: ObjectPin[] = [];
  for await (const pin of ports.objects.list(bucket, prefix)) pins.push(pin);
  const manifests = pins.filter((pin) => MANIFEST.test(pin.key));
  const data = pins.filter((pin) => DATA_FILE.test(pin.key));
  if (manifests.length === 0 && data.length === 0) {
    throw misconfigured(pins.length === 0 ? 'there is nothing here' : 'this is not a CUR 2.0 export', {
      file: prefix === '' ? bucket : prefix,
      expected: 'a *-Manifest.json, or .parquet, .csv.gz or .csv files',
      found:
        pins.length === 0
          ? 'no files'
          : pins
              .slice(0, 3)
              .map((pin) => pin.key)
              .join(', '),
    });
  }
  const found =
    manifests.length === 0
      ? bareDeliveries(ports.format, data)
      : withoutCopies(await Promise.all(manifests.map((pin) => fromManifest(ports, pin, data))));
  return found.sort(
    (a, b) =>
      a.executedAt - b.executedAt || byText(a.executionId, b.executionId) || byText(a.origin, b.origin),
  );
}

async function fromManifest(
  ports: DiscoverPorts,
  pin: ObjectPin,
  data: readonly ObjectPin[],
): Promise<FoundDelivery> {
  const bytes = await ports.objects.read(pin);
  const location = locationOf(ports.format, pin, bytes);
  const manifest = ports.format.parse(location, bytes);
  const dataFiles = manifest.dataFiles.map((file): DataFile => {
    const format = ports.format.formatOf(file.key);
    const match = copyOf(file.key, pin.key, data);
    if (match === undefined) {
      throw poison('the manifest names a data file that is not there', {
        file: pin.key,
        expected: 'every file in dataFiles to exist',
        found: `nothing for s3://${file.bucket}/${file.key}`,
      });
    }
    // A copy may have been unzipped.
    // Stryker disable next-line ConditionalExpression: every other copy has the ending that the manifest names.
    return { pin: match, format: format === 'csv.gz' ? ports.format.formatOf(match.key) : format };
  });
  const { executedAt, mode } = executedAtOf(location, manifest, pin);
  return {
    exportName: location.exportName,
    // A manifest of no files that was taken out of its folder tells no period.
    ...(location.billingPeriod === '' ? {} : { billingPeriod: location.billingPeriod }),
    executionId: manifest.executionId,
    executedAt,
    isTimeKnown: mode === 'create-new',
    dataFiles,
    columns: manifest.columns.map(({ name }) => name.toLowerCase()),
    origin: pin.key,
  };
}

/**
 * From the key where it has the export's layout, with the bucket and root that the manifest itself names. A copy's
 * folder may be called anything, but folder or file must bear the name of the export whose files are named.
 */
function locationOf(format: DeliveryFormat, pin: ObjectPin, bytes: Uint8Array): ManifestLocation {
  const byKey = format.locate(pin.bucket, pin.key);
  const named = EXPORT_ROOT.exec(new TextDecoder().decode(bytes));
  const bucket = named?.[1] ?? pin.bucket;
  const root = named?.[2];
  const fileName = pin.key.slice(pin.key.lastIndexOf('/') + 1, -'manifest.json'.length).replace(/-$/, '');
  const names = [fileName, byKey?.exportName ?? ''].filter((name) => name !== '');
  const exportName = root?.split('/').at(-1) ?? names[0] ?? '';
  if (root !== undefined && !names.includes(exportName)) {
    throw poison('the manifest names files outside its export', {
      file: pin.key,
      expected: `data files of the export ${[...new Set(names)].join(' or ')}`,
      found: `s3://${bucket}/${root}/data/…`,
    });
  }
  return {
    bucket,
    key: pin.key,
    exportName,
    exportRoot: root ?? byKey?.exportRoot ?? exportName,
    billingPeriod: byKey?.billingPeriod ?? named?.[3] ?? '',
    ...(byKey?.folderTime === undefined ? {} : { folderTime: byKey.folderTime }),
  };
}

/**
 * Where the file lies that a manifest names: in the `data` folder beside the manifest's own `metadata` folder, so that
 * several copies are never mixed; or right beside the manifest, perhaps unzipped; or, for a manifest that was taken out
 * of its folder, wherever the `data` folder is.
 */
function copyOf(key: string, manifestKey: string, data: readonly ObjectPin[]): ObjectPin | undefined {
  const tail = key.slice(key.toLowerCase().lastIndexOf('/data/billing_period=') + 1);
  const metadata = manifestKey.toLowerCase().lastIndexOf('metadata/billing_period=');
  const folder = manifestKey.slice(0, manifestKey.lastIndexOf('/') + 1);
  const beside = folder + key.slice(key.lastIndexOf('/') + 1);
  const places = [manifestKey.slice(0, Math.max(metadata, 0)) + tail, beside, beside.replace(/\.gz$/i, '')];
  const found = places.map((place) => data.find((pin) => pin.key === place)).find((pin) => pin !== undefined);
  return found ?? (metadata < 0 ? data.find((pin) => pin.key.endsWith(`/${tail}`)) : undefined);
}

function bareDeliveries(format: DeliveryFormat, data: readonly ObjectPin[]): FoundDelivery[] {
  const groups = new Map<string, ObjectPin[]>();
  for (const pin of data) {
    const stem = withoutEnding(pin.key).replace(/-\d{5}$/, '');
    const group = groups.get(stem);
    if (group === undefined) groups.set(stem, [pin]);
    else group.push(pin);
  }
  return [...groups].map(([stem, pins]) => {
    refuseTwice(pins);
    const stamp = FOLDER_TIME.exec(stem)?.[1];
    const executedAt =
      stamp === undefined ? Math.max(...pins.map((pin) => pin.lastModified)) : parseInstant(stamp);
    const period = /billing_period=(\d{4}-\d{2})/i.exec(stem)?.[1];
    return {
      exportName: 'local',
      executionId: stem.replaceAll('/', '-').slice(-BARE_ID_MAX),
      executedAt,
      isTimeKnown: stamp !== undefined,
      dataFiles: pins.map((pin) => ({ pin, format: format.formatOf(pin.key) })),
      origin: pins[0]!.key,
      ...(period === undefined ? {} : { billingPeriod: period }),
    };
  });
}

const withoutEnding = (key: string): string => key.replace(DATA_FILE, '');

/** Somebody unpacked or converted a file and left both: their costs would be counted twice. */
function refuseTwice(pins: readonly ObjectPin[]): void {
  const seen = new Map<string, string>();
  for (const { key } of pins) {
    const name = withoutEnding(key);
    const other = seen.get(name);
    if (other !== undefined) {
      throw misconfigured('two files seem to hold the same rows; name one of them, or take one away', {
        file: key,
        expected: 'each file in one format only',
        found: other,
      });
    }
    seen.set(name, key);
  }
}

/** Create-new mode keeps each manifest twice, in its folder and as the plain newest one. */
function withoutCopies(found: readonly FoundDelivery[]): FoundDelivery[] {
  const kept = new Map<string, FoundDelivery>();
  for (const one of found) {
    const key = `${one.exportName}\n${one.billingPeriod ?? one.origin}\n${one.executionId}`;
    const other = kept.get(key);
    if (other === undefined || one.executedAt < other.executedAt) kept.set(key, one);
  }
  return [...kept.values()];
}
