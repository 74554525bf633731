import { DAY_MS } from '../../domain/base/instant.ts';
import { picoText } from '../../domain/base/money.ts';
import { composeOnboarding } from '../../domain/notification/compose-onboarding.ts';
import { composeThresholdChange } from '../../domain/notification/compose-threshold-change.ts';
import { joinPlaces } from '../../domain/notification/outbox-entries.ts';
import { digestOf } from '../../domain/report/digest-of.ts';
import { idPart } from '../../domain/report/id-part.ts';
import { onboardingOf, teamsToOnboard } from '../../domain/report/proposal.ts';
import { replayChange } from '../../domain/report/threshold-change.ts';
import type { BudgetChange } from '../../ports/budget-store.ts';
import type { ReportRun } from './report-run.ts';
import { reportPlaces, type Told } from './tell-report.ts';

const CHANGES_MAX = 100;
/** Older changes were made before anybody was to hear of them. */
const CHANGE_AGE_MAX_MS = 3 * DAY_MS;
/** Cards a day: a new installation with fifty teams is not asked fifty times at once. */
const CARDS_A_DAY = 5;
/** So many changes at once are an import: each team hears of its own, finance made it and knows. */
const IMPORT_FROM = 4;

/** Changes of budgets that nobody was told of yet, oldest first. `since`: when Billhook first looked at itself. */
export async function thresholdChangesTold(run: ReportRun, since: number): Promise<readonly Told[]> {
  const { ports, settings, now } = run;
  const changes = (await ports.budgets.changes(CHANGES_MAX)).filter(
    ({ at }) => at >= since && at > now - CHANGE_AGE_MAX_MS && at <= now,
  );
  if (changes.length === 0) return [];
  const told = new Set((await ports.reports.of(settings.exportName, 'threshold-change')).map(({ id }) => id));
  const open = changes.filter((change) => !told.has(changeId(change)));
  if (open.length === 0) return [];
  const basis = await run.basis();
  const sizes = Map.groupBy(changes, ({ version }) => version);
  return open.toReversed().map((change) => {
    const id = changeId(change);
    const replay = basis === undefined ? undefined : replayChange(basis, change);
    const isImport = sizes.get(change.version)!.length >= IMPORT_FROM;
    const own = reportPlaces(run, { team: change.team });
    return {
      record: {
        id,
        rule: 'threshold-change',
        team: change.team,
        version: 1,
        firstAt: now,
        changedAt: now,
        digest: digestOf(id),
        figures: { version: String(change.version) },
      },
      notification: composeThresholdChange(change, { id, now, ...(replay === undefined ? {} : { replay }) }),
      places: isImport ? own : joinPlaces(own, reportPlaces(run, { team: '' })),
    };
  });
}

const changeId = ({ team, version }: BudgetChange): string => `budget-${idPart(team)}-v${version}`;

/** Cards for teams that spend and have no limit, the dearest first, each team once and a few a day. */
export async function onboardingTold(run: ReportRun): Promise<readonly Told[]> {
  const { ports, settings, now } = run;
  const known = await ports.reports.of(settings.exportName, 'onboarding');
  const today = known.filter(({ firstAt }) => firstAt > now - DAY_MS).length;
  if (today >= CARDS_A_DAY) return [];
  const basis = await run.basis();
  if (basis === undefined) return [];
  const asked = new Set(known.map(({ id }) => id));
  return teamsToOnboard(basis)
    .filter((team) => !asked.has(`onboarding-${idPart(team)}`))
    .slice(0, CARDS_A_DAY - today)
    .flatMap((team): readonly Told[] => {
      const card = onboardingOf(basis, team);
      if (card === undefined) return [];
      const id = `onboarding-${idPart(team)}`;
      return [
        {
          record: {
            id,
            rule: 'onboarding',
            team,
            version: 1,
            firstAt: now,
            changedAt: now,
            digest: digestOf(id),
            figures: { proposed: picoText(card.proposed), currency: card.currency },
          },
          notification: composeOnboarding(card, { id, now }),
          places: reportPlaces(run, { team }),
        },
      ];
    });
}
