import { useState } from 'preact/hooks';
import { Amount } from '../../components/amount.tsx';
import { ShareBar } from '../../components/bar.tsx';
import { Command } from '../../components/command.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { toPrincipal, toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { shortPrincipal } from '../../text/name.ts';
import { shareText } from '../../text/percent.ts';
import type { Untagged } from './untagged-page.tsx';

type Principal = Untagged['principals'][number];
const SHOWN = 12;

/** Dearest first: whose tag removes most, whose it probably is and why, and what to type. */
export function PrincipalsPanel({ untagged: { principals, currency } }: { readonly untagged: Untagged }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? principals : principals.slice(0, SHOWN);
  return (
    <Panel
      title="What to tag first"
      isFlush
      aside="A tag counts from its next usage hour on; AWS cannot tag the past"
    >
      {principals.length === 0 ? (
        <Empty>
          <strong>Every principal has a team.</strong> Nothing is left to tag in this month.
        </Empty>
      ) : (
        <ol class="fix-list">
          {shown.map((principal) => (
            <Fix key={principal.principal} fix={principal} currency={currency} />
          ))}
        </ol>
      )}
      {shown.length < principals.length ? (
        <button type="button" class="button quiet" onClick={() => setWhole(true)}>
          Show all {principals.length.toLocaleString('en-US')}
        </button>
      ) : null}
    </Panel>
  );
}

const Fix = ({ fix, currency }: { readonly fix: Principal; readonly currency: string }) => (
  <li>
    <div class="fix-head">
      <Link href={toPrincipal(fix.principal)} title={fix.principal}>
        {shortPrincipal(fix.principal)}
      </Link>
      <span class="fix-amount">
        <strong>
          <Amount value={fix.cost} currency={currency} />
        </strong>{' '}
        <span class="soft">{shareText(fix.share)} of the untagged</span>
        <ShareBar share={fix.share} />
      </span>
    </div>
    <p class="small">
      {fix.likelyTeam === null ? (
        'No likely owner. '
      ) : (
        <>
          Probably <Link href={toTeam(fix.likelyTeam)}>{fix.likelyTeam}</Link>.{' '}
        </>
      )}
      <span class="soft">{fix.evidence}</span>
    </p>
    {fix.command === null ? (
      <p class="soft small">
        No tag can be put on it; a rule for its name in billhook.yml can give it a team.
      </p>
    ) : (
      <Command text={fix.command} label="Copy command" />
    )}
  </li>
);
