// node hyparquet.ts FILE [--warm 9]: hyparquet's columns, one row group at a time, and an own loop over them.
import { type DecodedArray, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { asyncBufferFromFile } from 'hyparquet/src/node.js';
import { compressors } from 'hyparquet-compressors';
import { type Answer, COLUMNS, PRODUCT, programArguments, report, TEAM_KEY } from './answer.ts';
import { createGroups } from './groups.ts';

const given = programArguments();
const HOUR_MS = 3_600_000;
/** Hours as numbers: a Date for each row would be measured instead of the reader. */
const parsers = { timestampFromMilliseconds: (time: bigint) => Number(time) / HOUR_MS };

async function read(): Promise<Answer> {
  const file = await asyncBufferFromFile(given.file);
  const metadata = await parquetMetadataAsync(file);
  const groups = createGroups();
  const idOf = createIds();
  let rowStart = 0;
  for (const { num_rows: count } of metadata.row_groups) {
    const rowEnd = rowStart + Number(count);
    const columns = new Map<string, DecodedArray[]>(Object.values(COLUMNS).map((name) => [name, []]));
    await parquetRead({
      file,
      metadata,
      columns: [...columns.keys()],
      rowStart,
      rowEnd,
      compressors,
      parsers,
      onChunk: ({ columnName, columnData }) => columns.get(columnName)?.push(columnData),
    });
    const [product, hour, principal, usageType, cost, usage, tags] = [...columns.values()].map(joined);
    for (let row = 0; row < product!.length; row += 1) {
      if (product![row] !== PRODUCT) continue;
      const team = tags![row]?.[TEAM_KEY];
      groups.add(
        hour![row],
        idOf(principal![row]),
        idOf(team),
        idOf(usageType![row]),
        cost![row],
        usage![row],
      );
    }
    rowStart = rowEnd;
  }
  return groups.answer();
}

/** A column of a row group mostly comes in one piece. */
const joined = (pieces: readonly DecodedArray[]): DecodedArray =>
  pieces.length === 1 ? pieces[0]! : pieces.flatMap((piece) => [...piece]);

function createIds(): (text: string | null | undefined) => number {
  const ids = new Map<string, number>();
  return (text) => {
    const known = ids.get(text ?? '');
    if (known !== undefined) return known;
    ids.set(text ?? '', ids.size);
    return ids.size - 1;
  };
}

await report(read, given);
