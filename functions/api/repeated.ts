import type { RouteName } from '../../shared/api/routes.ts';
import { digestText } from '../../shared/domain/base/digest.ts';
import type { RepeatGuard } from '../../shared/ports/repeat-guard.ts';
import { type Answer, type Asked, refuse } from './answer.ts';

const KEY = /^[\x21-\x7e]{1,128}$/;

/** Does it once for each `Idempotency-Key` of a person; a repeat gets the first answer. */
export async function repeated(
  { repeats }: { readonly repeats: RepeatGuard },
  request: { readonly key: string; readonly name: RouteName; readonly asked: Asked },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { key, name, asked } = request;
  if (!KEY.test(key)) {
    return refuse(400, {
      kind: 'bad-request',
      message: 'An idempotency key has 1 to 128 visible characters.',
      field: 'Idempotency-Key',
    });
  }
  const { person, params, body, ifVersion, now } = asked;
  const digest = digestText(JSON.stringify([name, params, body, ifVersion]));
  const begun = await repeats.begin(person.id, key, digest, now);
  if (begun.outcome === 'other') {
    return refuse(422, {
      kind: 'conflict',
      message: 'This idempotency key was used for another request; take a new one.',
      field: 'Idempotency-Key',
    });
  }
  if (begun.outcome === 'under-way') {
    return refuse(409, {
      kind: 'conflict',
      message: 'The same request is under way; ask again in a minute.',
    });
  }
  if (begun.outcome === 'done') return JSON.parse(begun.answer.body) as Answer;
  const given = await work();
  // A fault may be gone at the next try; all else is the answer.
  if (given.ok || given.status < 500) {
    await repeats.finish(person.id, key, {
      status: given.ok ? 200 : given.status,
      body: JSON.stringify(given),
    });
  }
  return given;
}
