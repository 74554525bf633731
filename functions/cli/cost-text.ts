import { formatMoney } from '../../shared/domain/base/money.ts';
import type { CostLine, Driver, RunningCost } from '../../shared/domain/running-cost/lines.ts';
import type { PriceList } from '../../shared/runtime/running-cost.ts';
import { type Io, styleOf } from './io.ts';
import { textTable } from './table.ts';

export interface CostShown {
  readonly title: string;
  readonly cost: RunningCost;
  readonly driver: Driver;
  readonly list: PriceList;
  readonly freeTier: boolean;
}

/** Dearest first, and in one sentence what it hangs on. */
export function costText({ title, cost, driver, list, freeTier }: CostShown, io: Io): string {
  const style = styleOf(io);
  const table = textTable(
    [
      { title: 'service' },
      { title: 'what' },
      { title: 'units', align: 'right' },
      { title: 'USD', align: 'right' },
    ],
    [
      ...cost.lines
        .filter(({ quantity }) => quantity > 0)
        .map((line) => [line.service, line.what, unitsText(line), formatMoney(line.cost)]),
      ['total', '', '', formatMoney(cost.total)],
    ],
    io.width,
  );
  const oldest = list.sources.map(({ asOf }) => asOf).sort()[0] ?? '';
  return [
    `${style.bold(`About ${formatMoney(cost.total)} a month`)} for ${title}`,
    table.trimEnd(),
    `${driverSentence(cost, driver)}\n`,
    style.dim(
      `Prices of ${list.region}, on demand, ${freeTier ? 'less what every account has free' : 'nothing free'}, seen in print ${oldest} or later.`,
    ),
    style.dim(
      'Seconds of Lambda were measured on x86-64 and are priced as arm64; docs/cost.md says what is not in it.\n',
    ),
  ].join('\n');
}

/** `Most of it is DynamoDB read units (42 %); twice as many principals would cost $1.59 more.` */
function driverSentence({ lines, total }: RunningCost, { name, more }: Driver): string {
  const [dearest] = lines;
  if (dearest === undefined || total === 0n) return 'Nothing is paid for.';
  const share = Number((dearest.cost * 100n) / total);
  return `The dearest is ${dearest.service}, ${dearest.what} (${share} %); twice the ${name} would cost ${formatMoney(more)} more.`;
}

const WHOLE_FROM = 100;

function unitsText({ quantity, free }: CostLine): string {
  const text = (units: number): string =>
    units.toLocaleString('en-US', { maximumFractionDigits: units >= WHOLE_FROM ? 0 : 2 });
  return free > 0 ? `${text(quantity)} (${text(free)} free)` : text(quantity);
}
