import type { DoctorFacts, ExportFacts } from '../facts.ts';
import { type DoctorLine, faulty, green, grey, NEXT_DELIVERY, NO_USAGE } from '../line.ts';

const CUR2 = 'COST_AND_USAGE_REPORT';
const RECREATE = 'in Billing > Data Exports, or by `npx osls deploy`, whose template creates it';

/** The export that is meant: the named one, else the only CUR 2.0 export. */
export function chosenExport({ exports, exportName }: DoctorFacts): ExportFacts | undefined {
  if (!exports.known) return undefined;
  if (exportName !== undefined) return exports.value.find(({ name }) => name === exportName);
  return exports.value.find(({ table }) => table === CUR2);
}

export function checkExport(facts: DoctorFacts): DoctorLine {
  const { exports, exportName, data } = facts;
  if (!exports.known) {
    return data.known
      ? green('export', `${data.value.exportName}, read from its files; the account was not asked`)
      : grey('export', exports.why);
  }
  const chosen = chosenExport(facts);
  if (chosen !== undefined) {
    const place = `s3://${[chosen.bucket, chosen.prefix].filter((part) => part !== '').join('/')}`;
    return chosen.isHealthy
      ? green('export', `${chosen.name} delivers to ${place}`)
      : faulty(
          'red',
          'export',
          `${chosen.name} exists, but AWS calls it unhealthy: its last delivery failed`,
          `check that the policy of ${place} lets bcm-data-exports.amazonaws.com write (docs/setup.md)`,
          NEXT_DELIVERY,
        );
  }
  const others = exports.value.map(({ name }) => name).join(', ');
  return exportName === undefined
    ? faulty(
        'red',
        'export',
        'there is no CUR 2.0 export in this account',
        `create one ${RECREATE}`,
        'up to 24 h',
      )
    : faulty(
        'red',
        'export',
        `there is no export named ${exportName}${others === '' ? '' : `; there are ${others}`}`,
        `name one of these with --export, or create it ${RECREATE}`,
      );
}

/** Legacy CUR and FOCUS exports carry no callers. */
export function checkTable(facts: DoctorFacts): DoctorLine {
  if (facts.unreadable !== undefined) {
    return faulty('red', 'table', facts.unreadable.message, facts.unreadable.fix, 'up to 24 h');
  }
  const chosen = chosenExport(facts);
  if (chosen !== undefined && chosen.table !== CUR2) {
    return faulty(
      'red',
      'table',
      `${chosen.name} is an export of ${chosen.table}, which names no callers`,
      `create a CUR 2.0 export (table ${CUR2}) beside it`,
      'up to 24 h',
    );
  }
  if (facts.data.known) return green('table', 'CUR 2.0');
  return chosen === undefined ? grey('table', facts.data.why) : green('table', 'CUR 2.0');
}

export function checkGrain(facts: DoctorFacts): DoctorLine {
  const { data } = facts;
  const seen = data.known ? data.value.grain : undefined;
  const set = chosenExport(facts)?.settings.TIME_GRANULARITY ?? seen?.toUpperCase();
  if (set === undefined) return grey('grain', data.known ? NO_USAGE : data.why);
  if (set === 'HOURLY') return green('grain', 'hourly');
  return faulty(
    'red',
    'grain',
    `${set.toLowerCase()}: the hour in which a loop began cannot be named, and it is told a day later`,
    'set the export to TIME_GRANULARITY = HOURLY (bcm-data-exports update-export, or re-create it)',
    NEXT_DELIVERY,
  );
}

export function checkResources(facts: DoctorFacts): DoctorLine {
  const { data } = facts;
  const set = chosenExport(facts)?.settings.INCLUDE_RESOURCES;
  const columns = data.known ? data.value.columns : undefined;
  const has = set === undefined ? columns?.includes('line_item_resource_id') : set === 'TRUE';
  if (has === undefined)
    return grey('resources', data.known ? 'bare files do not tell their columns' : data.why);
  return has
    ? green('resources', 'resource ids are in the export')
    : faulty(
        'amber',
        'resources',
        'without resource ids, usage whose model AWS does not name elsewhere is shown as "unknown model"',
        'set INCLUDE_RESOURCES = TRUE on the export',
        NEXT_DELIVERY,
      );
}

export function checkLayout(facts: DoctorFacts): DoctorLine {
  const chosen = chosenExport(facts);
  const format = chosen?.format ?? (facts.data.known ? facts.data.value.format.toUpperCase() : undefined);
  if (format === undefined) return grey('layout', facts.data.known ? '' : facts.data.why);
  if (chosen?.overwrite === 'OVERWRITE_REPORT') {
    return faulty(
      'amber',
      'layout',
      `${format.toLowerCase()}, each delivery overwrites the one before: no past delivery can be judged again`,
      'set the export to CREATE_NEW_REPORT, or switch versioning on for its bucket',
      NEXT_DELIVERY,
    );
  }
  return format === 'PARQUET'
    ? green('layout', chosen === undefined ? 'Parquet' : 'Parquet, a new folder for each delivery')
    : faulty(
        'amber',
        'layout',
        'CSV: read as exactly, at several times the bytes and the time',
        'set the export to PARQUET',
        NEXT_DELIVERY,
      );
}
