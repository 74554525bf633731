import { type Command, Option } from 'commander';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { EXPORT_PLACE } from '../../../shared/domain/evidence/query/query.ts';
import type { StopFacts } from '../../../shared/domain/evidence/stop-card.ts';
import { evidenceFor, stopCardFor } from '../../../shared/flow/explain.ts';
import type { CommandContext } from '../command-context.ts';
import { CSV_TABLES, type CsvTable, explainCsv } from '../explain-csv.ts';
import { stopCardJson, stopCardText } from '../explain-stop-card.ts';
import { type Explained, explainJson, explainText } from '../explain-text.ts';
import { findAlert, messagesAbout } from '../find-alert.ts';
import { examples, STORE_HELP } from '../help.ts';
import { printJson } from '../io.ts';
import { withStore } from '../with-store.ts';

interface ExplainOptions {
  readonly store?: string;
  readonly json?: boolean;
  readonly csv?: CsvTable;
  readonly export?: string;
  readonly stopCard?: boolean;
  readonly session?: string;
  readonly sourceIdentity?: string;
}

export function addExplainCommand(program: Command, { io }: CommandContext): void {
  program
    .command('explain <alert>')
    .description(
      'how an alert came about: its evidence as it was kept, what was ruled out, a query to check it',
    )
    .option('--store <dir>', STORE_HELP)
    .addOption(new Option('--csv <table>', 'one table whole, with exact amounts').choices(CSV_TABLES))
    .option('--export <place>', 'folder or s3:// address of the export, for the query')
    .option('--stop-card', 'the deny that would stop its principal, to read or to run yourself')
    .option('--session <name>', 'with --stop-card: only this session of the role')
    .option('--source-identity <name>', 'with --stop-card: only sessions with this source identity')
    .option('--json', 'machine-readable output')
    .addHelpText(
      'after',
      examples(
        'explain spike-167d4713   or the beginning of an id: explain spike-1',
        'explain spike-1 --csv hours > hours.csv',
        'explain spike-1 --stop-card --session run-42',
      ),
    )
    .action(async (id: string, options: ExplainOptions) => {
      const only = onlyOf(options);
      const explained = withPlace(await explainedIn(id, options), options.export);
      if (options.stopCard === true) {
        const card = stopCardFor(explained.pack, only);
        if (options.json === true) printJson(io, stopCardJson(card));
        else io.out(stopCardText(card, io));
      } else if (options.csv !== undefined) io.out(explainCsv(explained.pack, options.csv));
      else if (options.json === true) printJson(io, explainJson(explained));
      else io.out(explainText(explained, io));
    });
}

const explainedIn = (id: string, options: ExplainOptions): Promise<Explained> =>
  withStore(options, 'read', async (store) => {
    const alert = await findAlert(store, id);
    const { ports, settings } = store;
    const pack = await evidenceFor(ports, store.exportName(), alert, settings);
    if (pack === undefined) {
      throw misconfigured('there is no ledger to explain this alert from', { found: alert.id });
    }
    return { alert, messages: await messagesAbout(store, alert), pack };
  });

/** The query over the files themselves, where somebody says where they are. */
function withPlace({ pack, ...rest }: Explained, place: string | undefined): Explained {
  if (place === undefined) return { pack, ...rest };
  const quoted = place.replace(/\/+$/, '').replaceAll("'", "''");
  const duckdb = pack.query.duckdb.replaceAll(`'${EXPORT_PLACE}/`, () => `'${quoted}/`);
  return { ...rest, pack: { ...pack, query: { ...pack.query, duckdb } } };
}

/** Throws Failure `misconfigured` where both are asked for, or without the card. */
function onlyOf({ stopCard, session, sourceIdentity }: ExplainOptions): StopFacts['only'] {
  if (session === undefined && sourceIdentity === undefined) return undefined;
  if (stopCard !== true || (session !== undefined && sourceIdentity !== undefined)) {
    throw misconfigured('a session or a source identity belongs to a stop card, and only one of them', {
      expected: '--stop-card with --session NAME or with --source-identity NAME',
    });
  }
  return session === undefined
    ? { by: 'source-identity', name: sourceIdentity ?? '' }
    : { by: 'session', name: session };
}
