import { expect, it } from 'vitest';
import { shapleyOfProduct } from '../../../../shared/domain/evaluation/cause/shapley.ts';

it.each([
  [[5], [7], [2]],
  [
    [1, 1],
    [2, 3],
    [2, 3],
  ],
  [
    [1, 1, 1],
    [2, 3, 4],
    [5.5, 8, 9.5],
  ],
  [
    [2, 3],
    [2, 5],
    [0, 4],
  ],
  [
    [0, 3],
    [4, 3],
    [12, 0],
  ],
])('each factor has its mean effect over all orders: %j to %j', (was, now, parts) => {
  for (const [index, part] of shapleyOfProduct(was, now).entries())
    expect(part).toBeCloseTo(parts[index]!, 12);
});
