import type { Command } from 'commander';
import { UNATTRIBUTED } from '../../../shared/domain/charge/principal.ts';
import { isNewer, orderOf } from '../../../shared/domain/delivery/order.ts';
import { combineTotals } from '../../../shared/domain/ledger/combine-totals.ts';
import type { Snapshot } from '../../../shared/domain/ledger/snapshot.ts';
import { discoverDeliveries, type FoundDelivery } from '../../../shared/flow/discover.ts';
import { foldDelivery } from '../../../shared/flow/ingest.ts';
import { openSource } from '../../../shared/runtime/open-source.ts';
import type { CommandContext } from '../command-context.ts';
import { examples, PATH_HELP } from '../help.ts';
import { printJson } from '../io.ts';
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
    .action(async (path: string, options: TotalOptions) => {
      const settings = settingsFrom(options);
      const source = await openSource(path);
      const found = await discoverDeliveries(source, source.bucket, source.prefix);
      const progress = countProgress(io, 'rows read');
      const newest = new Map<string, Snapshot>();
      for (const delivery of newestKnown(found)) {
        const snapshot = await foldDelivery(source, delivery, {
          exportName: delivery.exportName,
          attribution: settings.attribution,
          cost: settings.cost,
          onProgress: progress.count,
        });
        const key = `${snapshot.exportName} ${snapshot.billingPeriod}`;
        const other = newest.get(key);
        if (other === undefined || isNewer(snapshot.order, other.order)) newest.set(key, snapshot);
      }
      progress.done();
      const snapshots = [...newest.values()];
      const totals = combineTotals(snapshots.map((snapshot) => snapshot.totals));
      if (found.length > snapshots.length) {
        io.err(
          `${found.length} deliveries here; the newest of each billing period is counted (${snapshots.length})\n`,
        );
      }
      const periods = snapshots.map((snapshot) => snapshot.billingPeriod).sort();
      if (options.json === true) {
        const unattributed = { cost: totals.teams[UNATTRIBUTED] ?? {} };
        printJson(io, { ...totals, unattributed, periods, costBasis: settings.cost });
      } else {
        io.out(totalsText(totals, periods, settings.cost, io));
      }
    });
}

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
