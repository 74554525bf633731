import type { Node } from './grid.ts';
import type { Peer, Verdict } from './peer.ts';

const WEEK = 168;
const DAY = 24;
/** Hours before the first verdict: two seasons to start from. */
const START = 2 * WEEK;
/** Smoothing of level, trend and season, and of the variance of what is left. */
const [ALPHA, BETA, GAMMA, DELTA] = [0.02, 0.0005, 0.15, 0.01];

interface State {
  level: number;
  trend: number;
  variance: number;
  readonly season: Float64Array;
  /** Hours taken in, and what was left of each of the last 24. */
  next: number;
  readonly residuals: Float64Array;
}

/** Additive, weekly season (Winters 1960): residuals of the last 24 hours against their usual size. */
export const holtWinters: Peer = {
  name: 'holt-winters',
  thresholds: [6, 40],
  judge: () => {
    const states = new Map<Node, State>();
    return (node, end) => {
      if (end < START) return undefined;
      const state = states.get(node) ?? started(node);
      states.set(node, state);
      for (; state.next < end; state.next += 1) take(state, node.cost[state.next]!);
      return verdict(state);
    };
  },
};

function started({ cost }: Node): State {
  const season = new Float64Array(WEEK);
  let level = 0;
  for (let at = 0; at < START; at += 1) level += cost[at]! / START;
  for (let at = 0; at < WEEK; at += 1) season[at] = (cost[at]! + cost[at + WEEK]!) / 2 - level;
  let variance = 0;
  for (let at = 0; at < START; at += 1) variance += (cost[at]! - level - season[at % WEEK]!) ** 2 / START;
  return { level, trend: 0, variance, season, next: START, residuals: new Float64Array(DAY) };
}

function take(state: State, value: number): void {
  const at = state.next % WEEK;
  const residual = value - (state.level + state.trend + state.season[at]!);
  // What is far off must not teach: at most three deviations are learned from.
  const most = 3 * Math.sqrt(state.variance);
  const learned = Math.max(-most, Math.min(most, residual));
  const level = state.level + state.trend + ALPHA * learned;
  state.trend += BETA * learned;
  state.season[at]! += GAMMA * (1 - ALPHA) * learned;
  state.variance += DELTA * (learned * learned - state.variance);
  state.level = level;
  state.residuals[state.next % DAY] = residual;
}

function verdict({ residuals, variance, level }: State): Verdict {
  const excess = residuals.reduce((sum, value) => sum + value, 0);
  return { score: excess / Math.max(Math.sqrt(variance * DAY), 0.1 * Math.abs(level) * DAY + 10), excess };
}
