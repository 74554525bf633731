import { describe, expect, test } from 'vitest';
import { createRequestTally } from '../../shared/adapters/aws/request-tally.ts';
import { misconfigured } from '../../shared/domain/base/failure.ts';
import { eachTask } from '../../shared/runtime/schedule-events.ts';
import { stack } from '../../shared/runtime/stack.ts';
import { aContext, observed } from './observed.ts';

describe('the handler stack', () => {
  test('log lines carry the request id, counts leave as one metric line', async () => {
    const app = observed();
    const handler = stack(app, async () => {
      app.telemetry.event('delivery published', { rows: 3 });
      app.telemetry.count('DeliveriesPublished', 1);
      return 'done';
    });
    expect(await handler({}, aContext())).toBe('done');
    const [line, metric] = app.lines.map((text) => JSON.parse(text));
    expect(line).toMatchObject({
      message: 'delivery published',
      function_request_id: aContext().awsRequestId,
      facts: { rows: 3 },
    });
    expect(metric).toMatchObject({ DeliveriesPublished: 1, service: 'billhook-test' });
  });

  test('what a task leaves over is counted, also where it is none', async () => {
    for (const waiting of [0, 3]) {
      const app = observed();
      const handler = stack(
        app,
        eachTask(app, async () => ({ announced: 0, sent: 1, waiting })),
      );
      await handler({ task: 'send' }, aContext());
      expect(JSON.parse(app.lines.at(-1)!)).toMatchObject({ MessagesWaiting: waiting });
    }
  });

  test('what an invocation asked of AWS is told with it, also where it failed', async () => {
    const tally = createRequestTally();
    const app = { ...observed(), usage: tally.take };
    const handler = stack(app, async (event: { readonly fails: boolean }) => {
      tally.add({ service: 'dynamodb', operation: 'PutItem', units: { write: 3, read: 0 } });
      tally.add({ service: 'dynamodb', operation: 'Query', units: { write: 0, read: 1.5 } });
      tally.add({ service: 's3', operation: 'GetObject', price: 's3Get' });
      if (event.fails) throw misconfigured('no such table');
    });
    await handler({ fails: false }, aContext());
    await handler({ fails: true }, aContext()).catch(() => {});
    const told = app.lines.map((line) => JSON.parse(line)).filter((line) => line.message === 'requests made');
    const facts = {
      dynamodb: 2,
      s3: 1,
      writeUnits: 3,
      readUnits: 1.5,
      dollars: '0.0000024625',
      operations: 'GetObject 1, PutItem 1, Query 1',
    };
    expect(told.map((line) => line.facts)).toEqual([facts, facts]);
  });

  test('what leaves is one clean sentence, without cause, stack of the original or secret', async () => {
    const app = observed();
    const cause = new Error(
      'POST https://hooks.slack.com/services/T1/B2/abcdef failed for alice@example.com',
    );
    const handler = stack(app, async () => {
      throw misconfigured('the table refuses alice@example.com', { file: 'billhook.yml', row: 3 }, cause);
    });
    const error: unknown = await handler({}, aContext()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'Failure.misconfigured',
      message: 'billhook.yml: row 3: the table refuses [e-mail]',
    });
    expect((error as Error).cause).toBeUndefined();
    const told = [...app.lines, JSON.stringify(error, Object.getOwnPropertyNames(error))].join('\n');
    expect(told).not.toMatch(/alice|abcdef/);
    expect(app.lines.join('\n')).toContain('[webhook]');
  });
});
