import { hourOfDay } from '../../../../shared/domain/base/instant.ts';
import { dearerModel, joinSilent, type Leaf, principalId } from '../company/company.ts';
import { MODELS } from '../company/models.ts';
import type { IncidentKind } from '../pack.ts';
import { fanOut } from './fan-out.ts';
import { type Change, impose } from './impose.ts';
import { newSpender } from './newcomer.ts';
import { attempt, dailyBefore, principalLeaves, type Stage, startOf, teamLeaves } from './stage.ts';

/** A rise of what is hardly ever there cannot be told from luck; such series get loops only. */
const STEADY = new Set(['office', 'consumer', 'flat', 'nightly']);

const DAY = 24;

type Make = (stage: Stage) => boolean;

const makers: Readonly<Record<IncidentKind, Make>> = {
  loop,
  ramp,
  'step x2': (stage) => step(stage, 'step x2', stage.dice.between(1.85, 2.4)),
  'step x3': (stage) => step(stage, 'step x3', stage.dice.between(2.8, 4)),
  'step x10': (stage) => step(stage, 'step x10', stage.dice.between(8, 12)),
  creep,
  'night loop': nightLoop,
  'fan-out': fanOut,
  'model switch': modelSwitch,
  'new principal': newPrincipal,
};

/** Kinds of one pack; the hard ones to place come first, while the diary is empty. */
const LINEUP: readonly IncidentKind[] = [
  ...(['fan-out', 'fan-out', 'creep', 'creep', 'creep', 'step x10', 'model switch', 'model switch'] as const),
  ...(['ramp', 'ramp', 'step x3', 'step x3', 'step x2', 'step x2', 'step x2'] as const),
  ...(['night loop', 'night loop', 'new principal', 'new principal'] as const),
  ...(['loop', 'loop', 'loop', 'loop'] as const),
];

export function injectIncidents(stage: Stage): void {
  for (const kind of LINEUP) attempt(300, () => makers[kind](stage) || undefined);
}

const steady = (leaf: Leaf): boolean => STEADY.has(leaf.habit.shape);

function loop(stage: Stage): boolean {
  const { dice, company } = stage;
  const leaf = dice.pick(company.leaves);
  const lasts = Math.round(6 * Math.exp(dice.unit() * Math.log(12)));
  const from = startOf(stage, 3);
  const usual = dailyBefore(stage, [leaf], from) / 24;
  const team = dailyBefore(stage, teamLeaves(stage, leaf.team), from);
  // What makes it worth finding at this length, a little or a lot more; a loop is far above the leaf's usual hour.
  const least = (Math.max(300, 0.15 * team) / lasts) * dice.between(1, 5);
  const rate = Math.min(400, Math.max(least, usual * dice.between(3, 12)));
  // Every turn sends the whole conversation again: half of the loops grow while they run.
  const snowball = dice.chance(0.5);
  const noise = dice.between(0.05, 0.25);
  const change: Change = (cost, age) =>
    cost + rate * (snowball ? Math.min(1.5, 0.4 + (1.2 * age) / lasts) : 1) * dice.logNormal(noise);
  return impose(stage, { kind: 'loop', from, lasts, changes: [[leaf, change]] });
}

function ramp(stage: Stage): boolean {
  const { dice } = stage;
  const leaf = dice.pick(stage.company.leaves.filter(steady));
  const lasts = dice.whole(3, 10) * DAY;
  const peak = dice.between(3.5, 9);
  const from = startOf(stage, 6);
  const change: Change = (cost, age) => cost * (1 + ((peak - 1) * age) / lasts);
  return impose(stage, { kind: 'ramp', from, lasts: lasts + dice.whole(0, 24), changes: [[leaf, change]] });
}

function step(stage: Stage, kind: IncidentKind, factor: number): boolean {
  const { dice } = stage;
  const first = dice.pick(stage.company.leaves.filter(steady));
  // Half of the time it is the principal that does more of everything.
  const leaves = dice.chance(0.5) ? principalLeaves(stage, principalId(first)).filter(steady) : [first];
  const open = dice.chance(0.4);
  const lasts = open ? 14 * DAY : dice.whole(4, 14) * DAY;
  const change: Change = (cost) => cost * factor;
  return impose(stage, {
    kind,
    from: startOf(stage, 5),
    lasts,
    open,
    changes: leaves.map((leaf) => [leaf, change] as const),
  });
}

function creep(stage: Stage): boolean {
  const { dice } = stage;
  const leaf = dice.pick(stage.company.leaves.filter(steady));
  const grows = dice.whole(21, 42) * DAY;
  const peak = dice.between(2, 3);
  const stays = dice.whole(1, 5) * DAY;
  const from = startOf(stage, (grows + stays) / DAY);
  const change: Change = (cost, age) => cost * peak ** Math.min(1, age / grows);
  return impose(stage, { kind: 'creep', from, lasts: grows + stays, changes: [[leaf, change]] });
}

function nightLoop(stage: Stage): boolean {
  const { dice, company } = stage;
  const leaf = dice.pick(company.leaves);
  const nights = dice.whole(3, 7);
  const from = Math.floor(startOf(stage, nights) / DAY) * DAY + 22;
  const team = dailyBefore(stage, teamLeaves(stage, leaf.team), from);
  const rate = (Math.max(120, 0.04 * team) / 8) * dice.between(1, 3);
  const change: Change = (cost, _, hour) =>
    hourOfDay(hour) >= 22 || hourOfDay(hour) < 6 ? cost + rate * dice.logNormal(0.2) : cost;
  return impose(stage, {
    kind: 'night loop',
    from,
    lasts: (nights - 1) * DAY + 8,
    changes: [[leaf, change]],
  });
}

/** The same work goes to a dearer model: the old leaf falls silent, the new one costs several times as much. */
function modelSwitch(stage: Stage): boolean {
  const { dice, company } = stage;
  const leaf = dice.pick(company.leaves.filter(steady));
  const dear = dearerModel(company, leaf);
  if (dear === undefined) return false;
  const factor = dice.between(3, 8);
  const stays = dice.chance(0.5) ? 0 : dice.between(0.05, 0.3);
  const from = startOf(stage, 5);
  const open = dice.chance(0.5);
  const lasts = open ? 14 * DAY : dice.whole(4, 14) * DAY;
  const before = leaf.cost.slice();
  const fresh = joinSilent(company, { ...leaf, model: dear }, leaf.habit);
  const cost = (hour: number): number => before[hour - company.from]! * (1 - stays) * factor;
  const done = impose(stage, {
    kind: 'model switch',
    from,
    lasts,
    open,
    changes: [
      [leaf, (value) => value * stays],
      [fresh, (_, __, hour) => cost(hour)],
    ],
  });
  if (!done) company.leaves.pop();
  return done;
}

function newPrincipal(stage: Stage): boolean {
  const { dice, company } = stage;
  const team = dice.pick(company.teams);
  const from = startOf(stage, 5);
  const usual = dailyBefore(stage, teamLeaves(stage, team.name), from);
  const perDay = Math.max(180 * dice.between(1, 2.5), usual * dice.between(0.12, 0.4));
  const name = `${team.name}-new${stage.incidents.length}`;
  const named = { team: team.name, principal: name, model: dice.pick(MODELS) };
  const added = newSpender(stage, named, perDay);
  const open = dice.chance(0.5);
  const lasts = open ? 14 * DAY : dice.whole(4, 14) * DAY;
  const done = impose(stage, { kind: 'new principal', from, lasts, open, changes: [added] });
  if (!done) company.leaves.pop();
  return done;
}
