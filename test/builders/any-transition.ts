import fc from 'fast-check';
import type { Alert, AlertChange, Transition, TransitionReason } from '../../shared/domain/alert/alert.ts';
import type { Handling, Mute } from '../../shared/domain/alert/handling.ts';
import type { Plan } from '../../shared/domain/alert/plan.ts';
import { HOUR_MS } from '../../shared/domain/base/instant.ts';
import type { BudgetBook } from '../../shared/domain/evaluation/budget/budget.ts';
import type { Finding, FindingScope } from '../../shared/domain/evaluation/finding.ts';
import type { ComposeSettings } from '../../shared/domain/notification/compose.ts';
import { aBook, aBudget } from './budget.ts';
import { HOSTILE_NAMES } from './hostile.ts';
import { TELLINGS } from './tellings.ts';
import { aPointer } from './transition.ts';

/** Whatever somebody can call a role, a team, a model, a tag, a plan or themselves. */
const anyName = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_NAMES) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 2_000 }))
      .map(([piece, size]) => piece.repeat(Math.ceil(size / piece.length)).slice(0, 2_000)),
  },
);
/** From nothing to a billion, in picodollars. */
const anyMoney = fc.oneof(
  fc.constantFrom(0n, 1n, 10n ** 12n, 10n ** 21n),
  fc.integer({ min: 0, max: 21 }).map((size) => 10n ** BigInt(size) + 7n),
  fc.bigInt({ min: 0n, max: 10n ** 16n }),
);
const anyInstant = fc.integer({ min: 0, max: 2_000 }).map((hours) => aPointer.executedAt + hours * HOUR_MS);
const anyActor = fc.record({ id: anyName, name: anyName });
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati'];

const anyHandling: fc.Arbitrary<Handling> = fc.record(
  {
    acknowledged: fc.record({ by: anyActor, at: anyInstant }),
    snoozed: fc.record({ by: anyActor, at: anyInstant, until: anyInstant }),
    verdict: fc.record({
      by: anyActor,
      at: anyInstant,
      verdict: fc.constantFrom('real', 'planned', 'noise'),
      note: anyName,
    }),
    notMine: fc.record({ by: anyActor, at: anyInstant, note: anyName }),
  },
  { requiredKeys: [] },
);
const anyMute: fc.Arbitrary<Mute> = fc.record({
  by: fc.constantFrom('silence', 'plan', 'alert'),
  id: anyName,
  since: anyInstant,
});
const DECIDED: readonly TransitionReason[] = [
  'acknowledged',
  'ack-lapsed',
  'snoozed',
  'snooze-ended',
  'verdict',
  'not-mine',
  'muted',
  'unmuted',
];

/** One alert of any kind and state, with what is said beside it. */
export interface AnyTold {
  readonly transition: Transition;
  readonly settings: ComposeSettings;
}

const names = fc.record({ team: anyName, principal: anyName, model: anyName, other: anyName });
type Names = typeof names extends fc.Arbitrary<infer T> ? T : never;

export const anyTold: fc.Arbitrary<AnyTold> = fc
  .record({
    base: fc.constantFrom(...Object.values(TELLINGS)),
    reason: fc.option(fc.constantFrom(...DECIDED), { nil: undefined, freq: 2 }),
    names,
    money: fc.record({ rate: anyMoney, usual: anyMoney, soFar: anyMoney, amount: anyMoney }),
    handling: fc.option(anyHandling, { nil: undefined }),
    mute: fc.option(anyMute, { nil: undefined, freq: 4 }),
    note: anyName,
    by: fc.option(anyActor, { nil: undefined }),
    zone: fc.constantFrom(...zones),
    completeness: fc.option(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true })), { nil: undefined }),
    muted: fc.integer({ min: 0, max: 12 }),
    known: fc.boolean(),
  })
  .map((drawn) => {
    const { base, names: words, money, handling, mute, note, by, zone, completeness, muted, known } = drawn;
    const reason = drawn.reason ?? base.reason;
    const findingOf = (finding: Finding): Finding => ({
      ...renamed(finding, words),
      costPerHour: money.rate,
      usualPerHour: money.usual,
      impact: {
        ...finding.impact,
        soFar: money.soFar,
        horizons: {
          nextDelivery: aPointer.executedAt + 8 * HOUR_MS,
          morning: aPointer.executedAt + 12 * HOUR_MS,
          timeZone: zone,
        },
      },
      ...(completeness === undefined
        ? {}
        : { completeness: { low: 0, mid: completeness[0], high: (1 + completeness[0]) / 2 } }),
    });
    const change: AlertChange = {
      at: aPointer.executedAt,
      reason,
      delivery: 'x',
      note,
      ...(by === undefined ? {} : { by }),
    };
    const alertOf = ({ mute: _, handling: __, ...alert }: Alert): Alert => ({
      ...alert,
      finding: findingOf(alert.finding),
      told: findingOf(alert.told),
      history: drawn.reason === undefined ? alert.history : [...alert.history, change],
      ...(handling === undefined ? {} : { handling }),
      ...(mute === undefined ? {} : { mute }),
    });
    const after = alertOf(base.after);
    return {
      transition: {
        reason,
        ...(base.before === undefined ? {} : { before: alertOf(base.before) }),
        after,
        tell: true,
      },
      settings: known ? settingsOf(after, words, { amount: money.amount, zone, muted }) : {},
    };
  });

function settingsOf(
  alert: Alert,
  { team, other }: Names,
  { amount, zone, muted }: { readonly amount: bigint; readonly zone: string; readonly muted: number },
): ComposeSettings & { readonly budgets: BudgetBook } {
  const at = aPointer.executedAt;
  const plan: Plan = {
    id: alert.mute?.id ?? 'plan-1',
    team,
    cap: amount,
    currency: 'USD',
    startsAt: at,
    endsAt: at + HOUR_MS,
    by: { id: other, name: other },
    note: other,
    createdAt: at,
    version: 1,
  };
  return {
    consoleUrl: 'https://billhook.example.com',
    budgets: aBook(aBudget({ team, amount, owner: other, channel: other, timeZone: zone })),
    plans: [plan],
    alerts: Array.from({ length: muted }, (_, index) => ({
      ...alert,
      id: `spike-${index}`,
      mute: { by: 'alert', id: alert.id, since: at },
    })),
  };
}

function renamed(finding: Finding, { team, principal, model, other }: Names): Finding {
  const scopeOf = (scope: FindingScope): FindingScope => ({
    ...scope,
    team,
    ...(scope.principal === undefined ? {} : { principal }),
    ...(scope.model === undefined ? {} : { model }),
  });
  const { causes, firstSeen, drop, cause, ownerGuess } = finding;
  return {
    ...finding,
    scope: scopeOf(finding.scope),
    contributions: finding.contributions.map((part, index) => ({
      ...part,
      principal: index === 0 ? principal : `${other}${index}`,
      model,
    })),
    ...(causes === undefined ? {} : { causes: causes.map(scopeOf) }),
    ...(firstSeen === undefined
      ? {}
      : {
          firstSeen: {
            ...firstSeen,
            value: model,
            users: firstSeen.users.map((user) => ({ ...user, team, principal })),
            also: firstSeen.also.map((also) => ({ ...also, value: other })),
          },
        }),
    ...(drop === undefined
      ? {}
      : { drop: { ...drop, parts: drop.parts.map((part) => ({ ...part, principal })) } }),
    ...(cause?.modelSwitch === undefined
      ? {}
      : { cause: { ...cause, modelSwitch: { ...cause.modelSwitch, from: other, to: model } } }),
    ...(ownerGuess === undefined ? {} : { ownerGuess: { ...ownerGuess, team: other } }),
  };
}
