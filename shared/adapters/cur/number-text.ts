/** Plain decimal texts only: Number() would take blanks, hexadecimal and `Infinity` too. */
export const numberOf = (text: string): number =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i.test(text) ? Number(text) : Number.NaN;
