import { Badge, SeverityBadge, type Tone } from '../../components/badge.tsx';
import { toPrincipal, toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { shortPrincipal } from '../../text/name.ts';
import { timeText } from '../../text/time.ts';
import type { AlertDetail } from './alert-page.tsx';

interface AlertHeadProps {
  readonly detail: AlertDetail;
  /** How it will stand once what was just clicked is saved. */
  readonly expected: string | undefined;
}

export function AlertHead({ detail: { alert }, expected }: AlertHeadProps) {
  const { severity, standing, team, principal, model, startedAt, endedAt, id } = alert;
  return (
    <p class="alert-line">
      <SeverityBadge severity={severity} />
      <Badge tone={toneOf(expected ?? standing)}>
        {expected === undefined ? standing : `${expected}, saving…`}
      </Badge>
      <span>
        Team <Link href={toTeam(team)}>{team}</Link>
      </span>
      {principal === null ? null : (
        <Link href={toPrincipal(principal)} title={principal}>
          {shortPrincipal(principal)}
        </Link>
      )}
      {model === null ? null : <span>{model}</span>}
      <span>since {timeText(startedAt)}</span>
      {endedAt === null ? null : <span>until {timeText(endedAt)}</span>}
      <code>{id}</code>
    </p>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  firing: 'critical',
  revised: 'warning',
  acknowledged: 'info',
  snoozed: 'info',
  resolved: 'good',
};
const toneOf = (standing: string): Tone => TONES[standing] ?? 'plain';
