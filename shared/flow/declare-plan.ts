import { mayDecide, sees } from '../domain/access/may.ts';
import type { Person } from '../domain/access/person.ts';
import type { Alert } from '../domain/alert/alert.ts';
import { inPlanScope } from '../domain/alert/covers.ts';
import { type Problem, spanProblems } from '../domain/alert/declared-checks.ts';
import { isRiseRule } from '../domain/alert/inhibition.ts';
import type { Plan } from '../domain/alert/plan.ts';
import type { Instant } from '../domain/base/instant.ts';
import type { Pico } from '../domain/base/money.ts';
import { byText } from '../domain/base/order.ts';
import { plainText } from '../domain/notification/text.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { PlanStore } from '../ports/plan-store.ts';
import {
  type Asking,
  type AskingEnd,
  type EndResult,
  endDeclared,
  firingWorstFirst,
  noteOf,
  storedUnderNewId,
} from './declared.ts';

export interface PlanPorts {
  readonly plans: PlanStore;
  readonly alerts: AlertStore;
  readonly budgets: BudgetStore;
  readonly ledger: LedgerStore;
  readonly clock: Clock;
}

export interface PlanRequest extends Asking {
  readonly team: string;
  /** Whole team where absent. */
  readonly principal?: string;
  readonly model?: string;
  readonly cap: Pico;
  readonly currency: string;
  /** Now where absent. */
  readonly startsAt?: Instant;
  readonly endsAt: Instant;
  readonly note: string;
}

export type PlanResult =
  | {
      readonly outcome: 'declared';
      readonly plan: Plan;
      /** Rises in its scope that fire, worst first: muted from the next delivery on, if they lie inside it. */
      readonly mutes: readonly Alert[];
    }
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] };

/** Announces spending up to a cap. Throws Failure `retryable` where it cannot be stored now. */
export async function declarePlan(ports: PlanPorts, request: PlanRequest): Promise<PlanResult> {
  const { exportName, team, principal, model, actor } = request;
  const at = request.at ?? ports.clock.now();
  const startsAt = request.startsAt ?? at;
  const problems = await problemsOf(ports, { ...request, startsAt }, at);
  if (problems.length > 0) return { outcome: 'refused', problems };
  const note = { at, by: actor, action: 'declared', why: noteOf(request.note) };
  const kept = { store: ports.plans, clock: ports.clock, kind: 'plan' } as const;
  const plan = await storedUnderNewId(
    kept,
    exportName,
    note,
    (id): Plan => ({
      ...{ id, team },
      ...(principal === undefined ? {} : { principal }),
      ...(model === undefined ? {} : { model }),
      ...{ cap: request.cap, currency: request.currency, startsAt, endsAt: request.endsAt },
      ...{ by: actor, note: note.why, createdAt: at, version: 1 },
    }),
  );
  const mutes = await firingWorstFirst(
    ports.alerts,
    exportName,
    (finding) => isRiseRule(finding) && inPlanScope(plan, finding),
  );
  return { outcome: 'declared', plan, mutes };
}

/** Ends a plan now: from here on it mutes nothing, and what was spent is reported. Throws Failure `retryable`. */
export const endPlan = (
  { plans, clock }: Pick<PlanPorts, 'plans' | 'clock'>,
  asking: AskingEnd,
): Promise<EndResult<Plan>> =>
  endDeclared({ store: plans, clock, kind: 'plan' }, asking, {
    action: 'ended',
    teamOf: ({ team }) => team,
  });

async function problemsOf(
  { budgets, ledger }: PlanPorts,
  { exportName, person, team, cap, currency, endsAt, ...request }: PlanRequest & { startsAt: Instant },
  now: Instant,
): Promise<readonly Problem[]> {
  const allowance = mayDecide(person, team, 'plan');
  if (!allowance.allowed) return [{ field: 'team', text: allowance.reason }];
  const [pointers, book] = await Promise.all([ledger.pointers(exportName), budgets.read()]);
  const teams = new Set([
    ...pointers.flatMap(({ totals }) => Object.keys(totals.teams)),
    ...book.budgets.map((budget) => budget.team),
  ]);
  const billed = pointers.at(-1)?.currency;
  return [
    ...(teams.has(team) ? [] : [{ field: 'team', text: unknownTeam(team, namedTo(person, teams)) } as const]),
    ...(cap > 0n ? [] : [{ field: 'cap', text: 'The cap must be more than nothing.' } as const]),
    ...(billed === undefined || billed === currency
      ? []
      : [{ field: 'currency', text: `The bill is in ${billed}, not in ${plainText(currency)}.` } as const]),
    ...spanProblems(request.startsAt, endsAt, now),
  ];
}

/** Which other teams there are is news to whoever is not listed for them. */
const namedTo = (person: Person | undefined, teams: ReadonlySet<string>): readonly string[] =>
  [...teams].filter((team) => person !== undefined && sees(person, team)).sort(byText);

const TEAMS_NAMED = 12;

function unknownTeam(team: string, known: readonly string[]): string {
  const more = known.length > TEAMS_NAMED ? ` and ${known.length - TEAMS_NAMED} more` : '';
  const named = known.slice(0, TEAMS_NAMED).map(plainText).join(', ');
  return `Nobody knows a team ${plainText(team)}${named === '' ? '' : `; known are ${named}${more}`}.`;
}
