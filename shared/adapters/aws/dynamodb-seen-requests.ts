import { randomUUID } from 'node:crypto';
import type { SeenRequests } from '../../ports/seen-requests.ts';
import { number, optionalText, text } from './attributes.ts';
import { seenRequestKey } from './keys.ts';
import { TTL_ATTRIBUTE } from './table.ts';
import { keyItem, putItem, type TableOptions } from './table-access.ts';

export function createDynamoSeenRequests(options: TableOptions): SeenRequests {
  return {
    async remember(id, until) {
      // The SDK repeats a call whose answer was lost: by its token it knows its own item.
      const token = randomUUID();
      const item = {
        ...keyItem(seenRequestKey(id)),
        token: text(token),
        [TTL_ATTRIBUTE]: number(Math.ceil(until / 1_000)),
      };
      const written = await putItem(options, item, {
        text: 'attribute_not_exists(#pk)',
        names: { '#pk': 'pk' },
      });
      return written.applied || (written.item !== undefined && optionalText(written.item, 'token') === token);
    },
  };
}
