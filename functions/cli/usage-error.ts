import type { CommanderError } from 'commander';
import { type Failure, misconfigured } from '../../shared/domain/base/failure.ts';

/** What was wrong with the command line, in our words: commander speaks of "command-arguments". */
export function usageFailure(error: CommanderError): Failure {
  const expected = 'a command line as in: npx billhook --help, or npx billhook COMMAND --help';
  if (error.code === 'commander.help') return misconfigured('there is no command', { expected });
  return misconfigured(usageMessage(error.message), { expected });
}

/** `unknown option '--nope'`; for values of a fixed list, the list. */
export const usageMessage = (text: string): string =>
  text
    .replace(/^error: /, '')
    .replace(
      /^(?:command-argument value|option '([^']*)' argument) '(.*?)' is invalid(?: for argument '([^']*)')?\. Allowed choices are /s,
      (_, option: string | undefined, value: string, argument: string | undefined) =>
        `${option?.replace(/ .*$/, '') ?? argument ?? 'the argument'} cannot be '${value}'; it is one of `,
    )
    .replace(/\s*\n\s*/g, ' ')
    .trim()
    .replace(/\.$/, '');
