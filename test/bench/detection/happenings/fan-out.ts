import { type Leaf, principalId } from '../company/company.ts';
import { MODELS } from '../company/models.ts';
import { type Change, impose } from './impose.ts';
import { newSpender } from './newcomer.ts';
import { dailyBefore, type Stage, startOf, teamLeaves } from './stage.ts';

const DAY = 24;

/** Many of one team rise a little at once, or a swarm of small newcomers appears: none is loud alone. */
export function fanOut(stage: Stage): boolean {
  return stage.dice.chance(0.6) ? everyoneRises(stage) : swarm(stage);
}

function everyoneRises(stage: Stage): boolean {
  const { dice, company } = stage;
  const team = dice.pick(company.teams).name;
  const leaves = teamLeaves(stage, team);
  const principals = dice.shuffled([...new Set(leaves.map(principalId))]);
  if (principals.length < 8) return false;
  const chosen = new Set(principals.slice(0, dice.whole(8, principals.length)));
  // The busiest leaf of each: a shared library or prompt was changed.
  const from = startOf(stage, 4);
  const busiest = [...chosen].map((principal) => {
    const own = leaves.filter((leaf) => principalId(leaf) === principal);
    return own.reduce((a, b) => (dailyBefore(stage, [b], from) > dailyBefore(stage, [a], from) ? b : a));
  });
  const usual = dailyBefore(stage, leaves, from);
  const extra = (Math.max(180, usual * dice.between(0.2, 0.6)) / busiest.length / DAY) * dice.between(1, 1.6);
  const change = (): Change => {
    const [part, noise] = [extra * dice.between(0.6, 1.4), dice.between(0.1, 0.5)];
    return (cost) => cost + part * dice.logNormal(noise);
  };
  const changes = busiest.map((leaf): readonly [Leaf, Change] => [leaf, change()]);
  return impose(stage, { kind: 'fan-out', from, lasts: dice.whole(2, 8) * DAY, changes });
}

function swarm(stage: Stage): boolean {
  const { dice, company } = stage;
  const team = dice.pick(company.teams).name;
  const from = startOf(stage, 4);
  const count = dice.whole(9, 16);
  const usual = dailyBefore(stage, teamLeaves(stage, team), from);
  const each = (Math.max(180, usual * dice.between(0.15, 0.5)) / count) * dice.between(1, 1.5);
  const model = dice.pick(MODELS.slice(0, 5));
  const changes = Array.from({ length: count }, (_, place) =>
    newSpender(
      stage,
      { team, principal: `${team}-run${stage.incidents.length}x${place}`, model },
      each * dice.logNormal(0.25),
    ),
  );
  const done = impose(stage, { kind: 'fan-out', from, lasts: dice.whole(2, 8) * DAY, changes });
  if (!done) company.leaves.length -= count;
  return done;
}
