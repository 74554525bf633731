import type { BudgetBook } from '../evaluation/budget/budget.ts';
import type { Severity } from '../evaluation/finding.ts';
import { type ChannelKind, type ChannelRef, channelKey } from './channel-ref.ts';
import type { NameStyle } from './names.ts';

/** Messages of a team from a severity on go to these channels too. */
export interface Route {
  /** `*`: every team. */
  readonly team: string;
  /** At least. */
  readonly severity: Severity;
  readonly channels: readonly ChannelRef[];
}

export interface Routing {
  /** Slack channel of teams without one of their own: an alert is never silent for want of a route. */
  readonly fallbackChannel: string;
  /** Takes the fallback channel's place, for whoever has no Slack. */
  readonly fallback?: ChannelRef;
  /** Every alert also goes to this topic where one is set, for machines. */
  readonly topicArn?: string;
  readonly routes?: readonly Route[];
  /** How people are named; in full where nothing is said. */
  readonly names?: {
    readonly everywhere?: NameStyle;
    /** By `channelKey`. */
    readonly byChannel?: ReadonlyMap<string, NameStyle>;
  };
  /** Nothing waits for a team's working hours. */
  readonly sendsAtOnce?: boolean;
}

/** A channel, and how people are named in it; absent means in full. */
export interface Place {
  readonly channel: ChannelRef;
  readonly names?: NameStyle;
}

/** What decides where a message goes. */
export interface Addressed {
  readonly team: string;
  readonly severity: Severity;
  /** Nothing that anybody has to act on: a pager is left alone. */
  readonly isReport?: boolean;
}

/**
 * The team's own Slack channel and all channels of the routes that fit, each once. Where nobody would read any of them
 * (a webhook and a topic are for programs), the fallback comes first. Last the topic that hears of every team.
 */
export function placesOf(
  { team, severity, isReport = false }: Addressed,
  budgets: BudgetBook,
  routing: Routing,
): readonly Place[] {
  const own = budgets.budgets.find((budget) => budget.team === team)?.channel;
  const chosen = [
    ...(own === undefined ? [] : [slackChannel(own)]),
    ...(routing.routes ?? [])
      .filter((route) => (route.team === '*' || route.team === team) && reaches(severity, route.severity))
      .flatMap(({ channels }) => channels),
  ].filter(({ kind }) => kind !== 'pagerduty' || !isReport);
  const isRead = chosen.some(({ kind }) => READ_BY_PEOPLE[kind]);
  const all = [
    ...(isRead ? [] : [routing.fallback ?? slackChannel(routing.fallbackChannel)]),
    ...chosen,
    ...(routing.topicArn === undefined ? [] : [{ kind: 'sns', address: routing.topicArn } as const]),
  ];
  const once = new Map(all.map((channel) => [channelKey(channel), channel]));
  return [...once.values()].map((channel) => placeOf(channel, routing));
}

const slackChannel = (address: string): ChannelRef => ({ kind: 'slack', address });

function placeOf(channel: ChannelRef, { names }: Routing): Place {
  const style = names?.byChannel?.get(channelKey(channel)) ?? names?.everywhere;
  return style === undefined || style === 'full' ? { channel } : { channel, names: style };
}

const READ_BY_PEOPLE: Readonly<Record<ChannelKind, boolean>> = {
  slack: true,
  email: true,
  pagerduty: true,
  sns: false,
  webhook: false,
};

/** Whether somebody is disturbed by a message there; a program is not. */
export const disturbs = ({ kind }: ChannelRef): boolean => READ_BY_PEOPLE[kind];

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, critical: 2 };
const reaches = (severity: Severity, atLeast: Severity): boolean => RANK[severity] >= RANK[atLeast];
