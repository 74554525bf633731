import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { BacktestJob } from '../../domain/alert/backtest/job.ts';
import { bug } from '../../domain/base/failure.ts';
import type { BacktestJobs } from '../../ports/backtest-jobs.ts';
import { number, optionalText, text } from './attributes.ts';
import { assertFits } from './item-size.ts';
import { decodeJson, encodeJson } from './json.ts';
import { backtestKey } from './keys.ts';
import { TTL_ATTRIBUTE } from './table.ts';
import { type Expression, getItem, keyItem, putItem, type TableOptions } from './table-access.ts';

const KEPT_S = 86_400;

/** One item a backtest; packed, for a list of incidents can be long. */
export function createDynamoBacktestJobs(options: TableOptions): BacktestJobs {
  return {
    async get(exportName, id) {
      const item = await getItem(options, backtestKey(exportName, id));
      if (item === undefined) return undefined;
      const packed = item.job?.B;
      if (packed === undefined) throw bug('a stored backtest is not readable', { found: id });
      return decodeJson<BacktestJob>(gunzipSync(packed).toString());
    },
    async save(exportName, job, from) {
      // The SDK repeats a call whose answer was lost: by its token it knows its own item.
      const token = randomUUID();
      const item = {
        ...keyItem(backtestKey(exportName, job.id)),
        ...{ token: text(token), state: text(job.state), job: { B: gzipSync(encodeJson(job)) } },
        [TTL_ATTRIBUTE]: number(Math.ceil(job.askedAt / 1_000) + KEPT_S),
      };
      const written = await putItem(options, assertFits(item, `backtest ${job.id}`), conditionOn(from));
      return written.applied || (written.item !== undefined && optionalText(written.item, 'token') === token);
    },
  };
}

const conditionOn = (from: string): Expression =>
  from === 'absent'
    ? { text: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' } }
    : { text: '#state = :from', names: { '#state': 'state' }, values: { ':from': text(from) } };
