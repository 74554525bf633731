import { DAY_MS, type Instant } from '../base/instant.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Alert, TransitionReason } from './alert.ts';
import type { Handling } from './handling.ts';
import { leapOf } from './leap.ts';
import { type News, revisionNews } from './news.ts';

/** Somebody who took care of it has a day before growth is told again. */
const ACK_RESTS_MS = DAY_MS;

/** When it is: deliveries are judged by their own time, a snooze ends by the clock. */
export interface Now {
  readonly asOf: Instant;
  readonly clock: Instant;
}

/** What is worth saying about an alert, and what then is left of what people decided. */
export interface Spoken {
  readonly reason: TransitionReason;
  readonly note: string;
  readonly handling: Handling;
}

/**
 * What of the news passes what people decided; undefined: it keeps still. Called planned or noise, it speaks again only
 * tenfold or with the next threshold of a budget; snoozed, only tenfold or critical, and at its end if it still fires;
 * acknowledged, with a new fact, and with growth after a day without anybody's word. What spoke past a decision ends it:
 * that was about something smaller.
 */
export function spokenOf(
  alert: Alert,
  finding: Finding,
  news: News | undefined,
  now: Now,
): Spoken | undefined {
  const { verdict, snoozed, acknowledged } = alert.handling ?? {};
  if (verdict !== undefined && verdict.verdict !== 'real') return pastVerdict(alert, finding, news);
  if (snoozed !== undefined) return pastSnooze(alert, finding, news, snoozed.until <= now.clock);
  if (acknowledged !== undefined) return pastAcknowledgement(alert, finding, news, now.asOf);
  return news === undefined ? undefined : { ...news, handling: alert.handling ?? {} };
}

function pastVerdict(
  { told, handling }: Alert,
  finding: Finding,
  news: News | undefined,
): Spoken | undefined {
  const { verdict: _, acknowledged: __, snoozed: ___, ...rest } = handling ?? {};
  if (news?.reason === 'threshold') return { ...news, handling: rest };
  const leap = leapOf(told, finding);
  return leap === undefined ? undefined : { reason: 'grew', note: leap, handling: rest };
}

function pastSnooze(
  { told, handling }: Alert,
  finding: Finding,
  news: News | undefined,
  isOver: boolean,
): Spoken | undefined {
  const { snoozed: _, ...rest } = handling ?? {};
  if (isOver) return { reason: 'snooze-ended', note: news?.note ?? 'still firing', handling: rest };
  const leap = leapOf(told, finding) ?? becameCritical(told, finding);
  if (leap === undefined) return undefined;
  return news?.reason === 'threshold'
    ? { ...news, handling: rest }
    : { reason: 'grew', note: leap, handling: rest };
}

function pastAcknowledgement(
  alert: Alert,
  finding: Finding,
  news: News | undefined,
  asOf: Instant,
): Spoken | undefined {
  const { acknowledged: _, ...lapsed } = alert.handling ?? {};
  if (news === undefined) return undefined;
  if (news.reason === 'threshold') return { ...news, handling: lapsed };
  if (news.reason === 'grew') {
    if (asOf - lastWordAt(alert) >= ACK_RESTS_MS) {
      return { reason: 'ack-lapsed', note: news.note, handling: lapsed };
    }
    if ((leapOf(alert.told, finding) ?? becameCritical(alert.told, finding)) === undefined) {
      const revised = revisionNews(alert.told, finding);
      return revised && { ...revised, handling: alert.handling ?? {} };
    }
  }
  return { ...news, handling: alert.handling ?? {} };
}

/** When somebody last said anything about it. */
export const lastWordAt = ({ history, handling }: Alert): Instant =>
  history.findLast(({ by }) => by !== undefined)?.at ??
  handling?.acknowledged?.at ??
  Number.NEGATIVE_INFINITY;

const becameCritical = (told: Finding, now: Finding): string | undefined =>
  now.severity === 'critical' && told.severity !== 'critical' ? `${told.severity} -> critical` : undefined;
