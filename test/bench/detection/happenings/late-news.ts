import { principalId } from '../company/company.ts';
import { dailyBefore, freeFor, mostOfTeam, note, principalLeaves, type Stage, startOf } from './stage.ts';

const DAY = 24;

/** Nothing of a principal or team arrives for days; then all of it at once. */
export function backfill(stage: Stage): boolean {
  const { dice, company } = stage;
  const one = dice.pick(company.leaves);
  const lasts = dice.whole(30, 84);
  const from = startOf(stage, 8);
  const until = from + lasts + dice.whole(14, 30);
  const own = principalLeaves(stage, principalId(one));
  const leaves = dice.chance(0.5) ? mostOfTeam(stage, one.team, from, until) : own;
  if (leaves === undefined || dailyBefore(stage, leaves, from) < 80) return false;
  if (!freeFor(stage, leaves, from, until)) return false;
  for (const leaf of leaves) stage.withheld.push({ leaf, from, to: from + lasts, until, share: 0 });
  note(stage, 'backfill', leaves, from, until + 12);
  return true;
}

/** The newest day of a team is there in small part only, for longer than usual; then it jumps to its full height. */
export function partialLastDay(stage: Stage): boolean {
  const { dice, company } = stage;
  const from = startOf(stage, 6);
  const to = from + dice.whole(14, 24);
  const until = to + dice.whole(10, 22);
  const leaves = mostOfTeam(stage, dice.pick(company.teams).name, from, until);
  if (leaves === undefined || dailyBefore(stage, leaves, from) < 80) return false;
  const share = dice.between(0.1, 0.5);
  for (const leaf of leaves) stage.withheld.push({ leaf, from, to, until, share });
  note(stage, 'partial last day', leaves, from, until + 12);
  return true;
}

/** A past day is told higher: by up to 15 % for good, or by a lot until a correction a delivery or three later. */
export function restatement(stage: Stage): boolean {
  const { dice, company } = stage;
  const leaves = principalLeaves(stage, principalId(dice.pick(company.leaves)));
  const from = Math.floor(startOf(stage, 10) / DAY) * DAY;
  const to = from + DAY;
  const at = to + dice.whole(30, 120);
  if (dailyBefore(stage, leaves, from) < 80 || !freeFor(stage, leaves, from, at + DAY)) return false;
  const forGood = dice.chance(0.5);
  const factor = forGood ? dice.between(1.05, 1.15) : dice.between(1.4, 2.2);
  const back = at + dice.whole(8, 26);
  for (const leaf of leaves) {
    stage.restated.push({ leaf, from, to, at, factor });
    if (!forGood) stage.restated.push({ leaf, from, to, at: back, factor: 1 });
  }
  note(stage, 'restatement', leaves, from, back);
  return true;
}
