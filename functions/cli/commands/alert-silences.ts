import type { Command } from 'commander';
import type { Matcher } from '../../../shared/domain/alert/silence.ts';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { createSilence, expireSilence } from '../../../shared/flow/silence.ts';
import type { CommandContext } from '../command-context.ts';
import { type DeciderOptions, deciderOf, refusal, storeFlag, withDeciderOptions } from '../decider.ts';
import { oneOf } from '../find-alert.ts';
import { examples, STORE_HELP } from '../help.ts';
import { literal, printJson } from '../io.ts';
import { instantOption } from '../options.ts';
import { refuseProblems } from '../problems.ts';
import { alertJson } from '../run-json.ts';
import { matcherWords, silencedText, silenceJson, silenceTable } from '../silence-text.ts';
import { withStore } from '../with-store.ts';

interface SilenceOptions extends DeciderOptions {
  readonly match: readonly string[];
  readonly from?: string;
  readonly until: string;
  readonly comment: string;
}

/** What is hidden by its labels, always with an end. */
export function addSilences(alerts: Command, context: CommandContext): void {
  addSilence(alerts, context);
  addList(alerts, context);
  addUnsilence(alerts, context);
}

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

function addSilence(alerts: Command, { io }: CommandContext): void {
  withDeciderOptions(
    alerts
      .command('silence')
      .description('keep still what has all these labels; budgets are hidden only by the name of their rule')
      .requiredOption('--match <label=value>', `${LABELS.join(', ')}; * stands for any text`, collect)
      .option('--from <time>', 'UTC: 2026-11-23T09:00Z (default: now)')
      .requiredOption('--until <time>', 'UTC: 2026-11-27T18:00Z; at most 92 days')
      .requiredOption('--comment <text>', 'why'),
  )
    .addHelpText(
      'after',
      examples(
        'alerts silence --match team=search --match rule=drop --until 2026-11-27 --comment "migration"',
        'alerts silence --match "principal=role/ci-*" --until 2026-11-24T06:00Z --comment "load test"',
      ),
    )
    .action(async (options: SilenceOptions) => {
      const decider = deciderOf(options);
      const matchers = options.match.map(matcherOf);
      const endsAt = instantOption('--until', options.until);
      const startsAt = options.from === undefined ? decider.at : instantOption('--from', options.from);
      const result = await withStore(options, 'write', (store) => {
        const span = { startsAt, endsAt, comment: options.comment };
        return createSilence(store.ports, { ...decider, exportName: store.exportName(), matchers, ...span });
      });
      if (result.outcome === 'refused') return refuseProblems(result.problems);
      const { silence, mutes } = result;
      const undo = `npx billhook alerts unsilence ${silence.id}${storeFlag(options)}`;
      if (options.json === true)
        printJson(io, { ...silenceJson(silence, decider.at), mutes: mutes.map(alertJson), undo });
      else io.out(silencedText(silence, mutes, undo, io));
    });
}

function addList(alerts: Command, { io }: CommandContext): void {
  alerts
    .command('silences')
    .description('what is hidden, until when, and how many alerts that is now')
    .option('--store <dir>', STORE_HELP)
    .option('--as-of <time>', 'as of then; UTC (default: now)')
    .option('--json', 'machine-readable output')
    .action(async (options: Omit<DeciderOptions, 'by'>) => {
      const now = options.asOf === undefined ? Date.now() : instantOption('--as-of', options.asOf);
      const { silences, open } = await withStore(options, 'read', async ({ ports, exportName }) => ({
        silences: await ports.silences.recent(exportName(), now),
        open: (await ports.alerts.recent(exportName())).filter(({ state }) => state !== 'resolved'),
      }));
      if (options.json === true) printJson(io, { silences: silences.map((each) => silenceJson(each, now)) });
      else if (silences.length > 0) io.out(silenceTable(silences, open, now, io.width));
      else io.out('Nothing is silenced, and nothing was in the last 45 days.\n');
    });
}

function addUnsilence(alerts: Command, { io }: CommandContext): void {
  withDeciderOptions(
    alerts
      .command('unsilence <silence>')
      .description('end a silence now; SILENCE is the beginning of its id')
      .option('--note <text>', 'why', ''),
  )
    .addHelpText('after', examples('alerts unsilence silence-1a'))
    .action(async (id: string, options: DeciderOptions & { readonly note: string }) => {
      const decider = deciderOf(options);
      const result = await withStore(options, 'write', async ({ ports, exportName }) => {
        const silence = oneOf('silence', await ports.silences.recent(exportName(), decider.at), id);
        return expireSilence(ports, {
          ...decider,
          ...{ exportName: exportName(), id: silence.id, why: options.note },
        });
      });
      if (result.outcome === 'refused') throw refusal(result.text, id);
      const { ended } = result;
      if (options.json === true) printJson(io, silenceJson(ended, decider.at));
      else {
        io.out(`${ended.id}  ${literal(matcherWords(ended))}: told again from the next delivery on\n`);
        io.out(`  undo: silence it again, with: npx billhook alerts silence${storeFlag(options)}\n`);
      }
    });
}

const LABELS: readonly Matcher['label'][] = ['team', 'rule', 'principal', 'model'];

/** Throws Failure `misconfigured`. */
function matcherOf(text: string): Matcher {
  const at = text.indexOf('=');
  const label = LABELS.find((each) => each === text.slice(0, at));
  if (label === undefined || at < 0) {
    throw misconfigured('not a label with its value', {
      expected: LABELS.map((each) => `--match ${each}=…`).join(' or '),
      found: text,
    });
  }
  return { label, value: text.slice(at + 1) };
}
