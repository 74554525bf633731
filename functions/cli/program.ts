import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { addAlertsCommand } from './commands/alerts.ts';
import { addBacktestCommand } from './commands/backtest.ts';
import { addBudgetsCommand } from './commands/budgets.ts';
import { addCostCommand } from './commands/cost.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDetectCommand } from './commands/detect.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addExplainCommand } from './commands/explain.ts';
import { addGenerateCommand } from './commands/generate.ts';
import { addReportCommand } from './commands/report.ts';
import { addRunCommand } from './commands/run.ts';
import { addStatementCommand } from './commands/statement.ts';
import { addTotalCommand } from './commands/total.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { addWhoCommand } from './commands/who.ts';
import { usageMessage } from './usage-error.ts';

const EXAMPLES = `
Examples:
  $ npx billhook demo                                   a synthetic company, end to end, no AWS account
  $ npx billhook total ./my-export                      every cent of a delivery, exact
  $ npx billhook run ./my-export --budgets budgets.csv  your own numbers: ledger, alerts, spend by team
  $ npx billhook report showback ./my-export            what each team spent, summing to the bill

All times are UTC. Exit codes: 0 fine, 1 findings where --fail-on asks, 2 bad input or usage, 3 internal error.
Options and examples of a command: npx billhook COMMAND --help`;

export function createProgram(context: CommandContext): Command {
  const { io, json } = context;
  const program = new Command('billhook')
    .description('Hooks onto an AWS bill and says who or what drove the AI spend off the road.')
    .version('0.1.0')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => (json ? undefined : io.err(text)),
      outputError: (text, write) => write(`billhook: ${usageMessage(text)}; --help shows how\n`),
      getOutHelpWidth: () => Math.min(io.width, 100),
      getErrHelpWidth: () => Math.min(io.width, 100),
    })
    .addHelpText('after', EXAMPLES);
  addDemoCommand(program, context);
  addRunCommand(program, context);
  addTotalCommand(program, context);
  addReportCommand(program, context);
  addStatementCommand(program, context);
  addBudgetsCommand(program, context);
  addAlertsCommand(program, context);
  addExplainCommand(program, context);
  addBacktestCommand(program, context);
  addDetectCommand(program, context);
  addCostCommand(program, context);
  addDoctorCommand(program, context);
  addGenerateCommand(program, context);
  addVerifyCommand(program, context);
  addWhoCommand(program, context);
  return program;
}
