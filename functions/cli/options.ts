import { existsSync, readFileSync } from 'node:fs';
import { misconfigured } from '../../shared/domain/base/failure.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, parseInstant } from '../../shared/domain/base/instant.ts';
import { ALERTS_PER, type AlertsPer } from '../../shared/domain/evaluation/sensitivity.ts';
import { DEFAULT_SETTINGS, parseSettings, type Settings } from '../../shared/runtime/settings.ts';

/** Reads a file that the user named. Throws Failure `misconfigured` where there is none. */
export function readUserFile(path: string, what: string): string {
  if (!existsSync(path))
    throw misconfigured(`there is no such ${what}`, { file: path, expected: `a ${what}` });
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw misconfigured(`this ${what} cannot be read`, {
      file: path,
      found: error instanceof Error ? error.message : 'an error',
    });
  }
}

/** Settings from `--config`, else the defaults; `--cost` wins over both. */
export function settingsFrom(options: { readonly config?: string; readonly cost?: string }): Settings {
  const settings =
    options.config === undefined
      ? DEFAULT_SETTINGS
      : parseSettings(readUserFile(options.config, 'settings file'), options.config);
  if (options.cost === undefined) return settings;
  if (options.cost !== 'net' && options.cost !== 'unblended') {
    throw misconfigured('not a cost basis', {
      expected: '--cost unblended or --cost net',
      found: options.cost,
    });
  }
  return { ...settings, cost: options.cost };
}

/** A UTC time that the user gave. Throws Failure `misconfigured`. */
export function instantOption(name: string, text: string): Instant {
  try {
    return parseInstant(text);
  } catch {
    throw misconfigured('not a UTC time', {
      expected: `${name} 2026-11-18T12:00Z or ${name} 2026-11-18`,
      found: text,
    });
  }
}

const SPAN_MS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

/** A span such as `90m`, `8h` or `3d`, in milliseconds. Throws Failure `misconfigured`. */
export function spanOption(name: string, text: string): number {
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const ms = Number(count) * (SPAN_MS[unit ?? ''] ?? Number.NaN);
  if (ms > 0) return ms;
  throw misconfigured('not a span of time', {
    expected: `${name} 8h, ${name} 90m or ${name} 3d`,
    found: text,
  });
}

/** A whole number that the user gave. Throws Failure `misconfigured`. */
export function wholeNumber(name: string, text: string, min: number, max = 999_999_999): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < min || value > max) {
    throw misconfigured('not a whole number in range', {
      expected: `${name} from ${min} to ${max}`,
      found: text,
    });
  }
  return value;
}

/** An amount that the user gave. Throws Failure `misconfigured`. */
export function amountOption(name: string, text: string): number {
  if (/^\d{1,9}(\.\d{1,6})?$/.test(text)) return Number(text);
  throw misconfigured('not an amount', { expected: `${name} 100`, found: text });
}

/** How many false alerts the user bears. Throws Failure `misconfigured`. */
export function alertsPerOption(text: string): AlertsPer {
  const found = ALERTS_PER.find((each) => each === text);
  if (found !== undefined) return found;
  throw misconfigured('not a span', { expected: `--alerts-per ${ALERTS_PER.join(' or ')}`, found: text });
}

/** Throws Failure `misconfigured` on anything but `alerts`. */
export function checkFailOn(what: string | undefined): void {
  if (what === undefined || what === 'alerts') return;
  throw misconfigured('not something to fail on', { expected: '--fail-on alerts', found: what });
}
