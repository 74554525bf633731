import { type Command, Option } from 'commander';
import type { Decision } from '../../../shared/domain/alert/decision.ts';
import type { Verdict } from '../../../shared/domain/alert/handling.ts';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import type { Instant } from '../../../shared/domain/base/instant.ts';
import { decideAlert } from '../../../shared/flow/decide-alert.ts';
import type { CommandContext } from '../command-context.ts';
import { type DeciderOptions, deciderOf, refusal, storeFlag, withDeciderOptions } from '../decider.ts';
import { decisionText } from '../decision-text.ts';
import { findAlert } from '../find-alert.ts';
import { examples } from '../help.ts';
import { printJson } from '../io.ts';
import { spanOption } from '../options.ts';
import { alertJson } from '../run-json.ts';
import { withStore } from '../with-store.ts';

interface Deciding<O extends DeciderOptions> {
  readonly name: string;
  readonly description: string;
  readonly examples: readonly string[];
  readonly decision: (options: O, at: Instant) => Decision;
  /** Command that takes it back, without the alert's id. */
  readonly undo?: (options: O) => string | undefined;
}

/** What people decide about an alert; its messages are edited, in every channel that was told. */
export function addDecisions(alerts: Command, context: CommandContext): void {
  addDecision(alerts, context, {
    name: 'ack',
    description: 'take care of an alert: it speaks again only if it grows; ALERT is the beginning of its id',
    examples: ['alerts ack spike-1', 'alerts ack spike-1 --by ann'],
    decision: () => ({ kind: 'acknowledge' }),
    undo: () => 'unack',
  });
  addDecision(alerts, context, {
    name: 'unack',
    description: 'take an acknowledgement back, or how it was judged: the alert is open again',
    examples: ['alerts unack spike-1'],
    decision: () => ({ kind: 'unacknowledge' }),
    undo: () => 'ack',
  });
  addSnooze(alerts, context);
  addDecision(alerts, context, {
    name: 'unsnooze',
    description: 'end a snooze',
    examples: ['alerts unsnooze spike-1'],
    decision: () => ({ kind: 'unsnooze' }),
    undo: () => 'snooze --for 8h',
  });
  addExpected(alerts, context);
  const notMine = addDecision<DeciderOptions & { readonly note: string }>(alerts, context, {
    name: 'not-mine',
    description: 'say that an alert is somebody else’s',
    examples: ['alerts not-mine spike-1 --note "ask the platform team"'],
    decision: ({ note }) => ({ kind: 'not-mine', note }),
    undo: () => 'ack',
  });
  notMine.option('--note <text>', 'whose it may be', '');
}

function addSnooze(alerts: Command, context: CommandContext): void {
  addDecision<DeciderOptions & { readonly for: string }>(alerts, context, {
    name: 'snooze',
    description: 'keep an alert still for a while, and see what that costs',
    examples: ['alerts snooze spike-1 --for 8h'],
    decision: (options, at) => ({ kind: 'snooze', until: at + spanOption('--for', options.for) }),
    undo: () => 'unsnooze',
  }).requiredOption('--for <span>', 'how long: 90m, 8h or 3d; at most 14d');
}

interface VerdictOptions extends DeciderOptions {
  readonly planned?: boolean;
  readonly noise?: boolean;
  readonly real?: boolean;
  readonly note: string;
}

function addExpected(alerts: Command, context: CommandContext): void {
  addDecision<VerdictOptions>(alerts, context, {
    name: 'expected',
    description: 'say how an alert turned out; it counts for or against its rule',
    examples: [
      'alerts expected spike-1 --planned --note "eval run"',
      'alerts expected spike-1 --noise',
      'alerts expected spike-1 --real     takes it back',
    ],
    decision: (options) => ({ kind: 'verdict', verdict: verdictOf(options), note: options.note }),
    undo: ({ real }) => (real === true ? undefined : 'expected --real'),
  })
    .addOption(new Option('--planned', 'somebody meant it').conflicts(['noise', 'real']))
    .addOption(new Option('--noise', 'nothing was wrong').conflicts(['planned', 'real']))
    .addOption(new Option('--real', 'it was worth telling').conflicts(['planned', 'noise']))
    .option('--note <text>', 'why', '');
}

function verdictOf({ planned, noise, real }: VerdictOptions): Verdict {
  if (planned === true) return 'planned';
  if (noise === true) return 'noise';
  if (real === true) return 'real';
  throw misconfigured('it is not said how it turned out', { expected: '--planned, --noise or --real' });
}

function addDecision<O extends DeciderOptions>(
  alerts: Command,
  { io }: CommandContext,
  { name, description, decision, undo, ...help }: Deciding<O>,
): Command {
  const command = withDeciderOptions(alerts.command(`${name} <alert>`).description(description));
  return command.addHelpText('after', examples(...help.examples)).action(async (id: string, options: O) => {
    const decider = deciderOf(options);
    const asked = decision(options, decider.at);
    const { result, recorded } = await withStore(options, 'write', async (store) => {
      const exportName = store.exportName();
      const { id: alertId } = await findAlert(store, id);
      const request = { ...decider, exportName, alertId, decision: asked };
      const decided = await decideAlert(store.ports, request, store.settings);
      if (decided.outcome === 'decided') await store.send(decided.queued);
      return { result: decided, recorded: store.recorded() };
    });
    if (result.outcome === 'refused') throw refusal(result.text, id);
    const { alert, text, queued } = result;
    const back = undo?.(options);
    const undoLine =
      back === undefined ? undefined : `npx billhook alerts ${withId(back, alert.id)}${storeFlag(options)}`;
    if (options.json === true) {
      const undoField = undoLine === undefined ? {} : { undo: undoLine };
      printJson(io, { ...alertJson(alert), text, messages: queued.length, ...undoField });
    } else io.out(decisionText({ alert, text, queued, recorded, undo: undoLine }, io));
  });
}

/** `expected spike-1a2b --real`: the id goes behind the command's name. */
const withId = (command: string, id: string): string => command.replace(/^\S+/, (word) => `${word} ${id}`);
