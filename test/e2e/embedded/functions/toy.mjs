// A function that does what its event asks for, so that tests can see what the host makes of it.
const startedAt = Date.now();
let calls = 0;

export const handler = async (event, context) => {
  calls += 1;
  if (event.wait) await new Promise((resolve) => setTimeout(resolve, event.wait));
  if (event.spin) for (;;) calls += 0;
  if (event.fail) throw new TypeError(event.fail);
  if (event.exit) process.exit(event.exit);
  if (event.loose) await new Promise(() => queueMicrotask(() => Promise.reject(new RangeError(event.loose))));
  if (event.hold) {
    const held = [];
    for (let mb = 0; mb < event.hold; mb += 10) {
      held.push(Buffer.alloc(10 * 1024 * 1024, 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  if (event.throws) throw event.throws;
  if (event.answers === 'a bigint') return 1n;
  if (event.answers === 'nothing') return undefined;
  if (event.answerBytes) return 'x'.repeat(event.answerBytes - 2);
  if (event.say) console.log(event.say);
  return {
    event,
    calls,
    pid: process.pid,
    startedAt,
    requestId: context.awsRequestId,
    remainingMs: context.getRemainingTimeInMillis(),
    environment: event.environment ? { ...process.env } : undefined,
    context: event.context ? Object.entries(context).map(([name, value]) => [name, typeof value]) : undefined,
  };
};
