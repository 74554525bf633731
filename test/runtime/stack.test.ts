import { describe, expect, test } from 'vitest';
import { misconfigured } from '../../shared/domain/base/failure.ts';
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
