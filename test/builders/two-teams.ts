import type { Person } from '../../shared/domain/access/person.ts';
import { dayOf, parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico, picoText } from '../../shared/domain/base/money.ts';
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import { type createApiWorld, FINANCE } from './api-world.ts';
import { aBudget } from './budget.ts';
import { aPlan } from './declared.ts';
import { aCell, anEntry } from './entry.ts';
import { aPack } from './evidence.ts';
import { EXPORT } from './flow-world.ts';
import { aFinding, anAlert } from './transition.ts';

/** What another team does, of which nobody of search may learn anything. */
export interface OtherTeam {
  readonly team: string;
  readonly principal: string;
  readonly model: string;
  readonly session: string;
  readonly person: string;
  /** Whole picodollars an hour that costs anything. */
  readonly cost: bigint;
  readonly amount: bigint;
  readonly alertId: string;
  readonly planId: string;
}

export const CLAIMS: OtherTeam = {
  team: 'claims',
  principal: 'role/claims-agent@123456789012',
  model: 'claude-opus-4.6',
  session: 'ann@example.com',
  person: 'Anna',
  cost: 9_000_000_000_000n,
  amount: 900_000_000_000_000n,
  alertId: 'spike-22222222',
  planId: 'plan-22222222',
};

/** One role that both work through. */
export const GATEWAY = 'role/gateway@123456789012';

/** Asked by somebody of the other team, and by Vera when she still saw it. */
export const THEIR_BACKTESTS = ['backtest-22222222', 'backtest-33333333'] as const;

export const peopleOf = (other: OtherTeam): readonly Person[] => [
  FINANCE,
  { id: 'vera', name: 'Vera', role: 'viewer', teams: ['search'] },
  // Of one that has not spent yet, too.
  { id: 'olga', name: 'Olga', role: 'owner', teams: ['search', 'ghost'] },
  { id: 'odo', name: 'Odo', role: 'on-call', teams: ['search'] },
  { id: 'other', name: other.person, role: 'owner', teams: [other.team] },
];

const FIRST = dayOf(parseInstant('2026-10-01T00:00:00Z'));
const DAYS = 50;

/** Both begin and end with the same hours: how far the data goes concerns everybody. */
function entriesOf(other: OtherTeam): readonly LedgerEntry[] {
  const cells = (model: string, cost: bigint) => [
    aCell({ model, hourOfDay: 3, cost, tokens: Number(cost / 5_000_000n) }),
    aCell({ model, hourOfDay: 15, cost, tokens: Number(cost / 5_000_000n), tokenKind: 'output' }),
  ];
  return Array.from({ length: DAYS }, (_, index) => FIRST + index).flatMap((day) => {
    const own = parsePico(String(4 + (day % 7)));
    // Every dimension holds all of it.
    const all = (cost: bigint) => cells(other.model, cost).map((cell) => ({ ...cell, rows: 5 }));
    const of = (team: string, value: string, model: string, cost: bigint, session: string): LedgerEntry =>
      anEntry({ team, value, day, cells: cells(model, cost), sessions: { count: 1, sample: [session] } });
    return [
      of('search', 'role/search-api@123456789012', 'claude-sonnet-4.6', own, 'search-run'),
      of('search', GATEWAY, 'claude-haiku-4.5', own, 'search-user'),
      of(other.team, other.principal, other.model, other.cost, other.session),
      of(other.team, GATEWAY, other.model, other.cost + 7n, other.session),
      of('unattributed', 'role/orphan@123456789012', other.model, other.cost + 11n, other.session),
      anEntry({ dimension: 'project', value: other.team, day, cells: all(2n * own + 3n * other.cost + 18n) }),
    ];
  });
}

/** October and November of a company with search, the other team, and what belongs to nobody. */
export async function tellTwoTeams(
  world: ReturnType<typeof createApiWorld>,
  other: OtherTeam,
): Promise<void> {
  const entries = entriesOf(other);
  const inMonth = (from: string, to: string): readonly LedgerEntry[] =>
    entries.filter(({ day }) => day >= dayOf(parseInstant(from)) && day < dayOf(parseInstant(to)));
  await world.deliver('2026-10', '2026-11-03T06:00:00Z', inMonth('2026-10-01', '2026-11-01'));
  await world.deliver('2026-11', '2026-11-19T18:00:00Z', inMonth('2026-11-01', '2026-11-19'));
  await world.deliver('2026-11', '2026-11-20T06:00:00Z', inMonth('2026-11-01', '2026-11-20'));
  const own = aBudget({ team: 'search', dollars: 600, owner: 'Olga', channel: '#search-ai' });
  const { team, person: owner, amount } = other;
  const others = aBudget({ team, amount, owner, channel: `#${team}` });
  const at = parseInstant('2026-11-01T09:00:00Z');
  await world.ports.budgets.replace([own], 0, 'Fenna Moor', at);
  await world.ports.budgets.replace([own, others], 1, other.person, at, `${other.person} asked for it`);
  await world.ports.budgets.setCap(amount * 3n, 2, other.person, at, other.team);
  await alertOf(world, other, 'spike-11111111', {
    ...{ team: 'search', principal: GATEWAY, model: 'claude-haiku-4.5' },
  });
  await alertOf(world, other, other.alertId, { team, principal: other.principal, model: other.model });
  await planOf(world, 'plan-11111111', { team: 'search', text: 'search' });
  await planOf(world, other.planId, { team, text: other.person });
  await backtestsOf(world, other);
  await world.ports.quarantine.put({
    ...{ exportName: EXPORT, billingPeriod: '2026-11', order: '2026-11-20T07:00:00.000Z~bad', at },
    ...{ message: `a row of ${other.team} is broken`, detail: { found: other.session } },
  });
}

async function backtestsOf(
  { ports }: ReturnType<typeof createApiWorld>,
  { team, principal, model, amount, alertId }: OtherTeam,
): Promise<void> {
  const incident = { rule: 'spike', severity: 'warning', would: 'told' } as const;
  const outcome = {
    ...{ deliveries: 3, missing: 0 },
    incidents: [{ ...incident, alert: alertId, principal, model, amount }],
  };
  for (const [index, asker] of ['other', 'vera'].entries()) {
    const at = parseInstant('2026-11-19T09:00:00Z');
    const job = { id: THEIR_BACKTESTS[index]!, asker, team, days: 30, askedAt: at, changedAt: at };
    const over = { state: 'done', round: 1, done: 2, of: 3, outcome } as const;
    await ports.jobs.save(EXPORT, { ...job, ...over }, 'absent');
  }
}

async function alertOf(
  { ports, tell }: ReturnType<typeof createApiWorld>,
  other: OtherTeam,
  id: string,
  scope: { readonly team: string; readonly principal: string; readonly model: string },
): Promise<void> {
  const finding = aFinding({ scope: { ...scope, tokenKind: 'output' } });
  const history = [
    { at: parseInstant('2026-11-17T21:04:00Z'), reason: 'first' as const, delivery: 'x', note: scope.team },
  ];
  const alert = anAlert({ id, finding, told: finding, history, fingerprint: id });
  await tell(alert, `#${scope.team}`);
  const pointers = await ports.ledger.pointers(EXPORT);
  const views = await Promise.all(pointers.map((pointer) => ports.ledger.view(pointer)));
  // Both worked through the gateway on the last day.
  const lastDay = [
    { team: 'search', cost: '1', sessions: 1, names: ['search-user'] },
    { team: other.team, cost: picoText(other.cost), sessions: 1, names: [other.session] },
  ];
  await ports.evidence.keep({ ...aPack(alert, views), exportName: EXPORT, lastDay });
}

async function planOf(
  { ports }: ReturnType<typeof createApiWorld>,
  id: string,
  { team, text }: { readonly team: string; readonly text: string },
): Promise<void> {
  const plan = aPlan({ id, team, startsAt: parseInstant('2026-11-18T09:00:00Z') }, text);
  const note = { at: plan.createdAt, by: plan.by, action: 'declared', why: text };
  await ports.plans.save(EXPORT, plan, note);
}
