import type { Mute } from './handling.ts';
import type { Plan } from './plan.ts';

/** `plan plan-1a2b`, as it stands in the history of what it mutes. */
export const muteNote = ({ by, id }: Pick<Mute, 'by' | 'id'>): string => `${by} ${id}`;

/** Why what it muted may be heard again. */
export function unmuteNote({ by, id }: Mute, plans: readonly Plan[]): string {
  if (by === 'silence') return `silence ${id} is over`;
  if (by === 'alert') return `alert ${id} no longer speaks for it`;
  const left = plans.find((plan) => plan.id === id)?.left;
  return left === undefined ? `plan ${id} no longer covers it` : `plan ${id} was left: ${left.why}`;
}
