import { bug, describeFailure, type Failure } from '../domain/base/failure.ts';
import { record } from './notice-events.ts';
import type { Observed } from './stack.ts';

/** One file for one reader, as the state machine hands it out. */
export interface FileStep {
  readonly reading: string;
  readonly file: number;
}

/** What comes after all readers, or instead of it where one has failed. */
export type ReadingStep =
  | { readonly task: 'publish'; readonly reading: string }
  | { readonly task: 'refuse'; readonly reading: string; readonly told: string };

export function parseFileStep(event: unknown): FileStep | undefined {
  const { reading, file } = record(event) ?? {};
  return isName(reading) && typeof file === 'number' && Number.isInteger(file)
    ? { reading, file }
    : undefined;
}

export function parseReadingStep(event: unknown): ReadingStep | undefined {
  const { task, reading, error } = record(event) ?? {};
  if (!isName(reading)) return undefined;
  if (task === 'publish') return { task, reading };
  return task === 'refuse' ? { task, reading, told: toldBy(error) } : undefined;
}

/** What the state machine knows of an error: often no more than that one of the readers failed. */
function toldBy(error: unknown): string {
  const { Error: name, Cause: cause } = record(error) ?? {};
  return [name, cause].filter((text) => typeof text === 'string').join(': ');
}

/** It is part of object keys. */
const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9-]{1,80}$/.test(value);

interface StepResult {
  readonly outcome?: string;
  readonly failure?: Failure;
  readonly rows?: number;
}

/**
 * Does the step that the event asks for and tells what came of it, as of a notice. Throws Failure `bug` at other events:
 * the state machine would take an answer for work that was done.
 */
export const eachStep =
  <Step extends object>(
    app: Observed,
    parse: (event: unknown) => Step | undefined,
    work: (step: Step) => Promise<StepResult>,
  ) =>
  async (event: unknown): Promise<{ readonly outcome: string }> => {
    const step = parse(event);
    if (step === undefined) throw bug('an event of unknown shape was left alone');
    const { outcome = 'read', failure, rows } = await work(step);
    const facts = { ...step, outcome, ...(rows === undefined ? {} : { rows }) };
    if (failure === undefined) app.telemetry.event('step done', facts);
    else {
      const why = describeFailure(failure);
      app.log.error('a large delivery was refused and its period keeps the last good ledger', {
        facts: { ...facts, why },
      });
    }
    // Each answer is kept by the state machine, which may hold no more than 256 KB of them.
    return { outcome };
  };
