import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { REPEAT_KEPT_MS, REPEAT_RETRY_MS } from '../../domain/access/repeat.ts';
import type { KeptAnswer, RepeatGuard } from '../../ports/repeat-guard.ts';
import { type Item, number, optionalText, readNumber, readText, text } from './attributes.ts';
import { repeatKey } from './keys.ts';
import { TTL_ATTRIBUTE } from './table.ts';
import { keyItem, putItem, type TableOptions, updateItem } from './table-access.ts';

export function createDynamoRepeatGuard(options: TableOptions): RepeatGuard {
  return {
    async begin(who, key, digest, now) {
      // The SDK repeats a call whose answer was lost: by its token it knows its own item.
      const token = randomUUID();
      const item = {
        ...keyItem(repeatKey(who, key)),
        ...{ digest: text(digest), token: text(token), begunAt: number(now) },
        [TTL_ATTRIBUTE]: number(Math.ceil((now + REPEAT_KEPT_MS) / 1_000)),
      };
      const written = await putItem(options, item, {
        // Items expire up to days late, and a try that died is done again.
        text: 'attribute_not_exists(#pk) OR #at <= :gone OR (#at <= :dead AND #digest = :digest AND attribute_not_exists(#answer))',
        names: { '#pk': 'pk', '#at': 'begunAt', '#digest': 'digest', '#answer': 'answer' },
        values: {
          ':gone': number(now - REPEAT_KEPT_MS),
          ':dead': number(now - REPEAT_RETRY_MS),
          ':digest': text(digest),
        },
      });
      const { item: found } = written;
      if (written.applied || found === undefined || optionalText(found, 'token') === token)
        return { outcome: 'first' };
      if (readText(found, 'digest') !== digest) return { outcome: 'other' };
      const answer = answerOf(found);
      return answer === undefined ? { outcome: 'under-way' } : { outcome: 'done', answer };
    },
    async finish(who, key, { status, body }) {
      await updateItem(options, repeatKey(who, key), 'SET #answer = :answer, #status = :status', {
        text: 'attribute_exists(#pk)',
        names: { '#pk': 'pk', '#answer': 'answer', '#status': 'status' },
        // An item holds 400 kB, which a long list of budgets would fill as it is.
        values: { ':answer': { B: gzipSync(body) }, ':status': number(status) },
      });
    },
  };
}

function answerOf(item: Item): KeptAnswer | undefined {
  const packed = item.answer?.B;
  return packed === undefined
    ? undefined
    : { status: readNumber(item, 'status'), body: gunzipSync(packed).toString() };
}
