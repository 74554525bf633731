import { type Command, Option } from 'commander';
import { picoText } from '../../../shared/domain/base/money.ts';
import { dearestDriver, runningCost } from '../../../shared/domain/running-cost/lines.ts';
import {
  type InstallationSize,
  SIZE_NAMES,
  SIZES,
  type SizeName,
} from '../../../shared/domain/running-cost/size.ts';
import { priceList } from '../../../shared/runtime/running-cost.ts';
import type { CommandContext } from '../command-context.ts';
import { costText } from '../cost-text.ts';
import { examples } from '../help.ts';
import { printJson } from '../io.ts';
import { wholeNumber } from '../options.ts';

/** Options that say how large an installation is: what of the size, from when on it makes sense, and in words. */
const PARTS = [
  ['rows', 'rows', 1, "of the month's export at its end"],
  ['bedrock-percent', 'bedrockShare', 0, "of the export's rows that are Bedrock's"],
  ['files', 'files', 1, 'data files of a delivery'],
  ['principals', 'principals', 1, 'IAM principals with usage'],
  ['active-days', 'activeDays', 1, 'of a month on which a principal has usage'],
  ['models', 'modelsPerPrincipal', 1, 'that a principal uses'],
  ['regions', 'regions', 1, 'with Bedrock usage'],
  ['tag-dimensions', 'tagDimensions', 0, 'tags with a ledger of their own'],
  ['tag-values', 'tagValues', 1, 'of each such tag'],
  ['deliveries', 'deliveriesPerDay', 1, 'of the export, a day'],
  ['teams', 'teams', 0, 'with budgets and a console'],
  ['messages', 'messages', 0, 'a month, edits included'],
  ['months-kept', 'monthsKept', 1, 'of deliveries, rollups and ledgers: the cost is of the last of them'],
] as const satisfies readonly (readonly [string, keyof InstallationSize, number, string])[];

interface CostOptions extends Readonly<Record<string, unknown>> {
  readonly size: SizeName;
  readonly freeTier?: boolean;
  readonly json?: boolean;
}

export function addCostCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('cost')
    .description('what Billhook itself costs on AWS a month, for an organisation of a size')
    .addOption(
      new Option('--size <name>', 'what the other options change').choices(SIZE_NAMES).default('medium'),
    );
  for (const [flag, , , words] of PARTS) command.option(`--${flag} <number>`, words);
  command
    .option('--free-tier', 'less what every AWS account has free for ever, if nothing else uses it')
    .option('--json', 'machine-readable output')
    .addHelpText(
      'after',
      examples('cost --size small', 'cost --rows 5000000 --principals 9000 --deliveries 3'),
    )
    .action((options: CostOptions) => cost(options, context));
}

function cost(options: CostOptions, { io }: CommandContext): void {
  const size = sizeOf(options.size, options);
  const list = priceList();
  const tier = { freeTier: options.freeTier === true };
  const found = runningCost(size, list.prices, tier);
  const driver = dearestDriver(size, list.prices, tier);
  if (options.json !== true) {
    io.out(costText({ title: titleOf(size), cost: found, driver, list, ...tier }, io));
    return;
  }
  printJson(io, {
    currency: 'USD',
    region: list.region,
    total: picoText(found.total),
    size,
    ...tier,
    lines: found.lines.map((line) => ({
      ...line,
      cost: picoText(line.cost),
      price: picoText(list.prices[line.unit]),
    })),
    dearestDriver: { ...driver, more: picoText(driver.more) },
    prices: list.sources,
  });
}

/** Throws Failure `misconfigured` for what is no whole number in its range. */
function sizeOf(name: SizeName, options: CostOptions): InstallationSize {
  const asked = PARTS.flatMap(([flag, part, min]): readonly (readonly [string, number])[] => {
    const given = options[flag.replace(/-./g, (dash) => dash.slice(1).toUpperCase())];
    if (typeof given !== 'string') return [];
    if (part !== 'bedrockShare') return [[part, wholeNumber(`--${flag}`, given, min)]];
    return [[part, wholeNumber(`--${flag}`, given, min, 100) / 100]];
  });
  return { ...SIZES[name], ...Object.fromEntries(asked) };
}

const titleOf = ({ rows, principals, deliveriesPerDay }: InstallationSize): string =>
  `${rows.toLocaleString('en-US')} rows, ${principals.toLocaleString('en-US')} principals, ${deliveriesPerDay} ${deliveriesPerDay === 1 ? 'delivery' : 'deliveries'} a day`;
