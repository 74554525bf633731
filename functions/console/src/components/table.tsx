import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Empty } from './states.tsx';
import { TableScroll } from './table-scroll.tsx';

export interface Column<R> {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: R) => ComponentChildren;
  /** Of a column that explains itself; who does not see it is still told. */
  readonly isHeadHidden?: boolean;
  /** Numbers stand to the right. */
  readonly isRight?: boolean;
  /** Left out on a phone. */
  readonly isWide?: boolean;
  /** Left out where its panel has no room for it. */
  readonly isRoomy?: boolean;
  /** Makes the head a button; numbers sort with the greatest first. */
  readonly sortBy?: (row: R) => number | string;
}

interface TableProps<R> {
  /** Names the table for who does not see where it stands. */
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  /** What there is to do where there is no row. */
  readonly empty: ComponentChildren;
  readonly foot?: ComponentChildren;
  /** More rows than this wait behind a button. */
  readonly limit?: number;
}

interface Sorting {
  readonly key: string;
  readonly isUp: boolean;
}

/** The first column names the row. */
export function Table<R>({ caption, columns, rows, keyOf, empty, foot, limit = 25 }: TableProps<R>) {
  const [sorting, setSorting] = useState<Sorting>();
  const [isWhole, setWhole] = useState(false);
  if (rows.length === 0) return <Empty>{empty}</Empty>;
  const sorted = sortRows(rows, columns, sorting);
  const shown = isWhole ? sorted : sorted.slice(0, limit);
  return (
    <>
      <TableScroll label={caption}>
        <table>
          <caption class="hidden-text">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column.key} column={column} sorting={sorting} onSort={setSorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={keyOf(row)} row={row} columns={columns} />
            ))}
          </tbody>
          {foot === undefined ? null : <tfoot>{foot}</tfoot>}
        </table>
      </TableScroll>
      {shown.length < rows.length ? (
        <button type="button" class="button quiet" onClick={() => setWhole(true)}>
          Show all {rows.length.toLocaleString('en-US')}
        </button>
      ) : null}
    </>
  );
}

interface HeadProps<R> {
  readonly column: Column<R>;
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting) => void;
}

function Head<R>({ column, sorting, onSort }: HeadProps<R>) {
  const { key, head, sortBy, isHeadHidden = false } = column;
  const isSorted = sorting?.key === key;
  if (sortBy === undefined)
    return (
      <th class={classOf(column)} scope="col">
        <span class={isHeadHidden ? 'hidden-text' : ''}>{head}</span>
      </th>
    );
  return (
    <th
      class={classOf(column)}
      scope="col"
      {...(isSorted ? { 'aria-sort': sorting.isUp ? ('ascending' as const) : ('descending' as const) } : {})}
    >
      <button
        type="button"
        onClick={() => onSort({ key, isUp: isSorted ? !sorting.isUp : column.isRight !== true })}
      >
        {head}
        <span aria-hidden="true">{isSorted ? (sorting.isUp ? '↑' : '↓') : ''}</span>
      </button>
    </th>
  );
}

function Row<R>({ row, columns }: { readonly row: R; readonly columns: readonly Column<R>[] }) {
  const [first, ...others] = columns;
  return (
    <tr>
      {first === undefined ? null : (
        <th scope="row" class={`name-cell ${classOf(first)}`}>
          {first.cell(row)}
        </th>
      )}
      {others.map((column) => (
        <td key={column.key} class={classOf(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

const classOf = <R,>({ isRight, isWide, isRoomy }: Column<R>): string =>
  `${isRight === true ? 'right' : ''} ${isWide === true ? 'wide-only' : ''} ${isRoomy === true ? 'roomy-only' : ''}`.trim();

function sortRows<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  sorting: Sorting | undefined,
): readonly R[] {
  const sortBy = columns.find(({ key }) => key === sorting?.key)?.sortBy;
  if (sortBy === undefined || sorting === undefined) return rows;
  const sign = sorting.isUp ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [first, second] = [sortBy(a), sortBy(b)];
    return first < second ? -sign : first > second ? sign : 0;
  });
}
