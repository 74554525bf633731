import type { Mute } from './handling.ts';
import type { Plan } from './plan.ts';

/** `by plan-1a2b`, as it stands in the history of what it mutes; ids begin with what they name. */
export const muteNote = ({ id }: Pick<Mute, 'id'>): string => `by ${id}`;

/** Why what it muted may be heard again. */
export function unmuteNote({ by, id }: Mute, plans: readonly Plan[]): string {
  if (by === 'silence') return `${id} is over`;
  if (by === 'alert') return `${id} no longer speaks for it`;
  const left = plans.find((plan) => plan.id === id)?.left;
  return left === undefined ? `${id} no longer covers it` : `${id} was left: ${left.why}`;
}
