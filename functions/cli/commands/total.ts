import type { Command } from 'commander';
import { byText } from '../../../shared/domain/base/order.ts';
import type { BillingPeriod } from '../../../shared/domain/base/period.ts';
import { UNATTRIBUTED } from '../../../shared/domain/charge/principal.ts';
import { type DeliveryOrder, isNewer, orderOf } from '../../../shared/domain/delivery/order.ts';
import { combineTotals } from '../../../shared/domain/ledger/combine-totals.ts';
import type { ControlTotals } from '../../../shared/domain/ledger/totals.ts';
import { discoverDeliveries, type FoundDelivery } from '../../../shared/flow/discover.ts';
import { totalDelivery } from '../../../shared/flow/ingest.ts';
import { openSource } from '../../../shared/runtime/open-source.ts';
import type { CommandContext } from '../command-context.ts';
import { examples, PATH_HELP } from '../help.ts';
import { type Io, printJson } from '../io.ts';
import { settingsFrom } from '../options.ts';
import { countProgress } from '../progress.ts';
import { totalsText } from '../totals-text.ts';

interface TotalOptions {
  readonly json?: boolean;
  readonly cost?: string;
  readonly config?: string;
}

export function addTotalCommand(program: Command, { io }: CommandContext): void {
  program
    .command('total <path>')
    .description('control totals of a delivery: every row counted, exact to the last decimal')
    .option('--json', 'machine-readable output')
    .option('--cost <basis>', 'unblended or net (default: unblended, or what --config says)')
    .option('--config <file>', 'billhook.yml with attribution rules')
    .addHelpText(
      'after',
      `\n${PATH_HELP}\nOf several deliveries the newest one of each billing period (a UTC month) is counted.`,
    )
    .addHelpText('after', examples('total ./my-export', 'total part-00001.parquet --json'))
    .action((path: string, options: TotalOptions) => total(path, options, io));
}

interface Counted {
  readonly order: DeliveryOrder;
  readonly billingPeriod: BillingPeriod;
  readonly totals: ControlTotals;
}

async function total(path: string, options: TotalOptions, io: Io): Promise<void> {
  const settings = settingsFrom(options);
  const source = await openSource(path);
  const found = await discoverDeliveries(source, source.bucket, source.prefix);
  const progress = countProgress(io, 'rows read');
  const newest = new Map<string, Counted>();
  for (const delivery of newestKnown(found)) {
    const counted = await totalDelivery(source, delivery, {
      exportName: delivery.exportName,
      attribution: settings.attribution,
      cost: settings.cost,
      onProgress: progress.count,
    });
    const key = `${delivery.exportName} ${counted.billingPeriod}`;
    const order = orderOf(delivery);
    const other = newest.get(key);
    if (other === undefined || isNewer(order, other.order)) newest.set(key, { ...counted, order });
  }
  progress.done();
  const kept = [...newest.values()];
  const totals = combineTotals(kept.map((one) => one.totals));
  if (found.length > kept.length) io.err(newestNote(found, kept.length));
  const periods = kept.map((one) => one.billingPeriod).sort(byText);
  if (options.json === true) {
    const none = Object.fromEntries(Object.keys(totals.bedrock.usageCost).map((currency) => [currency, '0']));
    const unattributed = { cost: totals.teams[UNATTRIBUTED] ?? none };
    printJson(io, { ...totals, unattributed, periods, costBasis: settings.cost });
  } else {
    io.out(totalsText(totals, periods, settings.cost, io));
  }
}

/** Which files belong together is a matter of names where no manifest says it. */
const newestNote = (found: readonly FoundDelivery[], kept: number): string =>
  `${found.length} deliveries here; the newest of each billing period is counted (${kept})${
    found.some((one) => one.billingPeriod === undefined)
      ? '; files of one delivery are told by their names: x-00001.csv.gz, x-00002.csv.gz'
      : ''
  }\n`;

/** Older deliveries of a period that the key already names need not be read. */
function newestKnown(found: readonly FoundDelivery[]): readonly FoundDelivery[] {
  return found.filter(
    (one) =>
      one.billingPeriod === undefined ||
      !found.some(
        (other) =>
          other.exportName === one.exportName &&
          other.billingPeriod === one.billingPeriod &&
          isNewer(orderOf(other), orderOf(one)),
      ),
  );
}
