import type { Transition } from '../alert/alert.ts';
import type { Plan } from '../alert/plan.ts';
import { byText } from '../base/order.ts';
import { personText } from './decisions.ts';
import { plainText } from './text.ts';

/** Names and ids, as they stand in a message, of its owner and of whoever decided something; absent where there is nobody. */
export function peopleIn(
  { before, after: { handling, history } }: Transition,
  plan: Plan | undefined,
  owner: string | undefined,
): { readonly people?: readonly string[] } {
  const { acknowledged, snoozed, verdict, notMine } = handling ?? {};
  // What no longer holds is told as what was.
  const earlier = [before?.handling?.acknowledged, before?.handling?.snoozed];
  const actors = [acknowledged, snoozed, verdict, notMine, plan, ...earlier, ...history].flatMap(
    (each) => each?.by ?? [],
  );
  return namedPeople([
    ...actors.flatMap(({ id, name }) => [personText(name), id]),
    ...(owner === undefined ? [] : [plainText(owner)]),
  ]);
}

/** Each once, in order. */
export const namedPeople = (names: readonly string[]): { readonly people?: readonly string[] } =>
  names.length === 0 ? {} : { people: [...new Set(names)].sort(byText) };
