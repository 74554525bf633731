import type { LikelyOwner } from '../../../shared/domain/report/likely-owner.ts';
import type { NeverTagged } from '../../../shared/domain/report/tag-command.ts';
import type { UntaggedPage, UntaggedPrincipal } from '../../../shared/flow/read/untagged.ts';
import { freshness, money } from './values.ts';

export const untaggedDocument = (page: UntaggedPage) => ({
  period: page.period,
  currency: page.currency,
  freshness: freshness(page.freshness),
  cost: money(page.cost),
  share: page.share,
  trend: page.trend.map(({ period, cost, share }) => ({ period, cost: money(cost), share })),
  principals: page.principals.map(principalDocument),
  neverTaggable: page.never.map(({ what, cost }) => ({ what: NEVER[what], cost: money(cost) })),
  hygiene: page.faults.map((fault) => ({ ...fault, cost: money(fault.cost) })),
  gateways: page.gateways.map(({ split, cost, unsplit, ...gateway }) => ({
    ...gateway,
    cost: money(cost),
    split: split.map(({ team, share, ...part }) => ({
      ...{ by: 'session tag', key: team, share },
      cost: money(part.cost),
    })),
    unsplit: money(unsplit),
  })),
});

const principalDocument = ({ principal, cost, share, owner, tag }: UntaggedPrincipal) => ({
  ...{ principal, share },
  cost: money(cost),
  likelyTeam: owner?.team ?? null,
  evidence: owner === undefined ? 'Nothing says whose it is.' : evidenceWords(owner),
  command: tag.way === 'command' ? tag.command : null,
});

function evidenceWords(owner: LikelyOwner): string {
  switch (owner.by) {
    case 'team-in-name':
      return 'The team stands in its name.';
    case 'shared-sessions':
      return `Shares ${owner.sessions === 1 ? 'a session' : `${owner.sessions} sessions`} with ${owner.with}.`;
    case 'alike-name':
      return `Named like ${owner.with}, and all that are belong to this team.`;
    case 'account':
      return `The team makes up ${Math.round(owner.share * 100)} % of account ${owner.account}.`;
  }
}

const NEVER: Readonly<Record<NeverTagged, string>> = {
  'no-caller': 'no caller in the bill',
  root: 'root user of an account',
  'federated-user': 'federated users',
  'unknown-caller': 'callers of an unknown form',
  'unfit-name': 'callers with a name that IAM would not take',
};
