import type { Finding } from '../evaluation/finding.ts';
import type { Mute } from './handling.ts';
import { unmuteNote } from './mute-note.ts';
import type { Plan } from './plan.ts';
import { isPlanned, type PlanTime } from './plan-state.ts';
import type { Silence } from './silence.ts';
import { isInForce, silenceMatches } from './silence-matches.ts';

/** What plans and silences keep still in one judgement. */
export interface Mutes {
  of(finding: Finding): Pick<Mute, 'by' | 'id'> | undefined;
  /** Why what was muted may be heard again. */
  unmuteNote(mute: Mute): string;
}

export const NOTHING_MUTED: Mutes = { of: () => undefined, unmuteNote: (mute) => unmuteNote(mute, []) };

/** By the plans as this delivery leaves them, and the silences that were known at its time: a plan before a silence. */
export const mutesOf = (plans: readonly Plan[], silences: readonly Silence[], time: PlanTime): Mutes => ({
  of(finding) {
    const plan = plans.find((each) => isPlanned(each, finding, time));
    if (plan !== undefined) return { by: 'plan', id: plan.id };
    const silence = silences.find((each) => isInForce(each, time.asOf) && silenceMatches(each, finding));
    return silence === undefined ? undefined : { by: 'silence', id: silence.id };
  },
  unmuteNote: (mute) => unmuteNote(mute, plans),
});
