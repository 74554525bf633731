import type { Alert } from '../../shared/domain/alert/alert.ts';
import type { Plan } from '../../shared/domain/alert/plan.ts';
import { standingOf } from '../../shared/domain/alert/standing.ts';
import { type Instant, isoInstant } from '../../shared/domain/base/instant.ts';
import { UTC } from '../../shared/domain/base/time-zone.ts';
import { decisionLines } from '../../shared/domain/notification/decisions.ts';
import { shareText } from '../../shared/domain/notification/words.ts';

/** How an alert stands, in a few words for a table. Untrusted text. */
export function standingWords(alert: Alert, now: Instant): string {
  const { mute, handling = {} } = alert;
  const standing = standingOf(alert, now);
  switch (standing) {
    case 'acknowledged':
      return `acknowledged by ${(handling.acknowledged ?? handling.verdict)?.by.name ?? 'somebody'}`;
    case 'snoozed':
      return `snoozed until ${isoInstant(handling.snoozed?.until ?? now)
        .slice(0, 16)
        .replace('T', ' ')}`;
    case 'planned':
    case 'muted':
    case 'pending':
      return mute === undefined ? standing : `${standing}: ${mute.id}`;
    default:
      return standing;
  }
}

/** What holds of what people and plans decided about it, a sentence each. Untrusted text. */
export function standingLines(
  alert: Alert,
  around: { readonly alerts: readonly Alert[]; readonly plans: readonly Plan[] },
): readonly string[] {
  const { mute } = alert;
  const plan = around.plans.find(({ id }) => mute?.by === 'plan' && id === mute.id);
  const speaker = around.alerts.find(({ id }) => mute?.by === 'alert' && id === mute.id);
  const share = speaker === undefined ? undefined : explainedBy(alert, speaker);
  return [
    ...(share === undefined || speaker === undefined
      ? []
      : [`muted: ${speaker.id} explains ${shareText(share)} of it`]),
    ...decisionLines(
      { reason: 'updated', before: alert, after: alert, tell: false },
      { zone: UTC, ...(plan === undefined ? {} : { plan }) },
    ),
  ];
}

/** Part of a team's rise that is the other alert's, 0–1; undefined where nothing rose. */
function explainedBy({ finding }: Alert, { finding: { scope } }: Alert): number | undefined {
  const sum = (parts: Alert['finding']['contributions']): bigint =>
    parts.reduce((total, { rise }) => total + rise, 0n);
  const whole = sum(finding.contributions);
  const part = sum(
    finding.contributions.filter(
      ({ principal, model }) =>
        principal === scope.principal && (scope.model === undefined || model === scope.model),
    ),
  );
  return whole <= 0n ? undefined : Number((part * 10_000n) / whole) / 10_000;
}
