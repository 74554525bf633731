import type { Answer } from './answer.ts';

/** Sums of doubles depend on their order; these are of millions of numbers. */
const TOLERANCE = 1e-9;

const isAnswer = (answer: Readonly<Record<string, unknown>>): boolean => typeof answer.groups === 'number';

/** A sentence for each of two readers that answer differently; programs that answer nothing are left out. */
export function disagreements(
  answers: readonly (readonly [string, Readonly<Record<string, unknown>>])[],
): readonly string[] {
  const [first, ...others] = answers.filter(([, answer]) => isAnswer(answer));
  if (first === undefined) return [];
  return others.flatMap(([name, answer]) =>
    (['groups', 'rows', 'cost', 'usage'] as const satisfies readonly (keyof Answer)[])
      .filter((what) => !isNear(Number(first[1][what]), Number(answer[what]), what))
      .map((what) => `${what}: ${first[0]} found ${first[1][what]}, ${name} ${answer[what]}`),
  );
}

function isNear(one: number, other: number, what: keyof Answer): boolean {
  if (what === 'groups' || what === 'rows') return one === other;
  return Math.abs(one - other) <= TOLERANCE * Math.abs(one);
}
