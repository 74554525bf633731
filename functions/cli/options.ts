import { existsSync, readFileSync } from 'node:fs';
import { misconfigured } from '../../shared/domain/base/failure.ts';
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
