/** What must never happen, in the words of the promise. */
export type Harm =
  | 'wrong total'
  | 'mixture'
  | 'step back'
  | 'lost alert'
  | 'false message'
  | 'unmarked repeat'
  | 'crash'
  | 'not converged';

/** One broken promise of one world. */
export interface Complaint {
  readonly harm: Harm;
  readonly what: string;
}
