import type { Command } from 'commander';
import { judgedCosts } from '../../../shared/domain/alert/judge.ts';
import type { Plan } from '../../../shared/domain/alert/plan.ts';
import { planSpent } from '../../../shared/domain/alert/plan-state.ts';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { type Pico, parsePico } from '../../../shared/domain/base/money.ts';
import { judgedAt, judgedPeriods } from '../../../shared/domain/ledger/judged-periods.ts';
import { declarePlan, endPlan } from '../../../shared/flow/declare-plan.ts';
import type { CommandContext } from '../command-context.ts';
import { type DeciderOptions, deciderOf, refusal, storeFlag, withDeciderOptions } from '../decider.ts';
import { oneOf } from '../find-alert.ts';
import { examples, STORE_HELP } from '../help.ts';
import { literal, printJson } from '../io.ts';
import type { Store } from '../local-store.ts';
import { instantOption } from '../options.ts';
import { declaredText, planJson, planTable, type ShownPlan } from '../plan-text.ts';
import { findPrincipal } from '../principal-option.ts';
import { refuseProblems } from '../problems.ts';
import { alertJson } from '../run-json.ts';
import { withStore } from '../with-store.ts';

interface PlanOptions extends DeciderOptions {
  readonly team: string;
  readonly principal?: string;
  readonly model?: string;
  readonly cap: string;
  readonly currency?: string;
  readonly from?: string;
  readonly until: string;
  readonly note: string;
}

/** Spending that was announced, up to a cap. */
export function addPlans(alerts: Command, context: CommandContext): void {
  addPlan(alerts, context);
  addList(alerts, context);
  addUnplan(alerts, context);
}

function addPlan(alerts: Command, { io }: CommandContext): void {
  withDeciderOptions(
    alerts
      .command('plan')
      .description('announce spending up to a cap: alerts inside it keep still, leaving it is told')
      .requiredOption('--team <name>', 'whose')
      .option('--principal <name>', 'one caller of the team (default: the whole team)')
      .option('--model <name>', 'one model (default: all)')
      .requiredOption('--cap <amount>', 'all that may be spent between start and end')
      .option('--currency <code>', 'of the cap (default: that of the bill)')
      .option('--from <time>', 'UTC: 2026-11-23T09:00Z (default: now)')
      .requiredOption('--until <time>', 'UTC: 2026-11-27T18:00Z; at most 92 days')
      .option('--note <text>', 'what it is', ''),
  )
    .addHelpText(
      'after',
      examples(
        'alerts plan --team search --cap 5000 --until 2026-11-27T18:00Z --note "eval run"',
        'alerts plan --team search --principal eval-runner --model claude-opus-4.6 --cap 800 --until 2026-11-24',
      ),
    )
    .action(async (options: PlanOptions) => {
      const decider = deciderOf(options);
      const asked = { cap: capOption(options.cap), endsAt: instantOption('--until', options.until) };
      const startsAt = options.from === undefined ? decider.at : instantOption('--from', options.from);
      const result = await withStore(options, 'write', async (store) => {
        const exportName = store.exportName();
        const { team, principal, model, note, currency = await currencyOf(store) } = options;
        return declarePlan(store.ports, {
          ...decider,
          ...asked,
          ...{ exportName, team, currency, startsAt, note },
          ...(principal === undefined ? {} : { principal: await findPrincipal(store, team, principal) }),
          ...(model === undefined ? {} : { model }),
        });
      });
      if (result.outcome === 'refused') return refuseProblems(result.problems);
      const { plan, mutes } = result;
      const undo = `npx billhook alerts unplan ${plan.id}${storeFlag(options)}`;
      if (options.json === true)
        printJson(io, { ...planJson({ plan }, decider.at), mutes: mutes.map(alertJson), undo });
      else io.out(declaredText(plan, mutes, undo, io));
    });
}

function addList(alerts: Command, { io }: CommandContext): void {
  alerts
    .command('plans')
    .description('what was announced, and what was spent of it')
    .option('--store <dir>', STORE_HELP)
    .option('--as-of <time>', 'as of then; UTC (default: now)')
    .option('--json', 'machine-readable output')
    .action(async (options: Omit<DeciderOptions, 'by'>) => {
      const now = options.asOf === undefined ? Date.now() : instantOption('--as-of', options.asOf);
      const plans = await withStore(options, 'read', async (store) =>
        withSpent(store, await store.ports.plans.recent(store.exportName(), now)),
      );
      if (options.json === true) printJson(io, { plans: plans.map((plan) => planJson(plan, now)) });
      else if (plans.length > 0) io.out(planTable(plans, now, io.width));
      else io.out('Nothing is planned, and nothing was in the last 45 days.\n');
    });
}

function addUnplan(alerts: Command, { io }: CommandContext): void {
  withDeciderOptions(
    alerts
      .command('unplan <plan>')
      .description('end a plan now; PLAN is the beginning of its id')
      .option('--note <text>', 'why', ''),
  )
    .addHelpText('after', examples('alerts unplan plan-1a'))
    .action(async (id: string, options: DeciderOptions & { readonly note: string }) => {
      const decider = deciderOf(options);
      const result = await withStore(options, 'write', async (store) => {
        const exportName = store.exportName();
        const plan = oneOf('plan', await store.ports.plans.recent(exportName, decider.at), id);
        return endPlan(store.ports, { ...decider, exportName, id: plan.id, why: options.note });
      });
      if (result.outcome === 'refused') throw refusal(result.text, id);
      const { ended } = result;
      const again = `npx billhook alerts plan ${scopeFlags(ended)} --cap … --until …${storeFlag(options)}`;
      if (options.json === true) printJson(io, { ...planJson({ plan: ended }, decider.at), undo: again });
      else io.out(`${ended.id}  is over: it mutes nothing any more\n  undo: ${literal(again)}\n`);
    });
}

const scopeFlags = ({ team, principal, model }: Plan): string =>
  [
    `--team ${quoted(team)}`,
    principal === undefined ? '' : `--principal ${quoted(principal)}`,
    model === undefined ? '' : `--model ${quoted(model)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');

/** For a POSIX shell. */
const quoted = (text: string): string =>
  /^[\w./@:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** An amount in whole or decimal units. Throws Failure `misconfigured`. */
function capOption(text: string): Pico {
  if (/^\d{1,12}(\.\d{1,12})?$/.test(text)) return parsePico(text);
  throw misconfigured('not an amount', { expected: '--cap 5000', found: text });
}

/** That of the bill. */
async function currencyOf({ ports, exportName }: Store): Promise<string> {
  return (await ports.ledger.pointers(exportName())).at(-1)?.currency ?? 'USD';
}

/** Of hours that were delivered; nothing is known of a plan that began before the judged months. */
async function withSpent(
  { ports, exportName }: Store,
  plans: readonly Plan[],
): Promise<readonly ShownPlan[]> {
  const pointers = judgedPeriods(await ports.ledger.pointers(exportName()));
  if (plans.length === 0 || pointers.length === 0) return plans.map((plan) => ({ plan }));
  const views = await Promise.all(pointers.map((pointer) => ports.ledger.view(pointer)));
  const { tree } = judgedCosts(views, judgedAt(pointers));
  return plans.map((plan) => ({ plan, spent: planSpent(plan, tree) }));
}
