import {
  BRIDGE_BETWEEN_PARTS,
  type BridgeBetweenPart,
} from '../../../shared/domain/report/bridge-between.ts';
import type { BridgeFound } from '../../../shared/flow/read/bridge.ts';
import { money } from './values.ts';

const WORDS: Readonly<Record<BridgeBetweenPart, string>> = {
  volume: 'more or fewer tokens',
  mix: 'other models, other share of output',
  cache: 'more or less read from the cache',
  price: 'other price of a token',
  new: 'callers that were not there before',
  gone: 'callers that are not there any more',
  other: 'not billed by tokens',
};

export const bridgeDocument = ({ currency, before, after, parts, moved }: BridgeFound) => ({
  currency,
  before: money(before),
  after: money(after),
  parts: BRIDGE_BETWEEN_PARTS.map((part) => ({ part, cost: money(parts[part]), words: WORDS[part] })),
  principals: moved.map(({ change, ...of }) => ({ ...of, change: money(change) })),
});
