/** `1,422` */
export const countText = (value: number): string => value.toLocaleString('en-US');

/** `3 alerts`, `1 alert` */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${countText(value)} ${value === 1 ? one : many}`;

/** Tokens: `940`, `12.3k`, `4.1M`, `2.0B`. */
export function tokensText(tokens: number): string {
  const [scale, unit] =
    tokens >= 1e9 ? [1e9, 'B'] : tokens >= 1e6 ? [1e6, 'M'] : tokens >= 1e3 ? [1e3, 'k'] : [1, ''];
  const scaled = tokens / scale;
  return `${unit === '' || scaled >= 100 ? Math.round(scaled) : scaled.toFixed(1)}${unit}`;
}
