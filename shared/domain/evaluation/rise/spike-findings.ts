import type { Hour } from '../../base/instant.ts';
import { type HanderOver, handersOver, handsOf, movedIn } from '../baseline/moved-cost.ts';
import { type Incident, isAccepted } from '../baseline/open-incident.ts';
import { excessIn, explainingChild } from '../cause/explain.ts';
import type { Finding } from '../finding.ts';
import { type Judging, pastOf, type RiseFloors } from '../judging.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { isNew } from './newcomer.ts';
import { newcomersTogether } from './newcomers-together.ts';
import { OPEN_DOLLARS, type Rise, type Scanned, scan } from './scan.ts';
import { type Suspect, spikeFinding } from './spike-finding.ts';
import { mayRise } from './windows.ts';

/** The team speaks beside its principals only if they leave this part of its rise unexplained. */
const UNEXPLAINED = 0.5;
/** Models whose data ends so much earlier are judged by their own end, too. */
const SLOWER_HOURS = 3;
/** A rise that began so much later than the open one of its team is another one. */
const LATER_HOURS = 24;
/** A principal with an open incident keeps it with a smaller part, so that one incident keeps one name. */
const EXPLAINS_OPEN = 0.4;

/**
 * Spikes of one team, one finding an incident: principals that rose, and the team where no principal explains its rise.
 * `newcomers` are told by their own rule and count as explained.
 */
export function spikeFindings(
  judging: Judging,
  team: CostNode,
  floors: RiseFloors,
  newcomers: ReadonlySet<string>,
): readonly Finding[] {
  const open = openIn(judging, team);
  const teamIncident = open.find((incident) => incident.scope.principal === undefined);
  const teamRise = scan(judging, {
    ...scannedTeam(judging, team, floors),
    open: teamIncident !== undefined,
  });
  const rising = team.children
    .filter((principal) => !newcomers.has(principal.name))
    .flatMap((principal) => risingPrincipal(judging, team, principal, floors, open));
  if (teamRise !== undefined && teamIncident !== undefined) {
    const whole = { team, principal: undefined, rise: teamRise, incident: teamIncident };
    return [spikeFinding(judging, whole), ...laterRises(judging, rising, teamIncident)];
  }
  const known = new Set([...newcomers, ...acceptedIn(judging, team)]);
  const unexplained = teamRise && unexplainedRise(team, teamRise, rising, known, floors, open);
  // A newcomer that alone explains the team's rise was too small for its own rule, which knows better.
  const told = unexplained?.principal && isNew(judging, unexplained.principal.name) ? undefined : unexplained;
  const crowd = told === undefined ? newcomersTogether(judging, team, newcomers) : undefined;
  const whole = crowd && { team, principal: undefined, rise: crowd, incident: teamIncident };
  return [...rising, told, whole]
    .filter((suspect) => suspect !== undefined)
    .map((suspect) => spikeFinding(judging, suspect));
}

/** Principals that began to rise clearly after their team's open incident are another one: it must not hide them. */
const laterRises = (judging: Judging, rising: readonly Suspect[], { from }: Incident): readonly Finding[] =>
  rising.flatMap((suspect) => {
    const finding = spikeFinding(judging, suspect);
    return suspect.incident !== undefined || finding.startedAt >= from + LATER_HOURS ? [finding] : [];
  });

const openIn = ({ incidents }: Judging, team: CostNode): readonly Incident[] =>
  incidents.filter((incident) => incident.open && incident.scope.team === team.name);

/** Principals whose long rise was told and is the new normal: the team's longer memory must not tell it again. */
const acceptedIn = ({ incidents, defaults }: Judging, team: CostNode): readonly string[] =>
  incidents
    .filter((incident) => incident.scope.team === team.name && isAccepted(incident, defaults))
    .flatMap(({ scope }) => (scope.principal === undefined ? [] : [scope.principal]));

const ofPrincipal = (open: readonly Incident[], principal: CostNode): Incident | undefined =>
  open.find((incident) => incident.scope.principal === principal.name);

const scannedTeam = (judging: Judging, team: CostNode, floors: RiseFloors): Omit<Scanned, 'open'> => ({
  series: team.series,
  past: pastOf(judging, team, undefined, team.firstHour),
  floors,
  handersOver: () => movedIn(judging, team),
  slowEnds: slowEndsOf(
    judging,
    team.children.flatMap((principal) => principal.children),
  ),
});

/** Ends of the data of these models that come clearly later than the rest, newest first. */
function slowEndsOf({ modelEnds, time }: Judging, models: readonly CostNode[]): readonly Hour[] {
  const ends: Hour[] = [];
  for (const { name } of time.step > 1 ? [] : models) {
    const end = modelEnds.get(name) ?? time.ripeEnd;
    if (end < time.ripeEnd - SLOWER_HOURS && !ends.includes(end)) ends.push(end);
  }
  return ends.sort((a, b) => b - a);
}

/** A principal rises as a whole, or one of its models does; a switch between its models is only the difference. */
function risingPrincipal(
  judging: Judging,
  team: CostNode,
  principal: CostNode,
  floors: RiseFloors,
  open: readonly Incident[],
): readonly Suspect[] {
  const incident = ofPrincipal(open, principal);
  const others = (): readonly HanderOver[] => handersOver(judging, team, principal);
  const scanNode = (node: CostNode, silent: () => readonly HanderOver[]): Rise | undefined => {
    const slowEnds = slowEndsOf(judging, node.children.length === 0 ? [node] : node.children);
    const dollars = floors.dollars * (incident === undefined ? 1 : OPEN_DOLLARS);
    if (!mayRise(judging.time, slowEnds, node.costSince, dollars)) return undefined;
    return scan(judging, {
      series: node.series,
      past: pastOf(judging, team, principal, node.firstHour),
      floors,
      handersOver: silent,
      slowEnds,
      open: incident !== undefined,
    });
  };
  const own = scanNode(principal, others);
  if (own !== undefined) return [{ team, principal, rise: own, incident }];
  for (const model of principal.children) {
    // Stryker disable next-line MethodExpression,ConditionalExpression: a model that rose is missing nothing, so it adds nothing to what fell silent.
    const siblings = (): readonly HanderOver[] =>
      handsOf(
        judging,
        principal.children.filter((other) => other !== model),
      );
    const rise = scanNode(model, () => [...siblings(), ...others()]);
    if (rise !== undefined) return [{ team, principal, rise, incident }];
  }
  return [];
}

function unexplainedRise(
  team: CostNode,
  rise: Rise,
  rising: readonly Suspect[],
  known: ReadonlySet<string>,
  floors: RiseFloors,
  open: readonly Incident[],
): Suspect | undefined {
  const told = new Set([...known, ...rising.map((suspect) => suspect.principal?.name ?? '')]);
  const explained = team.children
    .filter((principal) => told.has(principal.name))
    .reduce((sum, principal) => sum + Math.max(0, excessIn(principal, rise)), 0);
  const left = rise.excess - explained;
  if (left < UNEXPLAINED * rise.excess || left < floors.dollars * rise.shape.dollars) return undefined;
  const silent = team.children.filter((principal) => !told.has(principal.name));
  const principal =
    explainingChild(silent, rise, left) ??
    explainingChild(
      silent.filter((node) => ofPrincipal(open, node) !== undefined),
      rise,
      left,
      EXPLAINS_OPEN,
    );
  return { team, principal, rise, incident: principal && ofPrincipal(open, principal) };
}
