import type { Transition } from '../alert/alert.ts';
import { COOLED, TAKEN_OVER, USED_UP } from '../alert/ending.ts';
import { lastEnding } from '../alert/standing.ts';

/**
 * How an alert ended. `over`: the rise is gone. `withdrawn`: a delivery took the told hours back, there was no rise.
 * `used-up`: a forecast came true. `taken-over`: another alert of the team tells it now. `cooled`: a burn is over. `lowered`: a budget's spending fell below the threshold. `changed`: the budget was. `closed`: the month was.
 */
export interface End {
  readonly kind:
    | 'over'
    | 'withdrawn'
    | 'used-up'
    | 'taken-over'
    | 'cooled'
    | 'lowered'
    | 'changed'
    | 'closed';
  /** Amounts as told and as they are now, where the ending rests on two. */
  readonly was?: string;
  readonly now?: string;
}

/** Undefined while it fires. The reason stands in the note of its last ending, `was -> now` or a sentence. */
export function endOf({ reason, after }: Transition): End | undefined {
  if (reason === 'period-closed') return { kind: 'closed' };
  if (after.state !== 'resolved') return undefined;
  const ended = lastEnding(after);
  if (ended?.reason === 'period-closed') return { kind: 'closed' };
  const note = ended?.note ?? '';
  const known = KINDS.get(note);
  if (known !== undefined) return { kind: known };
  const [was, now] = amountsIn(note);
  if (ended?.reason === 'withdrawn') return { kind: 'withdrawn', ...(now === undefined ? {} : { was, now }) };
  const forBudget = after.finding.budget !== undefined;
  if (was !== undefined && now !== undefined) {
    return { kind: forBudget ? 'lowered' : 'withdrawn', was, now };
  }
  return { kind: forBudget && was !== undefined ? 'changed' : 'over' };
}

const KINDS: ReadonlyMap<string, End['kind']> = new Map([
  [USED_UP, 'used-up'],
  [TAKEN_OVER, 'taken-over'],
  [COOLED, 'cooled'],
]);

/** Both amounts of what a delivery took back, where they are known. */
export const withdrawnAmount = ({ was, now }: End): string =>
  was === undefined || now === undefined ? 'taken back' : `told as ${was}, now ${now}`;

/** Both sides of `was -> now`; the whole note alone where it is a sentence; nothing where there is none. */
export function amountsIn(note: string): readonly [string?, string?] {
  if (note === '') return [];
  const at = note.indexOf(' -> ');
  return at < 0 ? [note] : [note.slice(0, at), note.slice(at + ' -> '.length)];
}
