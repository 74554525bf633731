/** Small consecutive numbers for values, so that rows can be summed by integers. */
export interface Interner<T> {
  /** The number of the value with this key; `make` is called the first time only. */
  code(key: string, make: () => T): number;
  readonly values: readonly T[];
}

export function createInterner<T>(): Interner<T> {
  const codes = new Map<string, number>();
  const values: T[] = [];
  return {
    values,
    code(key, make) {
      const known = codes.get(key);
      if (known !== undefined) return known;
      codes.set(key, values.length);
      return values.push(make()) - 1;
    },
  };
}
