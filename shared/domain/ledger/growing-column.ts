/** Numbers a piece, so that a column of millions grows without a copy and never has room for twice of what is in it. */
const PIECE_BITS = 12;
const PIECE = 2 ** PIECE_BITS;

type Numbers = Float64Array | Int32Array;

/** Numbers by index from 0 on; those that were never set are 0. */
export interface GrowingColumn {
  get(index: number): number;
  set(index: number, value: number): void;
  add(index: number, value: number): void;
}

export const createDoubles = (): GrowingColumn => createColumn((length) => new Float64Array(length));
/** Whole numbers of 32 bits. */
export const createInts = (): GrowingColumn => createColumn((length) => new Int32Array(length));

function createColumn(make: (length: number) => Numbers): GrowingColumn {
  const pieces: (Numbers | undefined)[] = [];
  const pieceOf = (index: number): Numbers => {
    const piece = index >> PIECE_BITS;
    while (pieces.length <= piece) pieces.push(undefined);
    const known = pieces[piece] ?? make(PIECE);
    pieces[piece] = known;
    return known;
  };
  return {
    get: (index) => pieces[index >> PIECE_BITS]?.[index & (PIECE - 1)] ?? 0,
    set(index, value) {
      pieceOf(index)[index & (PIECE - 1)] = value;
    },
    add(index, value) {
      pieceOf(index)[index & (PIECE - 1)]! += value;
    },
  };
}
