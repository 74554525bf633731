import { digestText } from '../base/digest.ts';
import type { Alert, DigestPlace, Transition } from './alert.ts';
import type { DigestInput } from './digest.ts';

/** More new messages than this, of one delivery in one channel, are a flood that nobody reads. */
export const FLOOD = 8;

/**
 * Which alerts that are told for the first time are told together, and where. On a first look all of a channel that
 * holds more than one; later a flood in a channel; else what one delivery found of one team. A digest that was never
 * written, as its judgement was overtaken or died, takes in what would be told beside it.
 */
export function placesIn(
  transitions: readonly Transition[],
  input: DigestInput,
): ReadonlyMap<Transition, DigestPlace> {
  const channelOf = channelsBy(input);
  const firsts = transitions.filter(isFirstTelling);
  const places = new Map<Transition, DigestPlace>();
  for (const [channel, inChannel] of Map.groupBy(firsts, ({ after }) => channelOf(after))) {
    const known = input.alerts.filter((alert) => alert.digest !== undefined && channelOf(alert) === channel);
    const whole = channelPlace(channel, inChannel.length, known, input);
    const byTeam = Map.groupBy(inChannel, teamOf);
    for (const [team, ofTeam] of byTeam) {
      const place = whole ?? teamPlace(team, ofTeam.length, known, input);
      if (place !== undefined) for (const first of ofTeam) places.set(first, { ...place, version: 0 });
    }
  }
  return places;
}

type Place = Omit<DigestPlace, 'version'>;

/** Nobody was told of it before this. */
const isFirstTelling = ({ tell, before, after }: Transition): boolean =>
  tell && after.untold !== true && (before === undefined || before.untold === true);

const teamOf = ({ after }: Pick<Transition, 'after'>): string => after.finding.scope.team;

const channelsBy =
  ({ budgets }: DigestInput) =>
  ({ finding }: Alert): string =>
    budgets.budgets.find(({ team }) => team === finding.scope.team)?.channel ?? '';

function channelPlace(
  channel: string,
  firsts: number,
  known: readonly Alert[],
  { order, firstLook, alerts }: DigestInput,
): Place | undefined {
  const id = `digest-${digestText(`${order}@${channel}`).slice(0, 8)}`;
  const unwritten = neverWritten(known, ({ digest }) => digest!.kind !== 'team');
  if (unwritten !== undefined) return unwritten;
  const ofFirstLook = known.find(({ digest }) => digest!.kind === undefined);
  if (ofFirstLook !== undefined && firstLook === 'at-once') return { id: ofFirstLook.digest!.id };
  const isFirstLook = firstLook === 'at-once' || (firstLook === 'bit-by-bit' && alerts.length === 0);
  if (firsts > 1 && isFirstLook && ofFirstLook === undefined) return { id };
  return firsts > FLOOD ? { id, kind: 'flood' } : undefined;
}

function teamPlace(
  team: string,
  firsts: number,
  known: readonly Alert[],
  { order }: DigestInput,
): Place | undefined {
  const isTeams = ({ digest, finding }: Alert): boolean =>
    digest!.kind === 'team' && finding.scope.team === team;
  const unwritten = neverWritten(known, isTeams);
  if (unwritten !== undefined) return unwritten;
  return firsts > 1
    ? { id: `digest-${digestText(`${order}@@${team}`).slice(0, 8)}`, kind: 'team' }
    : undefined;
}

function neverWritten(known: readonly Alert[], isOurs: (alert: Alert) => boolean): Place | undefined {
  const digest = known.find((alert) => isOurs(alert) && versionOf(known, alert.digest!.id) === 0)?.digest;
  return digest && { id: digest.id, ...(digest.kind === undefined ? {} : { kind: digest.kind }) };
}

/** Newest version of a digest that was written; 0 before the first. */
export const versionOf = (alerts: readonly Alert[], id: string): number =>
  Math.max(0, ...alerts.map(({ digest }) => (digest?.id === id ? digest.version : 0)));
