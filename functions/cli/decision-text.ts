import type { Alert } from '../../shared/domain/alert/alert.ts';
import type { RecordedMessage } from '../../shared/runtime/compose-local.ts';
import { subjectWords } from './alert-text.ts';
import { type Io, literal, styleOf } from './io.ts';

interface Decided {
  readonly alert: Alert;
  readonly text: string;
  /** Outbox entries that were written. */
  readonly queued: readonly string[];
  readonly recorded: readonly RecordedMessage[];
  readonly undo?: string | undefined;
}

/** What was decided about which alert, what happens now, what its messages say, and how to take it back. */
export function decisionText({ alert, text, queued, recorded, undo }: Decided, io: Io): string {
  const style = styleOf(io);
  const lines = [
    `${style.bold(alert.id)}  ${literal(subjectWords(alert.finding))}`,
    `  ${literal(text)}`,
    ...messageLines(queued, recorded),
    style.dim(`  undo: ${undo ?? 'nothing to take back; growth is told all the same'}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** A run without Slack keeps what it would have sent; a demo that is running shows it on its own page. */
function messageLines(queued: readonly string[], recorded: readonly RecordedMessage[]): readonly string[] {
  if (queued.length === 0) return ['  nobody was told of it, so no message changes'];
  if (recorded.length === 0) return [`  ${queued.length} of its messages are being edited`];
  return recorded.map(({ address, edited, notification }) =>
    literal(`  ${edited ? 'edited' : 'posted'}: ${address}  ${notification.headline}`),
  );
}
