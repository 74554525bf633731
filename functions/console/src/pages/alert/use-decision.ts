import { useState } from 'preact/hooks';
import type { BodyOf } from '../../../../../shared/api/documents.ts';
import type { Problem } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { toast } from '../../components/toasts.tsx';

export type Decision = BodyOf<'decide'>;

export interface Deciding {
  readonly decide: (decision: Decision, done: string) => Promise<void>;
  /** How the alert is shown to stand until the answer is there. */
  readonly expected: string | undefined;
  readonly problem: Problem | undefined;
}

/** A decision shows at once; a refusal takes it back and says why. */
export function useDecision(id: string): Deciding {
  const change = useChange('decide');
  const [expected, setExpected] = useState<string>();
  const decide = async (body: Decision, done: string): Promise<void> => {
    if (change.isSending) return;
    setExpected(standingAfter(body));
    const outcome = await change.send({ params: { id }, body });
    setExpected(undefined);
    if (outcome.ok) toast(done);
  };
  return { decide, expected, problem: change.problem };
}

function standingAfter(body: Decision): string {
  switch (body.decision) {
    case 'acknowledge':
      return 'acknowledged';
    case 'snooze':
      return 'snoozed';
    case 'unacknowledge':
    case 'unsnooze':
      return 'firing';
    case 'verdict':
      return body.verdict === 'planned' ? 'planned' : 'acknowledged';
    case 'not-mine':
      return 'handed back';
  }
}
