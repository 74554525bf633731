/** Small consecutive numbers for values, so that rows can be summed by integers. */
export interface Interner<T> {
  /** The number of the value with this key; `make` is called the first time only. */
  code(key: string, make: () => T): number;
  /** The value with this key itself. */
  value(key: string, make: () => T): T;
  readonly values: readonly T[];
}

export function createInterner<T>(): Interner<T> {
  const codes = new Map<string, number>();
  const values: T[] = [];
  const code = (key: string, make: () => T): number => {
    const known = codes.get(key);
    if (known !== undefined) return known;
    codes.set(key, values.length);
    return values.push(make()) - 1;
  };
  return { values, code, value: (key, make) => values[code(key, make)]! };
}
