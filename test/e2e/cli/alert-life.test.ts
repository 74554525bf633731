import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR_MS, type Hour, hourOf, isoHour, parseInstant } from '../../../shared/domain/base/instant.ts';
import { aSpend, deliveryFiles } from '../../builders/export-files.ts';
import { billhook, enterFolder, type Files } from '../../cli/command-line.ts';

const at = (text: string): Hour => hourOf(parseInstant(`${text}:00Z`));
/** The first begins more than the six weeks before the jump that a judgement looks back. */
const MONTHS = { '2026-10': '2026-10-01T00', '2026-11': '2026-11-01T00' } as const;
const JUMP = at('2026-11-17T02');

/** Dollars an hour: a loop from the jump on. The other team stays as it is. */
const searchRate = (hour: Hour): number => (hour < JUMP ? 1 + (hour % 5) / 10 : 30);

/** A delivery of all hours of a month so far, until eight hours before it is made. */
function delivered(period: keyof typeof MONTHS, executedAt: string): Files {
  const made = parseInstant(executedAt);
  const monthEnd = period === '2026-10' ? at('2026-11-01T00') : Number.POSITIVE_INFINITY;
  const from = at(MONTHS[period]);
  const to = Math.min(monthEnd, hourOf(made - 8 * HOUR_MS) + 1);
  const hours = Array.from({ length: to - from }, (_, index) => from + index);
  const rows = hours.flatMap((hour) => [
    aSpend('search', searchRate(hour).toFixed(4), { hour: isoHour(hour).slice(0, 13) }),
    aSpend('fraud', (2 + (hour % 3) / 10).toFixed(4), { hour: isoHour(hour).slice(0, 13) }),
  ]);
  const executionId = `execution-${executedAt.slice(5, 13)}`;
  const { keys, files, manifest } = deliveryFiles({ period, executedAt, executionId, chunks: [rows] });
  return Object.fromEntries([
    ...keys.data.map((key, index) => [`export/${key}`, files[index]!] as const),
    ...keys.manifests.map((key) => [`export/${key}`, manifest] as const),
  ]);
}

interface Ran {
  readonly alerts: readonly { readonly id: string; readonly standing: string; readonly state: string }[];
  readonly messages: { readonly posted: number; readonly edited: number };
}

let home: ReturnType<typeof enterFolder>;
beforeAll(() => {
  home = enterFolder();
});
afterAll(() => home.leave());

/** The next delivery of November; how its alerts stand, and what was sent. */
async function deliver(executedAt: string) {
  home.put(delivered('2026-11', executedAt));
  const { out } = await billhook('run', 'export', '--store', 'kept', '--json');
  const { alerts, messages } = JSON.parse(out) as Ran;
  return { ids: alerts.map(({ id }) => id), stand: alerts.map(({ standing }) => standing), messages };
}
const alerts = async (line: string): Promise<string> => {
  const { out, err, exitCode } = await billhook('alerts', ...line.split(' '), '--store', 'kept');
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
  return out;
};

test('an alert is acknowledged, snoozed, planned, and heard again when its plan is left', async () => {
  home.put(delivered('2026-10', '2026-11-03T12:00:00.000Z'));
  expect(await deliver('2026-11-16T16:00:00.000Z')).toMatchObject({ ids: [], messages: { posted: 0 } });

  const told = await deliver('2026-11-17T16:00:00.000Z');
  expect(told).toMatchObject({ stand: ['firing'], messages: { posted: 1, edited: 0 } });
  const id = told.ids[0]!;
  expect(await alerts(`ack ${id} --by ann`)).toMatch(
    /edited: #ai-spend {2}ACK · CRITICAL · role\/search-api/,
  );

  const quiet = { posted: 0, edited: 1 };
  const acknowledged = await deliver('2026-11-18T04:00:00.000Z');
  expect(acknowledged).toMatchObject({ ids: [id], stand: ['acknowledged'], messages: quiet });

  expect(await alerts(`snooze ${id} --for 8h`)).toContain('8 h at this rate: about $230 extra.');
  expect(await alerts('list')).toContain('snoozed until');
  await alerts(`unsnooze ${id}`);

  const span = '--from 2026-11-17 --until 2026-11-27T18:00Z --as-of 2026-11-18T06:00Z';
  const declared = await alerts(`plan --team search --principal search-api --cap 1500 ${span}`);
  expect(declared).toContain(`muted from the next delivery on:\n    ${id}`);
  const plan = declared.split(' ')[0]!;
  expect(await deliver('2026-11-18T16:00:00.000Z')).toMatchObject({ stand: ['planned'], messages: quiet });
  expect(await alerts('list')).toContain(`planned: ${plan}`);
  expect(await alerts('plans --as-of 2026-11-18T18:00Z')).toMatch(/holds .* \$932\.30 {2}\$1,500\.00/);

  expect(await deliver('2026-11-19T16:00:00.000Z')).toMatchObject({ ids: [id], messages: quiet });
  expect(await alerts('plans --as-of 2026-11-19T18:00Z')).toContain('left: spent more than its cap');
  const story = await alerts(`show ${id}`);
  expect(story).toMatch(/acknowledged {2}by ann\n(.*\n)*.* muted .*\n.* heard again .*\n\n/);
  expect(story.trimEnd().split('\n').at(-1)).toContain('NO LONGER MUTED');
});
