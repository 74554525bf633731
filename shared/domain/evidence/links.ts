import type { Alert } from '../alert/alert.ts';
import { byText } from '../base/order.ts';
import type { FindingScope } from '../evaluation/finding.ts';
import type { EvidenceLinks } from './pack.ts';

export interface Linked {
  readonly alert: Alert;
  /** All that is known beside it. */
  readonly others: readonly Alert[];
}

/** What belongs to the same incident or keeps the alert still. */
export function linksOf({ alert, others }: Linked): EvidenceLinks {
  const { mute, digest, finding } = alert;
  return {
    causes: (finding.causes ?? []).map(scopeText),
    alerts: others
      .filter(
        ({ id, state, finding: other }) =>
          state === 'firing' && id !== alert.id && other.scope.team === finding.scope.team,
      )
      .map(({ id }) => id)
      .sort(byText),
    ...(mute === undefined ? {} : { mutedBy: { by: mute.by, id: mute.id } }),
    ...(digest === undefined ? {} : { digest: digest.id }),
  };
}

const scopeText = ({ team, principal, model }: FindingScope): EvidenceLinks['causes'][number] => ({
  team,
  ...(principal === undefined ? {} : { principal }),
  ...(model === undefined ? {} : { model }),
});
