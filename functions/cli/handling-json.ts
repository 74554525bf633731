import type { Alert } from '../../shared/domain/alert/alert.ts';
import { isoInstant } from '../../shared/domain/base/instant.ts';

/** What people decided, and what keeps it still; absent parts are left out. */
export function handlingJson({ handling = {}, mute }: Alert): Record<string, unknown> {
  const { acknowledged, snoozed, verdict, notMine } = handling;
  const decided = {
    ...(acknowledged === undefined ? {} : { acknowledged: dated(acknowledged) }),
    ...(snoozed === undefined ? {} : { snoozed: { ...dated(snoozed), until: isoInstant(snoozed.until) } }),
    ...(verdict === undefined ? {} : { verdict: dated(verdict) }),
    ...(notMine === undefined ? {} : { notMine: dated(notMine) }),
  };
  return {
    ...(Object.keys(decided).length === 0 ? {} : { handling: decided }),
    ...(mute === undefined ? {} : { mute: { ...mute, since: isoInstant(mute.since) } }),
  };
}

const dated = <T extends { readonly at: number }>(one: T) => ({ ...one, at: isoInstant(one.at) });
