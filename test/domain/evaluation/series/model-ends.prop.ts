import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { modelEndsOf } from '../../../../shared/domain/evaluation/series/model-ends.ts';
import { aJudging, aNode, aParent, NOW } from '../../../builders/judging.ts';

const MODELS = ['late', 'mixed', 'own'];
/** Hours ago in which a model of some principal cost a dollar. */
const spent = fc.record({
  model: fc.constantFrom(...MODELS),
  principal: fc.integer({ min: 0, max: 3 }),
  hoursAgo: fc.uniqueArray(fc.oneof(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 400 }))),
});
const workloads = fc.array(spent, { minLength: 1, maxLength: 8 });

test('each model’s data ends after its newest cost of any principal and team, found without a scan', () => {
  fc.assert(
    fc.property(workloads, (rows) => {
      const principal = (index: number) => {
        const models = MODELS.filter((model) =>
          rows.some((row) => row.principal === index && row.model === model),
        ).map((model) => {
          const own = rows.filter((row) => row.principal === index && row.model === model);
          const hours = new Set(own.flatMap(({ hoursAgo }) => hoursAgo.map((ago) => NOW - ago)));
          return aNode(model, (hour) => (hours.has(hour) ? 1 : 0));
        });
        return aParent(`p${index}`, models);
      };
      const tree = aJudging([
        aParent('t', [principal(0), principal(1)]),
        aParent('u', [principal(2), principal(3)]),
      ]);
      const newest = (model: string) =>
        Math.min(...rows.filter((row) => row.model === model).flatMap(({ hoursAgo }) => hoursAgo));
      // Three days back a model is silent; the newest two hours of the others still fill up.
      const expected = MODELS.filter((model) => newest(model) <= 72).map((model) => [
        model,
        NOW + 1 - newest(model) - EVALUATION_DEFAULTS.tailHours,
      ]);
      const ends = modelEndsOf(tree.tree, tree.time, EVALUATION_DEFAULTS);
      expect([...ends].sort()).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
