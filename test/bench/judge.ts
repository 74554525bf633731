// node test/bench/judge.ts [principals=300]: a judgement of 75 days against the fixed rule it replaces, same process;
// then the largest company that is promised to be judged in time, in a process of its own.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../shared/domain/evaluation/evaluate.ts';
import { hourOfCell } from '../../shared/domain/ledger/series.ts';
import { aBook } from '../builders/budget.ts';
import { aCompany } from '../builders/series.ts';
import { createWorld } from '../builders/view.ts';
import { compare } from './compare.ts';

const [principals = 300] = process.argv.slice(2).map(Number);
const asOf = parseInstant('2026-11-20T05:04:00Z');
const streams = aCompany(1, principals).map((stream, index) => ({
  ...stream,
  cost: (hour: number) => 1 + ((hour * 7 + index) % 24) / 10,
}));
const views = createWorld(streams).viewsAt(asOf);

/** Peer: "24 h cost at least $100 and 40 % above the mean of 14 days" for each principal, summed from the same entries. */
function fixedRule(): number {
  const last = asOf / 3_600_000 - 6;
  const sums = new Map<string, { day: number; before: number }>();
  for (const { entries } of views) {
    for (const entry of entries) {
      for (const cell of entry.cells) {
        const age = last - hourOfCell(entry, cell);
        if (age < 0 || age >= 15 * 24) continue;
        const sum = sums.get(entry.scope.value) ?? { day: 0, before: 0 };
        if (age < 24) sum.day += Number(cell.cost);
        else sum.before += Number(cell.cost);
        sums.set(entry.scope.value, sum);
      }
    }
  }
  return [...sums.values()].filter(({ day, before }) => day >= 100e12 && day >= (1.4 * before) / 14).length;
}

await compare(`judging ${principals} principals over 75 days`, {
  billhook: async () => void evaluate({ views, budgets: aBook(), defaults: EVALUATION_DEFAULTS, asOf }),
  'a fixed rule': async () => void fixedRule(),
});

// With little room for short-lived objects: what is measured is what is held, not what waits to be collected.
const large = ['--max-semi-space-size=1', fileURLToPath(new URL('judge-series.ts', import.meta.url))];
process.exitCode = spawnSync(process.execPath, large, { stdio: 'inherit' }).status ?? 1;
