import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toCsv } from '../builders/cur-file.ts';
import { aSpend } from '../builders/export-files.ts';
import { billhook, enterFolder } from './command-line.ts';

const HOURS = ['00', '01', '02', '03', '04', '05'].map((hour) => `2026-11-18T${hour}`);

/** A month of six hours: the budget of search is nearly used up. */
let home: ReturnType<typeof enterFolder>;
let id: string;
beforeAll(async () => {
  home = enterFolder();
  home.put({
    'bill.csv': toCsv([...HOURS.map((hour) => aSpend('search', 1.5, { hour })), aSpend('fraud', 3)]),
    'budgets.csv': 'team,monthly_amount\nsearch,10\nfraud,1000\n',
  });
  await billhook('run', 'bill.csv', '--store', 'kept', '--budgets', 'budgets.csv');
  id = (await json('list')).alerts[0].id;
});
afterAll(() => home.leave());

const alerts = (...words: readonly string[]) => billhook('alerts', ...words, '--store', 'kept');
const json = async (...words: readonly string[]) => JSON.parse((await alerts(...words, '--json')).out);
const printed = async (...words: readonly string[]): Promise<string> => {
  const { out, err, exitCode } = await alerts(...words);
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
  return out;
};
const refused = async (...words: readonly string[]): Promise<string> => {
  const { out, err, exitCode } = await alerts(...words);
  expect({ out, exitCode }).toEqual({ out: '', exitCode: 2 });
  return err;
};

describe('an alert', () => {
  test('is acknowledged once, its message is edited, and list and show say by whom', async () => {
    const told = await printed('ack', id.slice(0, 8), '--by', 'ann');
    expect(told).toMatch(new RegExp(`^${id}  team search\n`));
    expect(told).toMatch(/\n {2}edited: #ai-spend {2}ACK · /);
    expect(told).toContain('\n  undo: ');
    expect(await refused('ack', id)).toContain('ann has acknowledged it already');
    expect(await printed('list')).toContain('acknowledged by ann');
    expect(await printed('show', id)).toMatch(
      /Acknowledged by ann, [^\n]*UTC\.\n(?:.*\n)*.*acknowledged {2}by ann\n/,
    );
    expect(await json('show', id)).toMatchObject({
      standing: 'acknowledged',
      handling: { acknowledged: { by: { id: 'cli:ann', name: 'ann' } } },
      history: [{ reason: 'first' }, { reason: 'acknowledged', by: { name: 'ann' } }],
    });
  });

  test('is snoozed for a price that is told, and the undo ends it', async () => {
    const told = await printed('snooze', id, '--for', '8h');
    expect(told).toMatch(/Snoozed until .* UTC\. 8 h at this rate: about \$\d/);
    expect(await printed('list')).toMatch(/snoozed until \d{4}-/);
    const [, undo = ''] = /undo: npx billhook alerts (.*)\n/.exec(told) ?? [];
    expect(undo).toBe(`unsnooze ${id} --store kept`);
    expect((await billhook('alerts', ...undo.split(' '))).out).toContain('No longer snoozed');
    expect(await refused('unsnooze', id)).toContain('not snoozed');
  });

  test.each([
    ['8', /not a span of time/],
    ['0h', /not a span of time/],
    ['15d', /at most 14 days/],
  ])('is not snoozed for %s', async (span, why) => {
    expect(await refused('snooze', id, '--for', span)).toMatch(why);
  });

  test('is called planned, noise or real, one of them, and what is written stays text', async () => {
    expect(await refused('expected', id)).toContain('--planned, --noise or --real');
    expect(await refused('expected', id, '--planned', '--noise')).toContain('cannot be used with');
    await printed('expected', id, '--noise', '--by', 'eve\u001b[31m\u202e', '--note', 'a\u001b]0;x\u0007b');
    const { out } = await alerts('show', id);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(await json('expected', id, '--real')).toMatchObject({
      handling: { verdict: { verdict: 'real' } },
      messages: 1,
    });
  });

  test('counts for the precision of its rule', async () => {
    expect(await json('precision')).toMatchObject({
      rules: [{ rule: 'budget-threshold', fired: 1, judged: 1, verdicts: { real: 1 } }],
      hints: [],
    });
  });

  test('of others is noted as theirs', async () => {
    expect(await printed('not-mine', id, '--note', 'ask platform')).toMatch(/edited: .*\n {2}undo: .* ack /);
    expect(await printed('show', id)).toContain('not mine: ask platform');
  });

  test('is found by the beginning of its id only if that is enough', async () => {
    expect(await refused('ack', 'nothing-like-it')).toContain('there is no such alert');
    expect(await refused('ack', id, '--by', ' ')).toContain('--by NAME');
  });
});

const UNTIL = ['--until', '2026-11-27T18:00Z', '--as-of', '2026-11-18T09:00Z'];

describe('a plan', () => {
  test('is declared, listed with what was spent of it, and ended', async () => {
    const words = ['--team', 'search', '--cap', '5000', '--from', '2026-11-18', '--note', 'eval', ...UNTIL];
    const told = await printed('plan', ...words, '--principal', 'search-api');
    expect(told).toMatch(/^plan-[0-9a-f]{8} {2}role\/search-api@123456789012\n/);
    expect(told).toContain('up to $5,000.00 from 2026-11-18 00:00 until 2026-11-27 18:00 UTC');
    const [, plan = ''] = /undo: npx billhook alerts unplan (\S+)/.exec(told) ?? [];
    const now = ['--as-of', '2026-11-18T10:00Z'];
    expect(await json('plans', ...now)).toMatchObject({
      plans: [{ id: plan, cap: '5000', spent: '9', stands: 'holds', note: 'eval', currency: 'USD' }],
    });
    expect(await printed('plans', ...now)).toMatch(/holds .* \$9\.00 {2}\$5,000\.00 /);
    expect(await printed('unplan', plan, ...now)).toMatch(
      new RegExp(
        `^${plan} {2}is over.*\n.*undo: .*--team search --principal role/search-api@123456789012 --cap`,
      ),
    );
    expect(await refused('unplan', plan, ...now)).toContain('over already');
    expect(await printed('plans', ...now)).toMatch(/ over /);
  });

  test('with several mistakes is refused with all of them and changes nothing', async () => {
    const before = await json('plans');
    const said = await refused(
      'plan',
      '--team',
      'serach',
      '--cap',
      '0',
      '--currency',
      'EUR',
      '--until',
      '2026-01-01',
    );
    expect(said).toMatch(/--team: .*fraud, search.*--cap: .*--currency: .*USD.*--until: .*future/);
    expect(await refused('plan', '--team', 'search', '--cap', 'lots', ...UNTIL)).toContain('--cap 5000');
    expect(await json('plans')).toEqual(before);
  });

  test('of a caller nobody knows by that name is refused with those that are known', async () => {
    const plan = (name: string) =>
      refused('plan', '--team', 'search', '--principal', name, '--cap', '1', ...UNTIL);
    expect(await plan('serach-api')).toContain('role/search-api@123456789012');
    expect(await plan('fraud-api')).toContain('nobody of team search');
    const fresh = 'role/eval-next@123456789012';
    expect(await printed('plan', '--team', 'search', '--principal', fresh, '--cap', '1', ...UNTIL)).toContain(
      fresh,
    );
  });
});

describe('a silence', () => {
  test('says what it hides, is listed and ended', async () => {
    const words = ['--match', 'team=search', '--match', 'rule=budget-*', '--comment', 'migration', ...UNTIL];
    const told = await printed('silence', ...words);
    expect(told).toMatch(/^silence-[0-9a-f]{8} {2}team=search rule=budget-\*\n/);
    expect(told).toContain(`muted from the next delivery on:\n    ${id}`);
    const silence = told.split(' ')[0]!;
    const now = ['--as-of', '2026-11-18T10:00Z'];
    expect(await printed('silences', ...now)).toMatch(
      /in force {2}team=search rule=budget-\* +1 {2}2026-11-27 18:00/,
    );
    expect(await printed('unsilence', silence, ...now)).toContain('told again');
    expect(await json('silences', ...now)).toMatchObject({
      silences: [{ id: silence, stands: 'over', endsAt: '2026-11-18T10:00:00.000Z' }],
    });
  });

  test.each([
    ['a label that nothing has', ['--match', 'colour=red', '--comment', 'x', ...UNTIL], '--match team='],
    ['any label', ['--match', 'team=*', '--comment', 'x', ...UNTIL], '--match: It needs'],
    ['no end', ['--match', 'team=search', '--comment', 'x'], "required option '--until"],
    ['no reason', ['--match', 'team=search', ...UNTIL], "required option '--comment"],
  ])('of %s is refused', async (_what, words, why) => {
    expect(await refused('silence', ...words)).toContain(why);
  });
});
