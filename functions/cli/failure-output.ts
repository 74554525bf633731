import { describeFailure, Failure, misconfigured } from '../../shared/domain/base/failure.ts';
import { type Io, literal, printJson } from './io.ts';

export const EXIT = { fine: 0, findings: 1, badInput: 2, internal: 3 } as const;

/**
 * Prints a refusal as one line (or as JSON on stdout) and gives the exit code: 2 for what the user can mend,
 * 3 for what only we can. No stack trace reaches a user; BILLHOOK_DEBUG=1 shows it to us.
 */
export function reportFailure(io: Io, error: unknown, json: boolean): number {
  const failure = error instanceof Failure ? error : (refusedByTheSystem(error) ?? unexpected(error));
  if (json) printJson(io, { error: { kind: failure.kind, message: failure.message, ...failure.detail } });
  else io.err(`billhook: ${literal(lineOf(failure))}\n`);
  if (io.env.BILLHOOK_DEBUG === '1' && error instanceof Error) {
    io.err(`${(error.stack ?? '').split('\n').map(literal).join('\n')}\n`);
  }
  return failure.kind === 'bug' ? EXIT.internal : EXIT.badInput;
}

/** In YAML a place is a line. */
const lineOf = (failure: Failure): string => {
  const text = describeFailure(failure);
  return /\.ya?ml$/i.test(failure.detail.file ?? '') ? text.replace(/: row (\d+)/, ': line $1') : text;
};

const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EEXIST: 'a file of this name is in the way',
  EISDIR: 'this is a folder',
  ELOOP: 'links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file stands where a folder should be',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
};

/** The operating system said no to a path that the user named: theirs to mend, not ours. */
function refusedByTheSystem(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return undefined;
  const words = SYSTEM_WORDS[String(error.code)];
  return words === undefined
    ? undefined
    : misconfigured(words, { file: String(error.path), found: String(error.code) }, error);
}

function unexpected(error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error);
  return new Failure('bug', `unexpected error: ${text}; please report it, with BILLHOOK_DEBUG=1 for details`);
}
