const RUNS = 5;

/** Runs the contenders in turn, five times each, and prints medians of processor time and their ratios to the first. */
export async function compare(
  what: string,
  contenders: Readonly<Record<string, () => Promise<void>>>,
): Promise<void> {
  const seconds = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
  for (let run = 0; run < RUNS; run += 1) {
    for (const [name, contender] of Object.entries(contenders)) {
      const before = process.cpuUsage();
      await contender();
      const { user, system } = process.cpuUsage(before);
      seconds.get(name)?.push((user + system) / 1e6);
    }
  }
  const median = (name: string): number =>
    seconds.get(name)?.toSorted((a, b) => a - b)[RUNS >> 1] ?? Number.NaN;
  const [first] = Object.keys(contenders);
  for (const name of Object.keys(contenders)) {
    const ratio = median(name) / median(first ?? name);
    console.info(
      `${what}: ${name} ${median(name).toFixed(3)} s of processor time, ratio ${ratio.toFixed(2)}`,
    );
  }
}
