import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { UNATTRIBUTED } from '../charge/principal.ts';

/** What a caller cost each team that its charges were given to. */
export interface CallerSpend {
  readonly principal: string;
  readonly team: string;
  readonly cost: Pico;
  /** Most distinct sessions of one day. */
  readonly sessions: number;
}

/** One role that many work through: its cost is only told apart where its sessions carry tags. */
export interface Gateway {
  readonly principal: string;
  readonly cost: Pico;
  readonly sessions: number;
  /** Of what its dearest team costs altogether, 0–1. */
  readonly shareOfTeam: number;
  /** Teams that its sessions' tags name, dearest first. */
  readonly split: readonly { readonly team: string; readonly cost: Pico; readonly share: number }[];
  /** What no tag gives to anybody. */
  readonly unsplit: Pico;
}

/** A service has a handful of sessions at a time; this many a day are people, or jobs of several teams. */
const MANY_SESSIONS = 25;
const GATEWAYS_MAX = 20;

/** Callers of several teams, or with many sessions that belong to nobody; dearest first. */
export function gatewaysIn(spend: readonly CallerSpend[]): readonly Gateway[] {
  const teams = new Map<string, Pico>();
  for (const { team, cost } of spend) teams.set(team, (teams.get(team) ?? 0n) + cost);
  return [...Map.groupBy(spend, ({ principal }) => principal)]
    .filter(([principal, own]) => principal !== 'none' && isGateway(own))
    .map(([principal, own]) => gatewayOf(principal, own, teams))
    .sort((a, b) => Number(b.cost - a.cost) || byText(a.principal, b.principal))
    .slice(0, GATEWAYS_MAX);
}

function isGateway(own: readonly CallerSpend[]): boolean {
  const named = own.filter(({ team }) => team !== UNATTRIBUTED);
  return named.length > 1 || own.some(({ sessions }) => sessions >= MANY_SESSIONS);
}

function gatewayOf(
  principal: string,
  own: readonly CallerSpend[],
  teams: ReadonlyMap<string, Pico>,
): Gateway {
  const cost = own.reduce((sum, each) => sum + each.cost, 0n);
  const dearest = own.toSorted((a, b) => Number(b.cost - a.cost) || byText(a.team, b.team));
  const first = dearest[0]!;
  return {
    ...{ principal, cost },
    sessions: own.reduce((sum, { sessions }) => sum + sessions, 0),
    shareOfTeam: shareOf(first.cost, teams.get(first.team) ?? 0n),
    split: dearest
      .filter(({ team }) => team !== UNATTRIBUTED)
      .map((each) => ({ team: each.team, cost: each.cost, share: shareOf(each.cost, cost) })),
    unsplit: own.filter(({ team }) => team === UNATTRIBUTED).reduce((sum, each) => sum + each.cost, 0n),
  };
}

const shareOf = (part: Pico, whole: Pico): number =>
  whole <= 0n ? 0 : Number((part * 1_000_000n) / whole) / 1_000_000;
