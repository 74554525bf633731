import { dayOfHour, weekdayOf } from '../../../../shared/domain/base/instant.ts';
import { joinSilent, principalId } from '../company/company.ts';
import { MODELS } from '../company/models.ts';
import { habitualBatches } from './habitual-batches.ts';
import { backfill, partialLastDay, restatement } from './late-news.ts';
import { APART, attempt, dailyBefore, freeFor, mostOfTeam, note, type Stage, startOf } from './stage.ts';

const DAY = 24;

const LINEUP: readonly (readonly [(stage: Stage) => boolean, number])[] = [
  [holiday, 2],
  [launch, 2],
  [rename, 2],
  [backfill, 2],
  [partialLastDay, 2],
  [restatement, 3],
];

/** Before the incidents, which keep away from them. */
export function playLookAlikes(stage: Stage): void {
  habitualBatches(stage);
  for (const [play, times] of LINEUP) {
    for (let time = 0; time < times; time += 1) attempt(200, () => play(stage) || undefined);
  }
}

/** A whole team stays at home for some working days; the return is the look-alike. */
function holiday(stage: Stage): boolean {
  const { dice, company } = stage;
  const days = dice.whole(2, 5);
  const from = Math.floor(startOf(stage, days + 4) / DAY) * DAY;
  const to = from + days * DAY;
  const leaves = mostOfTeam(stage, dice.pick(company.teams).name, from, to + 4 * DAY);
  if (weekdayOf(dayOfHour(from)) > 3 || leaves === undefined) return false;
  for (const { cost } of leaves) {
    const share = dice.between(0.05, 0.35);
    for (let at = from; at < to; at += 1) cost[at - company.from]! *= share;
  }
  note(stage, 'holiday', leaves, from, to + 3 * DAY);
  return true;
}

/**
 * Growth that somebody planned: 30 to 60 % over two to three weeks, at most $150 a day in the end. A creep doubles or
 * trebles, so there is room between the two.
 */
function launch(stage: Stage): boolean {
  const { dice, company } = stage;
  const leaf = dice.pick(company.leaves);
  const grows = dice.whole(14, 21) * DAY;
  const from = startOf(stage, grows / DAY + 5);
  const more = dice.between(0.3, 0.6);
  const extra = dailyBefore(stage, [leaf], from) * more;
  if (
    extra < 12 ||
    extra > 150 ||
    leaf.habit.shape === 'sparse' ||
    !freeFor(stage, [leaf], from, from + grows)
  ) {
    return false;
  }
  for (let at = from; at < stage.end; at += 1) {
    leaf.cost[at - company.from]! *= 1 + more * Math.min(1, (at - from) / grows);
  }
  note(stage, 'launch growth', [leaf], from, from + grows + 4 * DAY);
  return true;
}

/** A principal gets another name, or its work another model of about the same price. */
function rename(stage: Stage): boolean {
  const { dice, company } = stage;
  const old = dice.pick(company.leaves.filter(({ habit }) => habit.perDay > 120));
  const from = startOf(stage, 10);
  if (!freeFor(stage, [old], from - APART, from + APART)) return false;
  const mates = company.leaves.filter((leaf) => principalId(leaf) === principalId(old));
  const used = new Set(mates.map(({ model }) => model.name));
  const model = MODELS.find(({ name, slow }) => slow === old.model.slow && !used.has(name));
  const asPrincipal = dice.chance(0.5) || model === undefined;
  const moved = asPrincipal ? mates : [old];
  const fresh = moved.map((leaf) => {
    const named = asPrincipal ? { ...leaf, principal: `${leaf.principal}-v2` } : { ...leaf, model };
    const next = joinSilent(company, named, leaf.habit);
    const at = from - company.from;
    next.cost.set(leaf.cost.subarray(at), at);
    leaf.cost.fill(0, at);
    return next;
  });
  note(stage, 'rename', [...moved, ...fresh], from, from + 5 * DAY);
  return true;
}
