import type { Alert } from '../../shared/domain/alert/alert.ts';
import type { Plan } from '../../shared/domain/alert/plan.ts';
import { type Instant, isoInstant } from '../../shared/domain/base/instant.ts';
import { formatMoney, type Pico, picoText } from '../../shared/domain/base/money.ts';
import { byText } from '../../shared/domain/base/order.ts';
import { subjectWords } from './alert-text.ts';
import { type Io, literal, styleOf } from './io.ts';
import { textTable } from './table.ts';

/** A plan, and what its scope has spent since it started where that is known. */
export interface ShownPlan {
  readonly plan: Plan;
  readonly spent?: Pico;
}

const LEFT: Readonly<Record<NonNullable<Plan['left']>['why'], string>> = {
  amount: 'left: spent more than its cap',
  scope: 'left: another model than planned',
  time: 'left: went on after its end',
};

export function planState({ left, startsAt, endsAt }: Plan, now: Instant): string {
  if (left !== undefined) return LEFT[left.why];
  if (now >= endsAt) return 'over';
  return now < startsAt ? 'begins later' : 'holds';
}

/** `team search`, `role/eval@123456789012 · claude-opus-4.6`. Untrusted text. */
export const planScope = ({ team, principal = `team ${team}`, model }: Plan): string =>
  model === undefined ? principal : `${principal} · ${model}`;

/** Those that hold first, then by their end. */
export function planTable(plans: readonly ShownPlan[], now: Instant, width: number): string {
  const over = ({ plan }: ShownPlan): number => Number(plan.left !== undefined || now >= plan.endsAt);
  const sorted = plans.toSorted(
    (a, b) => over(a) - over(b) || a.plan.endsAt - b.plan.endsAt || byText(a.plan.id, b.plan.id),
  );
  return textTable(
    [
      { title: 'plan', whole: true },
      { title: 'stands' },
      { title: 'who or what' },
      { title: 'spent', align: 'right' },
      { title: 'cap', align: 'right' },
      { title: 'from (UTC)', whole: true },
      { title: 'until', whole: true },
      { title: 'by' },
      { title: 'note' },
    ],
    sorted.map(({ plan, spent }) => [
      plan.id,
      planState(plan, now),
      planScope(plan),
      spent === undefined ? '–' : formatMoney(spent, plan.currency),
      formatMoney(plan.cap, plan.currency),
      timeText(plan.startsAt),
      timeText(plan.endsAt),
      plan.by.name,
      plan.note,
    ]),
    width,
  );
}

/** `2026-11-27 18:00`. */
export const timeText = (at: Instant): string => isoInstant(at).slice(0, 16).replace('T', ' ');

/** What was declared, what it mutes, and how to end it. */
export function declaredText(plan: Plan, mutes: readonly Alert[], undo: string, io: Io): string {
  const style = styleOf(io);
  const { cap, currency, startsAt, endsAt } = plan;
  const span = `from ${timeText(startsAt)} until ${timeText(endsAt)} UTC`;
  const lines = [
    `${style.bold(plan.id)}  ${literal(planScope(plan))}`,
    `  may spend up to ${formatMoney(cap, currency)} ${span}; more, something else or longer is told`,
    ...mutedLines(mutes),
    style.dim(`  undo: ${undo}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** A plan or silence counts from the next delivery on: a judgement stays what it was. */
export const mutedLines = (mutes: readonly Alert[]): readonly string[] =>
  mutes.length === 0
    ? ['  nothing that fires now is muted by it']
    : [
        '  muted from the next delivery on:',
        ...mutes.map(({ id, finding }) => `    ${id}  ${literal(subjectWords(finding))}`),
      ];

export const planJson = ({ plan, spent }: ShownPlan, now: Instant): Record<string, unknown> => ({
  ...plan,
  stands: planState(plan, now),
  cap: picoText(plan.cap),
  ...(spent === undefined ? {} : { spent: picoText(spent) }),
  startsAt: isoInstant(plan.startsAt),
  endsAt: isoInstant(plan.endsAt),
  createdAt: isoInstant(plan.createdAt),
  ...(plan.left === undefined ? {} : { left: { ...plan.left, at: isoInstant(plan.left.at) } }),
  ...(plan.reportedAt === undefined ? {} : { reportedAt: isoInstant(plan.reportedAt) }),
});
