import { strFromU8, unzipSync } from 'fflate';

/** Cells of a sheet of an XLSX file as texts, row by row, read from its XML as ECMA-376 part 1, 18.3, has it. */
export function sheetOf(book: Uint8Array, sheet: number): readonly (readonly string[])[] {
  const parts = unzipSync(book);
  const xml = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  const shared = [...xml('xl/sharedStrings.xml').matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text);
  return [...xml(`xl/worksheets/sheet${sheet}.xml`).matchAll(/<row .*?<\/row>/g)].map(([row]) =>
    [...row.matchAll(/<c r="[A-Z]+\d+"([^>]*)><v>([^<]*)<\/v><\/c>/g)].map(([, kind = '', value = '']) =>
      kind.includes('t="s"') ? (shared[Number(value)] ?? '') : value,
    ),
  );
}
