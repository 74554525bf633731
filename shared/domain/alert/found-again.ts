import type { Finding } from '../evaluation/finding.ts';
import type { Alert, Transition } from './alert.ts';
import type { Mute } from './handling.ts';
import { lastToldAt } from './last-told.ts';
import { muteNote } from './mute-note.ts';
import { type News, newsOf, revisionNews } from './news.ts';
import { type Firing, firingStep, isJudgedBy, type Judgement, type Row } from './step.ts';
import { spokenOf } from './stillness.ts';

/** What keeps the finding of an alert still, and what is said where it no longer does. */
export interface MutedNow {
  readonly mute: Pick<Mute, 'by' | 'id'> | undefined;
  unmuteNote(mute: Mute): string;
}

/** The finding of an alert is there again; undefined: nothing changes. */
export function foundAgain(
  alert: Alert,
  finding: Finding,
  muted: MutedNow,
  judgement: Judgement,
): Transition | undefined {
  const before = alert.state === 'resolved' ? returned(alert) : alert;
  const firing =
    muted.mute === undefined
      ? heard(before, finding, muted, judgement)
      : keptStill(before, finding, muted.mute, judgement);
  // The open incident is kept out of its own reference, so a second look at one delivery sees slightly other numbers:
  // without news (a changed budget, say) they are not worth a change.
  if (firing.row === undefined && isJudgedBy(alert, judgement) && alert.quiet === 0) return undefined;
  const step = firingStep(before, firing, judgement);
  return { ...step, before: alert };
}

/** Who took care of what is over has not seen that it is back. */
function returned(alert: Alert): Alert {
  const { acknowledged: _, ...handling } = alert.handling ?? {};
  return { ...alert, handling };
}

function keptStill(
  alert: Alert,
  finding: Finding,
  { by, id }: Pick<Mute, 'by' | 'id'>,
  { asOf }: Judgement,
): Firing {
  const { mute, handling } = alert;
  const isKnown = mute?.by === by && mute.id === id && alert.state !== 'resolved';
  if (!isKnown) {
    const since = { by, id, since: asOf };
    const row: Row = { reason: 'muted', note: muteNote(since) };
    return { finding, row, speaks: false, mute: since, handling };
  }
  return { ...silently(alert, finding), mute, handling };
}

function heard(alert: Alert, finding: Finding, muted: MutedNow, judgement: Judgement): Firing {
  const { asOf, clock } = judgement;
  const news = newsAt(alert, finding, asOf);
  const said = spokenOf(alert, finding, news, { asOf, clock });
  const again = returnOf(alert, muted);
  if (said !== undefined) {
    const { handling, ...row } = said;
    return { finding, row: again ?? row, speaks: true, handling };
  }
  const { handling, untold } = alert;
  const speaks = !isKeptStill(alert, clock);
  if (again !== undefined) return { finding, row: again, speaks, handling };
  // Nothing keeps it still any more, and nobody has heard of it.
  if (untold === true && speaks) return { finding, row: FIRST, speaks, handling };
  return { ...silently(alert, finding), handling };
}

const FIRST: Row = { reason: 'first', note: '' };

/** It is back after its end, or what kept it still is over: told by itself, whatever else is news. */
function returnOf({ state, mute, untold }: Alert, { unmuteNote }: MutedNow): Row | undefined {
  if (mute !== undefined && (state !== 'resolved' || untold === true)) {
    return { reason: 'unmuted', note: unmuteNote(mute) };
  }
  if (state !== 'resolved') return undefined;
  return untold === true ? FIRST : { reason: 'fired-again', note: '' };
}

/** Somebody wants no more of it; an acknowledgement is about what was told, so it stops nothing that comes back. */
function isKeptStill({ handling }: Alert, clock: number): boolean {
  const { verdict, snoozed } = handling ?? {};
  return (
    (verdict !== undefined && verdict.verdict !== 'real') || (snoozed !== undefined && clock < snoozed.until)
  );
}

const newsAt = (alert: Alert, finding: Finding, asOf: number): News | undefined =>
  alert.untold === true ? undefined : newsOf(alert.told, finding, asOf - lastToldAt(alert));

/**
 * Nobody hears of it, and the message is kept true: a restatement goes into the history, and only what time alone cannot
 * change counts as told, so that growth is still compared with what people heard.
 */
function silently({ told, state, untold }: Alert, finding: Finding): Firing {
  const row = state === 'resolved' || untold === true ? undefined : revisionNews(told, finding);
  if (row === undefined) return { finding, speaks: false };
  const { series, baseline, budget, scope } = finding;
  const restated: Finding = {
    ...told,
    scope,
    series,
    ...(baseline === undefined ? {} : { baseline }),
    ...(told.budget === undefined || budget === undefined
      ? {}
      : { budget: { ...told.budget, amount: budget.amount, spent: budget.spent } }),
  };
  return { finding, row, speaks: false, told: restated };
}
