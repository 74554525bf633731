/**
 * Parts of `Π now − Π was` by factor: each factor's mean marginal effect over all orders in which the factors could
 * have changed. The only split that is exact, symmetric and gives nothing to a factor that did not change; unlike
 * logarithmic means it needs no rule for zeros. Shapley (1953); as a decomposition of changes: Shorrocks, Journal of
 * Economic Inequality 11 (2013).
 */
export function shapleyOfProduct(was: readonly number[], now: readonly number[]): readonly number[] {
  const weights = orderWeights(was.length);
  return was.map((before, index) => {
    const change = now[index]! - before;
    if (change === 0) return 0;
    // sums[k]: sum of the products of the other factors in which k of them have changed.
    let sums = [1];
    was.forEach((other, at) => {
      if (at === index) return;
      const next = new Array<number>(sums.length + 1).fill(0);
      sums.forEach((sum, k) => {
        next[k]! += sum * other;
        next[k + 1]! += sum * now[at]!;
      });
      sums = next;
    });
    return change * sums.reduce((total, sum, k) => total + weights[k]! * sum, 0);
  });
}

/** Share of the orders in which exactly one given set of k other factors comes before: k! (n − k − 1)! / n!. */
function orderWeights(factors: number): readonly number[] {
  const weights = [1 / factors];
  for (let k = 1; k < factors; k += 1) weights.push((weights[k - 1]! * k) / (factors - k));
  return weights;
}
