import { mix } from '../../../shared/synthetic/random.ts';

/** A small company whose spending follows from hour and name alone, for pages that are looked at. */
export interface FixtureTeam {
  readonly team: string;
  /** USD a month; null where finance set none. */
  readonly budget: number | null;
  /** USD an hour at a usual working hour. */
  readonly usual: number;
  readonly principals: readonly string[];
}

export const NOW = '2026-11-19T09:40:00.000Z';
export const DATA_THROUGH = '2026-11-19T06:00:00.000Z';
export const PERIOD = '2026-11';
export const HOUR = 3_600_000;

const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;

export const TEAMS: readonly FixtureTeam[] = [
  {
    team: 'claims',
    budget: 11_000,
    usual: 14.2,
    principals: ['claims-agent', 'claims-triage', 'claims-eval'].map(role),
  },
  { team: 'search', budget: 9_500, usual: 9.4, principals: ['search-rerank', 'search-index'].map(role) },
  { team: 'support', budget: 4_000, usual: 5.6, principals: ['support-bot', 'support-summaries'].map(role) },
  { team: 'fraud', budget: null, usual: 3.1, principals: ['fraud-score'].map(role) },
  {
    team: 'research',
    budget: 2_500,
    usual: 2.2,
    principals: [role('notebooks'), 'arn:aws:iam::123456789012:user/ines'],
  },
  { team: 'unattributed', budget: null, usual: 2.6, principals: [role('llm-gateway'), 'unknown'] },
  { team: 'docs', budget: 300, usual: 0.21, principals: ['docs-writer'].map(role) },
];

export const MODELS = ['claude-opus-4-5', 'claude-sonnet-4-5', 'nova-pro', 'claude-haiku-4-5'] as const;

const RUNAWAY_FROM = Date.parse('2026-11-17T02:00:00Z');

/** USD of an hour: days and nights, weekends, some noise, and the rise that the alert is about. */
export function hourCost(name: string, usual: number, at: number): number {
  const time = new Date(at);
  const hour = time.getUTCHours();
  const isWorking = hour >= 7 && hour < 19 ? 1 : 0.34;
  const isWeekday = [0, 6].includes(time.getUTCDay()) ? 0.4 : 1;
  const noise = 0.8 + (0.4 * mix(seedOf(name), 1, at / HOUR)) / 0x1_0000_0000;
  const rise = name === 'claims' && at >= RUNAWAY_FROM ? 38 : 0;
  return usual * isWorking * isWeekday * noise + rise;
}

const seedOf = (name: string): number =>
  [...name].reduce((seed, char) => seed * 31 + char.charCodeAt(0), 7) % 65_521;

/** Exact text with twelve decimals, as the API gives it. */
export const moneyOf = (amount: number): string => {
  const micro = Math.round(amount * 1e6);
  const digits = String(Math.abs(micro)).padStart(7, '0');
  return `${micro < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}217`;
};

export const hoursBetween = (from: number, to: number, step = HOUR): readonly number[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => from + index * step);

export const costBetween = ({ team, usual }: FixtureTeam, from: number, to: number): number =>
  hoursBetween(from, Math.min(to, Date.parse(DATA_THROUGH))).reduce(
    (sum, at) => sum + hourCost(team, usual, at),
    0,
  );

export const timeOf = (at: number): string => new Date(at).toISOString();
