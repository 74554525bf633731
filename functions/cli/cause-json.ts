import { isoHour } from '../../shared/domain/base/instant.ts';
import { picoText } from '../../shared/domain/base/money.ts';
import { BRIDGE_PARTS } from '../../shared/domain/evaluation/cause/bridge.ts';
import type { Cause, CausePart } from '../../shared/domain/evaluation/cause/facts.ts';

/** The whole cause of a finding for programs: money as exact decimal text, hours as ISO 8601, shares 0–1. */
export function causeJson(cause: Cause): Record<string, unknown> {
  const { kind, bridge, explained, patterns, priceChange, modelSwitch } = cause;
  return {
    riseKind: kind,
    bridge: {
      total: picoText(bridge.total),
      ...Object.fromEntries(BRIDGE_PARTS.map((part) => [part, picoText(bridge[part])])),
    },
    explained: {
      level: explained.level,
      parts: explained.parts.map(partJson),
      rest: { ...explained.rest, rise: picoText(explained.rest.rise) },
      less: explained.less.map(partJson),
      lessTotal: picoText(explained.lessTotal),
    },
    patterns,
    ...(priceChange === undefined
      ? {}
      : {
          priceChange: {
            ...priceChange,
            since: isoHour(priceChange.since),
            was: picoText(priceChange.was),
            now: picoText(priceChange.now),
          },
        }),
    ...(modelSwitch === undefined
      ? {}
      : {
          modelSwitch: {
            ...modelSwitch,
            fromPrice: picoText(modelSwitch.fromPrice),
            toPrice: picoText(modelSwitch.toPrice),
          },
        }),
  };
}

const partJson = ({ rise, ...part }: CausePart): Record<string, unknown> => ({
  ...part,
  rise: picoText(rise),
});
