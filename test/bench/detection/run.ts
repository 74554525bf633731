// node test/bench/detection/run.ts [--help]: the product and its peers on packs of deliveries with known incidents.
import { parseArgs } from 'node:util';
import { ALERTS_PER } from '../../../shared/domain/evaluation/sensitivity.ts';
import { DETECTOR_NAMES, detectorsOf } from './detectors.ts';
import { makePack, REPORT_SEED_MIN } from './make-pack.ts';
import type { Detector, Pack } from './pack.ts';
import { readAlerts, writePack } from './report/files.ts';
import { kindTable, type Result, resultTable } from './report/table.ts';
import { type PackScore, scorePack } from './scoring/score.ts';
import { summarise } from './scoring/summary.ts';

const USAGE = `node test/bench/detection/run.ts [flags]
  --packs 8            packs to make
  --from-seed ${REPORT_SEED_MIN}      seeds below ${REPORT_SEED_MIN} are for tuning, reports come from ${REPORT_SEED_MIN} on
  --only a,b           ${DETECTOR_NAMES.join(', ')}
  --alerts-per quarter ${ALERTS_PER.join(', ')}: the product's sensitivity
  --score-limit 2.8    another score limit with the floors of that sensitivity
  --by kind            found and alarmed by kind as well
  --json               scores of each pack and detector instead of a table
  --csv DIR            writes deliveries.csv and truth.json of each pack and judges nothing
  --alerts FILE        scores the alerts.csv of another program on the one pack of --from-seed
`;

const OPTIONS = {
  packs: { type: 'string', default: '8' },
  'from-seed': { type: 'string', default: String(REPORT_SEED_MIN) },
  only: { type: 'string', default: DETECTOR_NAMES.join(',') },
  'alerts-per': { type: 'string', default: 'quarter' },
  'score-limit': { type: 'string' },
  by: { type: 'string' },
  json: { type: 'boolean', default: false },
  csv: { type: 'string' },
  alerts: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

interface Run {
  readonly result: Result;
  readonly scores: readonly PackScore[];
}

function main(): void {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return void process.stdout.write(USAGE);
  const seeds = seedsOf(values['from-seed'], values.alerts === undefined ? values.packs : '1');
  if (values.csv !== undefined) {
    for (const seed of seeds) console.log(writePack(values.csv, makePack(seed)));
    return;
  }
  const chosen = chosenDetectors(values);
  const packs = seeds.map((seed) => makePack(seed));
  const runs = [...chosen].map(([name, detector]) => judge(name, detector, packs));
  const results = runs.map(({ result }) => result);
  if (values.json) {
    console.log(JSON.stringify(runs.map(({ result, scores }) => ({ ...result, scores }))));
    return;
  }
  console.log(resultTable(results));
  if (values.by === 'kind') console.log(kindTable(results));
}

function seedsOf(first: string, count: string): readonly number[] {
  const [seed, packs] = [Number(first), Number(count)];
  if (!Number.isInteger(seed) || !Number.isInteger(packs) || packs < 1) {
    throw new Error('--packs and --from-seed are whole numbers');
  }
  return Array.from({ length: packs }, (_, place) => seed + place);
}

function chosenDetectors(values: {
  readonly only: string;
  readonly 'alerts-per': string;
  readonly 'score-limit'?: string | undefined;
  readonly alerts?: string;
}): ReadonlyMap<string, Detector> {
  const { alerts } = values;
  if (alerts !== undefined) return new Map([[alerts, () => readAlerts(alerts)]]);
  const alertsPer = ALERTS_PER.find((each) => each === values['alerts-per']);
  if (alertsPer === undefined) throw new Error(`--alerts-per ${ALERTS_PER.join(', ')}`);
  const scoreLimit = values['score-limit'] === undefined ? undefined : Number(values['score-limit']);
  if (scoreLimit !== undefined && !(scoreLimit > 0)) throw new Error('--score-limit is a number above zero');
  const found = values.only.split(',').map((name) => detectorsOf(name, alertsPer, scoreLimit));
  if (found.some((all) => all.length === 0)) throw new Error(`--only ${DETECTOR_NAMES.join(', ')}`);
  return new Map(found.flat());
}

function judge(name: string, detector: Detector, packs: readonly Pack[]): Run {
  const start = performance.now();
  const scores = packs.map((pack) => {
    const score = scorePack(pack, detector(pack));
    const found = score.incidents.filter((incident) => incident.found !== undefined).length;
    process.stderr.write(
      `${name}, seed ${pack.seed}: ${found} of ${score.incidents.length} found, ${score.falseAlerts.length} false\n`,
    );
    return score;
  });
  const secondsPerPack = (performance.now() - start) / 1000 / packs.length;
  return { result: { name, summary: summarise(scores), secondsPerPack }, scores };
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n(--help tells of all flags)\n`);
  process.exitCode = 2;
}
