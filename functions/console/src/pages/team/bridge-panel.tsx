import { useRead } from '../../api/use-read.ts';
import { TextField } from '../../components/fields.tsx';
import { Panel } from '../../components/panel.tsx';
import {
  type DateRange,
  daysOf,
  isDate,
  rangeBefore,
  shownRange,
  timesOf,
} from '../../components/range/range.ts';
import { Loaded } from '../../components/states.tsx';
import { go, type Place, withQuery } from '../../router/location.ts';
import { counted } from '../../text/count.ts';
import { BridgeSteps } from './bridge-steps.tsx';
import { MoversTable } from './movers-table.tsx';

interface BridgePanelProps {
  readonly team: string;
  readonly place: Place;
  /** What the page shows: it is compared with as much before, until the reader chooses otherwise. */
  readonly shown: { readonly times: readonly string[] };
}

/** Why two times cost what they do; both are chosen by the reader. */
export function BridgePanel({ team, place, shown }: BridgePanelProps) {
  const range = shownRange(shown);
  if (range === undefined) return null;
  const { now, before } = comparedIn(place.query, range);
  return (
    <Panel
      title="Why it changed"
      aside={`${counted(daysOf(now), 'day')} against ${counted(daysOf(before), 'day')}`}
    >
      <div class="form">
        <RangeChoice words="Compare" names={['now', 'now-to']} range={now} place={place} />
        <RangeChoice words="with" names={['before', 'before-to']} range={before} place={place} />
        <Answer team={team} now={now} before={before} />
      </div>
    </Panel>
  );
}

function comparedIn(
  query: Place['query'],
  range: DateRange,
): { readonly now: DateRange; readonly before: DateRange } {
  const chosen = (from: string | undefined, to: string | undefined): DateRange | undefined =>
    isDate(from) && isDate(to) && from <= to ? { from, to } : undefined;
  const now = chosen(query.now, query['now-to']) ?? range;
  return { now, before: chosen(query.before, query['before-to']) ?? rangeBefore(now) };
}

interface RangeChoiceProps {
  readonly words: string;
  /** Of the address's query. */
  readonly names: readonly [string, string];
  readonly range: DateRange;
  readonly place: Place;
}

function RangeChoice({ words, names: [first, last], range, place }: RangeChoiceProps) {
  const set = ({ from, to }: DateRange): void => {
    if (isDate(from) && isDate(to)) go(withQuery(place, { [first]: from, [last]: to }), 'replace');
  };
  return (
    <div class="form-row">
      <span class="bridge-word">{words}</span>
      <TextField
        label={`${words}: from`}
        isLabelHidden
        type="date"
        value={range.from}
        max={range.to}
        onChange={(from) => set({ ...range, from })}
      />
      <span>to</span>
      <TextField
        label={`${words}: through`}
        isLabelHidden
        type="date"
        value={range.to}
        min={range.from}
        onChange={(to) => set({ ...range, to })}
      />
    </div>
  );
}

interface AnswerProps {
  readonly team: string;
  readonly now: DateRange;
  readonly before: DateRange;
}

function Answer({ team, now, before }: AnswerProps) {
  const against = timesOf(before);
  const read = useRead('bridge', {
    params: { team },
    query: { ...timesOf(now), againstFrom: against.from, againstTo: against.to },
  });
  return (
    <Loaded read={read}>
      {(bridge) => (
        <div class="no-inset">
          <BridgeSteps bridge={bridge} />
          <MoversTable bridge={bridge} />
        </div>
      )}
    </Loaded>
  );
}
