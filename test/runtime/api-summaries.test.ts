import { expect, test, vi } from 'vitest';
import { createApiWorld, FINANCE } from '../builders/api-world.ts';
import { CLAIMS, GATEWAY, peopleOf, tellTwoTeams } from '../builders/two-teams.ts';

type World = ReturnType<typeof createApiWorld>;

/** In whole days, in days that begin before all data or end after it, and over months. */
const IN_DAYS = [
  '/overview',
  '/overview?period=2026-10',
  '/untagged',
  '/deliveries',
  '/budgets',
  '/teams/unattributed',
  '/teams/unattributed?from=2026-10-01T00:00Z&to=2026-11-19T21:00Z',
  '/spend?by=principal&grain=day&from=2026-11-10T00:00Z&to=2026-11-19T23:00Z',
  '/spend?by=tag&tagKey=project&grain=month&from=2026-10-01T02:00Z&to=2026-12-01T00:00Z',
  '/spend?by=model&grain=month&principal=role%2Forphan%40123456789012&from=2026-10-01T00:00Z&to=2026-12-01T00:00Z',
  '/teams/claims/bridge?from=2026-11-10T00:00Z&to=2026-11-19T00:00Z&againstFrom=2026-10-01T01:00Z&againstTo=2026-10-03T00:00Z',
];
/** By the hour, with days cut between two charges, or with a caller's plan that cuts one. */
const IN_HOURS = [
  '/spend?by=principal&grain=hour&from=2026-10-30T00:00Z&to=2026-11-02T00:00Z',
  '/spend?by=model&grain=day&from=2026-11-10T09:00Z&to=2026-11-19T12:00Z',
  '/plans',
  '/teams/claims',
  '/teams/claims?from=2026-11-10T04:00Z&to=2026-11-12T16:00Z',
  '/teams/claims/bridge?from=2026-11-10T09:00Z&to=2026-11-19T00:00Z&againstFrom=2026-10-01T00:00Z&againstTo=2026-10-03T15:00Z',
  `/principal?id=${encodeURIComponent(GATEWAY)}`,
  `/principal?id=${encodeURIComponent(CLAIMS.principal)}&from=2026-10-01T00:00Z&to=2026-11-19T14:00Z`,
];

/** Two months of two teams, where what is stored of deliveries was taken away by the ends of its names. */
async function worldWithout(...endings: readonly string[]): Promise<World> {
  const world = createApiWorld(peopleOf(CLAIMS));
  await tellTwoTeams(world, CLAIMS);
  const { objects } = world.ports;
  const gone: string[] = [];
  for await (const { key } of objects.list('work', 'rollups/'))
    if (endings.some((ending) => key.endsWith(ending))) gone.push(key);
  expect(gone).toHaveLength(3 * endings.length);
  for (const key of gone) objects.remove('work', key);
  return world;
}

async function answersOf(world: World, paths: readonly string[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const path of paths) {
    const { status, text } = await world.ask(FINANCE, `GET ${path}`);
    answers.push(`${path} ${status} ${text}`);
  }
  expect(world.faults).toEqual([]);
  return answers;
}

test('what pages say is the same from summaries, from rollups alone, and from the ledger', async () => {
  const all = [...IN_DAYS, ...IN_HOURS];
  const told = await answersOf(await worldWithout(), all);
  expect(told.filter((answer) => !answer.includes(' 200 '))).toEqual([]);
  expect(await answersOf(await worldWithout('.summary'), all)).toEqual(told);
  const others = all.filter((path) => path !== '/deliveries');
  const fromLedger = await answersOf(await worldWithout('.summary', '.arrow'), others);
  expect(fromLedger).toEqual(told.filter((answer) => !answer.startsWith('/deliveries')));
});

test('no page by the day reads a rollup, and one by the hour does', async () => {
  const whole = await answersOf(await worldWithout(), IN_DAYS);
  const world = await worldWithout('.arrow');
  // Where no rollup is, hours come from here.
  const view = vi.spyOn(world.ports.ledger, 'view');
  for (const [index, path] of IN_DAYS.entries()) {
    expect(await answersOf(world, [path])).toEqual([whole[index]]);
    expect([path, view.mock.calls.length]).toEqual([path, 0]);
  }
  await answersOf(world, IN_HOURS.slice(0, 1));
  expect(view).toHaveBeenCalledTimes(2);
});
