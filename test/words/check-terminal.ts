import { alertLines, alertTable, historyLines, messageLines } from '../../functions/cli/alert-text.ts';
import { budgetTable, changeTable } from '../../functions/cli/budget-text.ts';
import { explainText } from '../../functions/cli/explain-text.ts';
import { reportFailure } from '../../functions/cli/failure-output.ts';
import { type Io, literal } from '../../functions/cli/io.ts';
import { REPORTS, reportOf } from '../../functions/cli/report-rows.ts';
import { runText } from '../../functions/cli/run-text.ts';
import { textTable } from '../../functions/cli/table.ts';
import { totalsText } from '../../functions/cli/totals-text.ts';
import { misconfigured } from '../../shared/domain/base/failure.ts';
import { anIo } from '../builders/an-io.ts';
import { packOf, type Story, storyOf, type Words } from './story.ts';
import { beginningOf, cutsInside, shows, UNSEEN } from './visible.ts';

/** Everything that a command prints for a person: no escape sequence, no line and no hidden sign comes from a name. */
export function terminalFaults(story: Story): readonly string[] {
  const faults: string[] = [];
  const names = Object.values(story.words);
  for (const width of [72, 160, 10_000]) {
    const io = anIo({ width, styled: width === 160 });
    const harmless = linesOfHarmless(story.telling, width);
    for (const [name, text] of Object.entries(outputsOf(story, io))) {
      const bare = text.replace(OWN_STYLES, '').replace(/\n/g, '');
      if (UNSEEN.test(bare))
        faults.push(
          `${name} at ${width} columns: ${JSON.stringify(UNSEEN.exec(bare)?.[0])} reaches the terminal`,
        );
      for (const part of cutsInside(bare, names))
        faults.push(`${name} at ${width} columns: cut inside ${JSON.stringify(part)}`);
      const lines = text.split('\n').length;
      if (lines !== harmless[name])
        faults.push(`${name} at ${width} columns: ${lines} lines instead of ${harmless[name]}`);
    }
  }
  const { words, alert } = story;
  const debugged = anIo({ env: { BILLHOOK_DEBUG: '1' } });
  reportFailure(debugged, new TypeError(words.session), false);
  if (UNSEEN.test(debugged.printed().replace(/\n/g, '')))
    faults.push('a stack trace reaches the terminal as it is');
  const { listed, explained, budgets } = outputsOf(story, anIo({ width: 10_000 }));
  if (!shows(listed!, words.team)) faults.push('alerts list does not show the team');
  if (!shows(budgets!, words.owner) || !shows(budgets!, words.channel))
    faults.push('budgets list does not show a name');
  const principal = alert.finding.scope.principal === undefined ? '' : words.principal;
  if (!shows(explained!, principal)) faults.push(`explain does not show ${beginningOf(principal)}`);
  return faults;
}

/** Colours and weights of ours. */
const OWN_STYLES = /\u001b\[(?:0|1|2|22|31|32|33|39)m/g;

const HARMLESS: Words = {
  team: 'a',
  principal: 'b',
  model: 'c',
  session: 'd',
  tag: 'e',
  channel: 'f',
  owner: 'g',
  service: 'h',
};
const known = new Map<string, Readonly<Record<string, number>>>();

/** How many lines each output of the telling has where no name means any harm. */
function linesOfHarmless(telling: string, width: number): Readonly<Record<string, number>> {
  const key = `${telling} ${width}`;
  const lines = known.get(key);
  if (lines !== undefined) return lines;
  const story = storyOf(telling, HARMLESS, (name) => `arn:aws:iam::123456789012:role/${name}`);
  const outputs = outputsOf(story, anIo({ width, styled: width === 160 }));
  const counted = Object.fromEntries(
    Object.entries(outputs).map(([name, text]) => [name, text.split('\n').length]),
  );
  known.set(key, counted);
  return counted;
}

function outputsOf(story: Story, io: Io): Readonly<Record<string, string>> {
  const { alert, message, pointer, budgets, words, entries } = story;
  const reports = REPORTS.map((kind) => {
    const { columns, shown } = reportOf(kind, entries, pointer, undefined);
    return [`report ${kind}`, textTable(columns, shown, io.width)] as const;
  });
  const byTag = reportOf('showback', entries, pointer, 'project');
  const change = { at: 0, by: words.owner, version: 1, team: words.team, after: budgets[0]! };
  return {
    ...Object.fromEntries(reports),
    'report by tag': textTable(byTag.columns, byTag.shown, io.width),
    run: runText(
      {
        exportName: 'company-cur',
        pointers: [pointer],
        alerts: [alert],
        budgets,
        messages: { posted: 1, edited: 0, withdrawn: 0 },
      },
      io,
    ),
    listed: alertTable([alert], io.width),
    shown: [alertLines(alert, io), ...historyLines(alert), ...messageLines([message])].join('\n'),
    explained: explainText({ alert, messages: [message], pack: packOf(story) }, io),
    total: totalsText(pointer.totals, [pointer.billingPeriod], 'unblended', io),
    budgets: budgetTable(budgets, io.width),
    changes: changeTable([change], io.width),
    'imported changes': literal(`${words.team}: new`),
    ...refusals(words),
  };
}

function refusals({ team, tag, session, owner }: Words): Readonly<Record<string, string>> {
  const [refused, unexpected] = [anIo(), anIo()];
  reportFailure(
    refused,
    misconfigured(`no ${session}`, { file: `${tag}.yml`, row: 3, expected: owner, found: team }),
    false,
  );
  reportFailure(unexpected, new TypeError(`cannot read ${team}`, { cause: new Error(session) }), false);
  return { refused: refused.printed(), unexpected: unexpected.printed() };
}
