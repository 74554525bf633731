import type { Instant } from '../../domain/base/instant.ts';
import type { StatementArchive } from '../../ports/statement-archive.ts';
import { type StatementPorts, statementsOf } from '../statements.ts';

/**
 * The files of the newest month that was told, where they are not kept yet: once they are, later deliveries change
 * nothing about them. Resolves with how many were written.
 */
export async function keepStatements(
  ports: StatementPorts & { readonly statements: StatementArchive },
  exportName: string,
  now: Instant,
): Promise<number> {
  const told = (await ports.reports.of(exportName, 'close')).at(-1);
  if (told === undefined) return 0;
  const period = told.id.slice('close-'.length);
  const kept = await ports.statements.kept(exportName, period);
  // The workbook is written last: a run that died before it is done again.
  if (kept.some(({ name }) => name.endsWith('.xlsx'))) return 0;
  const month = await statementsOf(ports, { teams: '*' }, exportName, period, now);
  if (month === undefined) return 0;
  const files = await ports.statements.render(month.statement, month.entries);
  return (await ports.statements.keep(exportName, period, files)).length;
}
