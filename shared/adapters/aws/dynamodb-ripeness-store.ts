import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { bug } from '../../domain/base/failure.ts';
import { RIPENESS_SCHEMA, type RipenessState } from '../../domain/evaluation/ripeness/state.ts';
import type { RipenessStore } from '../../ports/ripeness-store.ts';
import { type Item, number, optionalNumber } from './attributes.ts';
import { assertFits } from './item-size.ts';
import { type Key, ripenessKey } from './keys.ts';
import { type Expression, getItem, keyItem, putItem, type TableOptions } from './table-access.ts';

/** An item cannot hold more; beyond it the bytes are not ours. */
const UNPACKED_BYTES_MAX = 16 * 1024 * 1024;

/** One item an export: deflated JSON, a fifth of its length. */
export function createDynamoRipenessStore(options: TableOptions): RipenessStore {
  return {
    async read(exportName) {
      const item = await getItem(options, ripenessKey(exportName));
      return item === undefined || optionalNumber(item, 'schema') !== RIPENESS_SCHEMA
        ? undefined
        : readState(item);
    },

    async write(exportName, state, base) {
      const item = stateItem(ripenessKey(exportName), state);
      const written = await putItem(options, item, base === undefined ? nothingReadable() : still(base));
      // A repeat after a lost answer finds its own state.
      return written.applied || isSame(written.item, item);
    },
  };
}

const stateItem = (key: Key, state: RipenessState): Item =>
  assertFits(
    {
      ...keyItem(key),
      schema: number(state.schema),
      taught: number(state.taught),
      state: { B: new Uint8Array(deflateRawSync(JSON.stringify(state))) },
    },
    'what was learned of ripeness',
  );

/** Throws Failure `bug` for bytes that this program did not write. */
function readState(item: Item): RipenessState {
  try {
    const bytes = inflateRawSync(item.state?.B ?? new Uint8Array(), { maxOutputLength: UNPACKED_BYTES_MAX });
    return JSON.parse(bytes.toString('utf8')) as RipenessState;
  } catch (error) {
    throw bug('a stored item is not readable', { file: item.pk?.S ?? '?', column: 'state' }, error);
  }
}

/** What another schema holds is of no use to anybody and gives way. */
const nothingReadable = (): Expression => ({
  text: 'attribute_not_exists(#schema) OR #schema <> :schema',
  names: { '#schema': 'schema' },
  values: { ':schema': number(RIPENESS_SCHEMA) },
});

const still = ({ taught }: RipenessState): Expression => ({
  text: '#taught = :taught',
  names: { '#taught': 'taught' },
  values: { ':taught': number(taught) },
});

const isSame = (stored: Item | undefined, item: Item): boolean =>
  Buffer.from(stored?.state?.B ?? []).equals(Buffer.from(item.state?.B ?? []));
