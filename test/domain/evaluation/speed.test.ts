import { expect, it } from 'vitest';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS } from '../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../shared/domain/evaluation/evaluate.ts';
import { aBook } from '../../builders/budget.ts';
import { aCompany } from '../../builders/series.ts';
import { createWorld } from '../../builders/view.ts';

it('judges 300 principals over 75 days in well under a second of processor time', () => {
  const asOf = parseInstant('2026-11-20T05:04:00Z');
  const streams = aCompany(1, 300).map((stream, index) => ({
    ...stream,
    cost: (hour: number) => 1 + ((hour * 7 + index) % 24) / 10,
  }));
  const views = createWorld(streams).viewsAt(asOf);
  const input = { views, budgets: aBook(), defaults: EVALUATION_DEFAULTS, asOf };
  const seconds = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    evaluate(input);
    return process.cpuUsage(before).user / 1e6;
  });
  expect(Math.min(...seconds)).toBeLessThan(1);
}, 60_000);
