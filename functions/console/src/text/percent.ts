/** A share of 0–1: `42 %`, `4.2 %`, `<0.1 %`. */
export const shareText = (share: number): string => percentText(share * 100);

export function percentText(percent: number): string {
  const size = Math.abs(percent);
  const sign = percent < 0 ? '−' : '';
  if (size > 0 && size < 0.1) return `${sign}<0.1 %`;
  const digits = size >= 10 || size === 0 ? Math.round(size).toLocaleString('en-US') : size.toFixed(1);
  return `${sign}${digits} %`;
}

/** `+12 %`, `−3.4 %`, `±0 %`; over a thousand percent as a multiple: `14×`. */
export function growthText(percent: number): string {
  if (percent >= 1_000) return `${Math.round(percent / 100 + 1).toLocaleString('en-US')}×`;
  if (Math.abs(percent) < 0.1) return '±0 %';
  return percent > 0 ? `+${percentText(percent)}` : percentText(percent);
}
