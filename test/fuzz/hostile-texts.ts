import { readFileSync } from 'node:fs';
import { parseBudgets, printBudgets } from '../../shared/adapters/config/budget-file.ts';
import { Failure } from '../../shared/domain/base/failure.ts';
import { eachChange, eachNotice } from '../../shared/runtime/batch.ts';
import { insertedMessage, movedPointer } from '../../shared/runtime/change-events.ts';
import { parseNotices } from '../../shared/runtime/notice-events.ts';
import { eachTask } from '../../shared/runtime/schedule-events.ts';
import { stack } from '../../shared/runtime/stack.ts';
import { aBudget } from '../builders/budget.ts';
import { createDice, type Dice } from '../builders/dice.ts';
import type { DeepCheck } from '../deep/deep-check.ts';
import { aContext, observed } from '../runtime/observed.ts';
import { changedCharacters, harmedJson } from './json-harm.ts';

/** Far more than any of them needs on a busy machine, far less than a hang. */
const ANSWER_MS = 5_000;

const eventText = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`../../events/${name}.json`, import.meta.url), 'utf8')));
const bodyOf = (name: string): string => JSON.parse(eventText(name)).Records[0].body;

/** What hostile text may do to whoever reads it: nothing, or a Failure that names its fault. */
type Reader = (dice: Dice) => Promise<string | undefined>;

/** Bodies of queue messages, in and out of an envelope, alone and as the handler gets them. */
function noticeReader(): Reader {
  const app = observed();
  const scope = { exportBucket: 'example-export' };
  const handler = stack(
    app,
    eachNotice({ ...app, scope }, async () => ({ outcome: 'published' })),
  );
  const s3 = bodyOf('sqs-s3-manifest-created');
  const bodies = [
    s3,
    bodyOf('sqs-eventbridge-object-created'),
    JSON.stringify({ Type: 'Notification', Message: s3 }),
    JSON.stringify({ bucket: 'example-export', key: 'a/metadata/b', from: 'sweep' }),
  ];
  return async (dice) => {
    const body = harmedJson(dice.pick(bodies), dice);
    try {
      parseNotices(body);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'poison') return `not a Failure: ${String(error)}`;
    }
    const answer = await handler({ Records: [{ messageId: '1', body }] }, aContext());
    app.lines.length = 0;
    return JSON.stringify(answer) === '{"batchItemFailures":[]}' ? undefined : 'a bad message goes back';
  };
}

/** Whole events of each trigger, for each handler, also for the wrong one. */
function eventReader(): Reader {
  const app = observed();
  const scope = { exportBucket: 'example-export' };
  const handlers = [
    stack(
      app,
      eachNotice({ ...app, scope }, async () => ({ outcome: 'published' })),
    ),
    stack(
      app,
      eachChange(app, movedPointer, async () => ({ outcome: 'judged' })),
    ),
    stack(
      app,
      eachChange(app, insertedMessage, async () => ({ outcome: 'sent' })),
    ),
    stack(
      app,
      eachTask(app, async () => ({ announced: 0, sent: 0, waiting: 0 })),
    ),
  ];
  const events = ['sqs-mixed-batch', 'stream-pointer-moved', 'stream-outbox-inserted', 'schedule-sweep'];
  const texts = [...events.map(eventText), bodyOf('sqs-s3-manifest-created')];
  return async (dice) => {
    let event: unknown;
    try {
      event = JSON.parse(harmedJson(dice.pick(texts), dice));
    } catch {
      // Lambda itself refuses what is no JSON.
      return undefined;
    }
    try {
      const answer = await dice.pick(handlers)(event, aContext());
      return typeof answer === 'object' ? undefined : 'no answer';
    } catch (error) {
      const typed = error instanceof Error && /^Failure\.(retryable|poison|misconfigured)$/.test(error.name);
      return typed ? undefined : `not a Failure: ${String(error)}`;
    } finally {
      app.lines.length = 0;
    }
  };
}

const BUDGET_HARM = [
  '&a [*a]',
  '&a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b]',
  '!!js/function "x"',
  '<<: {__proto__: {polluted: true}}',
  '__proto__: 1',
  '- '.repeat(3_000),
  '['.repeat(3_000),
  '{a: '.repeat(3_000),
  '"'.repeat(1_001),
  '"=cmd|x"',
  '1e400',
  `${'9'.repeat(5_000)}`,
  '\ufeff',
  '\0',
  '---\n...\n---',
  '%YAML 9.9\n---',
  `? ${'x'.repeat(2_000)}\n: y`,
];

/** Files that finance or a stranger filled in, as YAML and as CSV. */
function budgetReader(): Reader {
  const budgets = ['search', 'fraud', 'ads'].map((team) =>
    aBudget({ team, channel: '#spend', owner: 'ann' }),
  );
  const files = (['yaml', 'csv'] as const).map((format) => ({
    file: `budgets.${format}`,
    text: printBudgets(budgets, format),
  }));
  return async (dice) => {
    const { file, text } = dice.pick(files);
    const at = dice.below(text.length);
    const harmed = dice.chance(0.5)
      ? changedCharacters(text, dice)
      : text.slice(0, at) + dice.pick(BUDGET_HARM) + text.slice(at + dice.below(20));
    try {
      parseBudgets(harmed, file);
      return undefined;
    } catch (error) {
      if (!(error instanceof Failure)) return `not a Failure: ${String(error)}`;
      return error.detail.file === file && error.message !== '' ? undefined : 'a refusal without its file';
    }
  };
}

export const hostileTexts: DeepCheck = {
  what: 'hostile events, notices and budget files',
  full: 200_000,
  async run({ count, seed, onProgress }) {
    const readers = { notice: noticeReader(), event: eventReader(), budgets: budgetReader() };
    const names = ['notice', 'event', 'budgets'] as const;
    const natural = Object.getOwnPropertyNames(Object.prototype).join();
    const failures: string[] = [];
    let slowest = 0;
    let nextReport = performance.now() + 200;
    for (let i = 0; i < count; i++) {
      const dice = createDice(seed, i);
      const name = dice.pick(names);
      const began = performance.now();
      const fault = await readers[name](dice).catch((error: unknown) => `rejected: ${String(error)}`);
      const ms = performance.now() - began;
      slowest = Math.max(slowest, ms);
      const named = (what: string) => `${what}: ${name} (seed ${seed}, case ${i})`;
      if (fault !== undefined) failures.push(named(fault));
      if (ms > ANSWER_MS) failures.push(named(`answered after ${Math.round(ms)} ms`));
      if (Object.getOwnPropertyNames(Object.prototype).join() !== natural)
        failures.push(named('a prototype changed'));
      if (performance.now() > nextReport) {
        onProgress?.(i + 1);
        nextReport = performance.now() + 200;
      }
    }
    return {
      count,
      failures,
      result: `${failures.length} rejections that are no Failure, 0 prototypes changed, slowest ${Math.round(slowest)} ms`,
    };
  },
};
