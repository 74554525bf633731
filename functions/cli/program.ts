import { Command } from 'commander';
import { addAlertsCommand } from './commands/alerts.ts';
import { addBudgetsCommand } from './commands/budgets.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addExplainCommand } from './commands/explain.ts';
import { addGenerateCommand } from './commands/generate.ts';
import { addReportCommand } from './commands/report.ts';
import { addRunCommand } from './commands/run.ts';
import { addTotalCommand } from './commands/total.ts';
import type { Io } from './io.ts';

/** What a command is given: where to write, and how to end with another code than 0. */
export interface CommandContext {
  readonly io: Io;
  readonly exitWith: (code: number) => void;
}

const EXAMPLES = `
Examples:
  $ npx billhook demo                                  a synthetic company, end to end, no AWS account
  $ npx billhook total ./my-export                     every cent of a delivery, exact
  $ npx billhook run ./my-export --budgets budgets.csv  your own numbers: ledger, alerts, spend by team
  $ npx billhook report showback ./my-export            what each team spent, summing to the bill

Exit codes: 0 fine, 1 findings where --fail-on asks, 2 bad input or usage, 3 internal error.`;

export function createProgram(io: Io, exitWith: (code: number) => void): Command {
  const program = new Command('billhook')
    .description('Hooks onto an AWS bill and says who or what drove the AI spend off the road.')
    .version('0.1.0')
    .exitOverride()
    .showHelpAfterError('(add --help for usage)')
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .addHelpText('after', EXAMPLES);
  const context: CommandContext = { io, exitWith };
  addDemoCommand(program, context);
  addRunCommand(program, context);
  addTotalCommand(program, context);
  addReportCommand(program, context);
  addBudgetsCommand(program, context);
  addAlertsCommand(program, context);
  addExplainCommand(program, context);
  addGenerateCommand(program, context);
  return program;
}
