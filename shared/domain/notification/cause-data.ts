import { isoHour } from '../base/instant.ts';
import { picoText } from '../base/money.ts';
import { BRIDGE_PARTS } from '../evaluation/cause/bridge.ts';
import type { Cause, KindSplit, Pattern } from '../evaluation/cause/facts.ts';

type Data = Record<string, string | number>;

/** The cause in flat names for programs: amounts exact, shares 0–1, the first pattern with its strongest number. */
export function causeData(cause: Cause | undefined): Data {
  if (cause === undefined) return {};
  const { kind, bridge, explained, patterns, priceChange, modelSwitch, split = [] } = cause;
  return {
    riseKind: kind,
    causeLevel: explained.level,
    ...Object.fromEntries(
      BRIDGE_PARTS.map((part) => [`bridge${part[0]!.toUpperCase()}${part.slice(1)}`, picoText(bridge[part])]),
    ),
    ...splitData(split),
    ...patternData(patterns),
    ...(priceChange === undefined
      ? {}
      : {
          priceChangeModel: priceChange.model,
          priceChangeTokenKind: priceChange.tokenKind,
          priceChangeSince: isoHour(priceChange.since),
          pricePerMillionWas: picoText(priceChange.was),
          pricePerMillion: picoText(priceChange.now),
        }),
    ...(modelSwitch === undefined
      ? {}
      : {
          modelSwitchFrom: modelSwitch.from,
          modelSwitchTo: modelSwitch.to,
          modelSwitchShareWas: modelSwitch.shareWas,
          modelSwitchShare: modelSwitch.shareNow,
        }),
  };
}

/** `costOutput`, `usualCostOutput`, `costCacheRead`: of the judged window by token kind. */
const splitData = (split: readonly KindSplit[]): Data =>
  Object.fromEntries(
    split.flatMap(({ tokenKind, now, usual }) => {
      const name = tokenKind.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
      return [
        [`cost${name}`, picoText(now)],
        [`usualCost${name}`, picoText(usual)],
      ];
    }),
  );

function patternData([first, ...others]: readonly Pattern[]): Data {
  if (first === undefined) return {};
  const [strongest] = first.facts;
  return {
    pattern: first.name,
    patternConfidence: first.confidence,
    ...(strongest === undefined
      ? {}
      : {
          patternMeasure: strongest.label,
          patternWas: strongest.was,
          patternNow: strongest.now,
          patternUnit: strongest.unit,
        }),
    patternAgainst: first.against.join('; '),
    ...(others.length === 0 ? {} : { otherPatterns: others.map(({ name }) => name).join(', ') }),
  };
}
