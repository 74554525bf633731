import type { FloorHint } from '../../shared/domain/alert/feedback/floor-hint.ts';
import { hintText } from '../../shared/domain/alert/feedback/floor-hint.ts';
import type { RulePrecision } from '../../shared/domain/alert/feedback/precision.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/domain/base/instant.ts';
import { formatMoney, picoText } from '../../shared/domain/base/money.ts';
import { shareText } from '../../shared/domain/notification/words.ts';
import { type Io, literal, styleOf } from './io.ts';
import { textTable } from './table.ts';

/** How the alerts of each rule turned out, by what people said of them, and what would spare the noise. */
export function precisionText(rules: readonly RulePrecision[], hints: readonly FloorHint[], io: Io): string {
  const style = styleOf(io);
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const table = textTable(
    [
      { title: 'rule', whole: true },
      ...['fired', 'muted', 'judged', 'real', 'planned', 'noise', 'precision', 'seen after', 'caught'].map(
        right,
      ),
    ],
    rules.map((each) => [
      each.rule,
      String(each.fired),
      String(each.muted),
      String(each.judged),
      ...(['real', 'planned', 'noise'] as const).map((verdict) => String(each.verdicts[verdict])),
      each.shares === undefined ? '–' : shareText(each.shares.real),
      each.acknowledgedAfterMs === undefined ? '–' : spanText(each.acknowledgedAfterMs),
      caughtText(each),
    ]),
    io.width,
  );
  const unjudged = rules.every(({ judged }) => judged === 0);
  const lines = [
    ...hints.map((hint) => `hint: ${literal(hintText(hint))}`),
    unjudged
      ? 'Nobody has said yet how an alert turned out: npx billhook alerts expected ALERT --planned, --noise or --real'
      : 'precision: real of those that somebody judged; seen after: median until acknowledged or judged; caught: extra cost of the real ones',
  ];
  return `${table}${lines.map((line) => style.dim(line)).join('\n')}\n`;
}

const caughtText = ({ caught }: RulePrecision): string =>
  Object.entries(caught)
    .map(([currency, amount]) => formatMoney(amount, currency))
    .join(' + ') || '–';

/** `12 min`, `3.5 h`, `2.1 days`. */
function spanText(ms: number): string {
  if (ms < HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  return ms < 2 * DAY_MS ? `${(ms / HOUR_MS).toFixed(1)} h` : `${(ms / DAY_MS).toFixed(1)} days`;
}

export const precisionJson = (
  rules: readonly RulePrecision[],
  hints: readonly FloorHint[],
): Record<string, unknown> => ({
  rules: rules.map(({ caught, ...rest }) => ({
    ...rest,
    caught: Object.fromEntries(
      Object.entries(caught).map(([currency, amount]) => [currency, picoText(amount)]),
    ),
  })),
  hints: hints.map((hint) => ({ ...hint, text: hintText(hint) })),
});
