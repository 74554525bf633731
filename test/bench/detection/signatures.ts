// node test/bench/detection/signatures.ts [cases=2400] [seed=1]: precision and recall of the loop patterns by kind.
import { loopCases } from '../../builders/loop-cases.ts';
import { scorePatterns } from '../../builders/pattern-score.ts';

const [count = 2_400, seed = 1] = process.argv.slice(2).map(Number);
const began = performance.now();
const scored = scorePatterns(loopCases(count, seed));
const seconds = ((performance.now() - began) / 1000).toFixed(1);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

console.log(`${count} cases, seed ${seed}, ${seconds} s\n`);
console.log('| pattern | cases | found | wrongly named | precision | recall |\n|---|---|---|---|---|---|');
for (const { name, cases, found, wrong, precision, recall } of scored.patterns) {
  console.log(`| ${name} | ${cases} | ${found} | ${wrong} | ${percent(precision)} | ${percent(recall)} |`);
}
console.log(
  `\nThe true pattern stands first in ${scored.first} of ${scored.guilty}; of ${scored.innocent} innocent cases ${scored.accused} were given a pattern, ${scored.accusedAsLikely} a likely one.`,
);
if (process.env.BILLHOOK_MISSES === '1') console.log(scored.misses.join('\n'));
