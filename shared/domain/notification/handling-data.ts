import type { Alert } from '../alert/alert.ts';
import { isoInstant } from '../base/instant.ts';

/** What people decided, for programs: who by their id. */
export function handlingData({ handling = {}, mute }: Alert): Record<string, string | number> {
  const { acknowledged, snoozed, verdict, notMine } = handling;
  return {
    ...(acknowledged === undefined
      ? {}
      : { acknowledgedBy: acknowledged.by.id, acknowledgedAt: isoInstant(acknowledged.at) }),
    ...(snoozed === undefined ? {} : { snoozedBy: snoozed.by.id, snoozedUntil: isoInstant(snoozed.until) }),
    ...(verdict === undefined ? {} : { verdict: verdict.verdict, verdictBy: verdict.by.id }),
    ...(notMine === undefined ? {} : { notMineBy: notMine.by.id }),
    ...(mute === undefined ? {} : { mutedBy: mute.by, mutedById: mute.id }),
  };
}
