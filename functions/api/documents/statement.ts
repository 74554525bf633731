import { isoDay, isoInstant } from '../../../shared/domain/base/instant.ts';
import { UNATTRIBUTED } from '../../../shared/domain/charge/principal.ts';
import { alertLineOf } from '../../../shared/domain/notification/alert-line.ts';
import type { PointerFacts } from '../../../shared/domain/notification/body.ts';
import type { StatementLine, TeamStatement } from '../../../shared/domain/report/statement.ts';
import type { Freshness } from '../../../shared/flow/read/read-basis.ts';
import type { MonthStatement } from '../../../shared/flow/statements.ts';
import type { StatementFile } from '../../../shared/ports/statement-archive.ts';
import { freshness, money } from './values.ts';

export interface StatementPage {
  readonly month: MonthStatement;
  readonly files: readonly StatementFile[];
  readonly pointer: PointerFacts;
  readonly freshness: Freshness;
  readonly now: number;
}

export const statementDocument = ({ month, files, pointer, now, ...rest }: StatementPage) => {
  const { statement, isClosed } = month;
  const orNull = (text: string): string | null => (text === '' ? null : text);
  return {
    period: statement.period,
    currency: statement.currency,
    freshness: freshness(rest.freshness),
    isClosed,
    teams: statement.teams.map((team) => teamDocument(team, pointer, now)),
    rest: statement.rest.map(lineDocument),
    total: orNull(statement.total),
    delivered: orNull(statement.delivered),
    difference: orNull(statement.difference),
    untagged: statement.untagged.cost === '' ? null : statement.untagged,
    weeks: statement.weeks.map(({ from, to, ...week }) => ({
      ...{ ...week, from: isoDay(from), until: isoDay(to - 1) },
    })),
    files: files.map(({ name, bytes, sha256 }) => ({ name, bytes: bytes.length, sha256 })),
  };
};

const lineDocument = ({ category, words, period, cost }: StatementLine) => ({
  ...{ category, words, cost },
  period: period ?? null,
});

const teamDocument = (
  { team, lines, total, adjustments, due, plans, alerts }: TeamStatement,
  pointer: PointerFacts,
  now: number,
) => ({
  ...{ team, total, adjustments, due },
  lines: lines.map(lineDocument),
  untaggedShare: team === UNATTRIBUTED ? 1 : 0,
  plans: plans.map(({ plan, spent }) => ({
    note: plan.note === '' ? `until ${isoInstant(plan.endsAt)}` : plan.note,
    cap: money(plan.cap),
    spent: money(spent),
  })),
  alerts: alerts.map((alert) => {
    const { headline, standing } = alertLineOf(alert, pointer, now);
    return {
      id: alert.id,
      headline,
      outcome: alert.handling?.verdict?.verdict ?? standing,
      cost: money(alert.finding.impact.soFar),
    };
  }),
});
