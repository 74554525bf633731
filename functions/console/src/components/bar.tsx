import { approximate } from '../text/money.ts';
import { percentText } from '../text/percent.ts';

interface BudgetBarProps {
  readonly spent: string;
  readonly amount: string;
  readonly percent: number;
  /** Where the month will end. */
  readonly forecast?: { readonly low: string; readonly mid: string; readonly high: string };
}

const WIDTH = 200;

/** Spent as a filled bar, the budget as a line across it, and the forecast's range behind. */
export function BudgetBar({ spent, amount, percent, forecast }: BudgetBarProps) {
  const budget = approximate(amount);
  const end = Math.max(
    budget * 1.15,
    approximate(spent),
    forecast === undefined ? 0 : approximate(forecast.high),
  );
  const at = (value: number): number => (end === 0 ? 0 : (WIDTH * value) / end);
  const tone = percent >= 100 ? 'critical' : percent >= 80 ? 'warning' : '';
  const low = forecast === undefined ? 0 : at(approximate(forecast.low));
  const high = forecast === undefined ? 0 : at(approximate(forecast.high));
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${WIDTH} 12`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${percentText(percent)} of the budget is spent`}
    >
      <rect class="track" x="0" y="2" width={WIDTH} height="8" rx="2" />
      {forecast === undefined ? null : (
        <rect class="range" x={low} y="2" width={Math.max(2, high - low)} height="8" />
      )}
      <rect class={`spent ${tone}`} x="0" y="2" width={at(approximate(spent))} height="8" rx="2" />
      <line class="limit" x1={at(budget)} x2={at(budget)} y1="0" y2="12" />
    </svg>
  );
}

/** A share of 0–1 beside its number; the number says it, the bar only shows it. */
export const ShareBar = ({ share }: { readonly share: number }) => (
  <svg class="bar" viewBox={`0 0 ${WIDTH} 12`} preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" x="0" y="3" width={WIDTH} height="6" rx="2" />
    <rect class="spent" x="0" y="3" width={WIDTH * Math.min(1, Math.max(0, share))} height="6" rx="2" />
  </svg>
);
