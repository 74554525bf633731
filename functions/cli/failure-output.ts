import { describeFailure, Failure } from '../../shared/domain/base/failure.ts';
import { type Io, literal, printJson } from './io.ts';

export const EXIT = { fine: 0, findings: 1, badInput: 2, internal: 3 } as const;

/**
 * Prints a refusal as one line (or as JSON on stdout) and gives the exit code: 2 for what the user can mend,
 * 3 for what only we can. No stack trace reaches a user; BILLHOOK_DEBUG=1 shows it to us.
 */
export function reportFailure(io: Io, error: unknown, json: boolean): number {
  const failure = error instanceof Failure ? error : unexpected(error);
  if (json) printJson(io, { error: { kind: failure.kind, message: failure.message, ...failure.detail } });
  else io.err(`billhook: ${literal(describeFailure(failure))}\n`);
  if (io.env.BILLHOOK_DEBUG === '1' && error instanceof Error) io.err(`${error.stack ?? ''}\n`);
  return failure.kind === 'bug' ? EXIT.internal : EXIT.badInput;
}

function unexpected(error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error);
  return new Failure('bug', `unexpected error: ${text}; please report it, with BILLHOOK_DEBUG=1 for details`);
}
