import type { Settings } from '../adapters/config/settings.ts';
import { DEFAULT_SETTINGS, parseSettings } from '../adapters/config/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Observed } from './stack.ts';

export const SETTINGS_KEY = 'config/billhook.yml';
const FRESH_MS = 5 * 60_000;

interface SettingsSource {
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly bucket: string;
}

/**
 * The operator's settings, looked up at most every five minutes; the defaults where there is no file. A bad new file
 * is refused whole and the last good one stays; with no good one yet it throws Failure `misconfigured`.
 */
export function settingsReader(source: SettingsSource, app: Observed): () => Promise<Settings> {
  let good: Settings | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = source.clock.now();
    if (good !== undefined && now - readAt < FRESH_MS) return good;
    readAt = now;
    try {
      good = await readSettings(source);
    } catch (error) {
      if (good === undefined) throw error;
      app.log.error('new settings were refused and the last good ones stay', { error });
      app.telemetry.count('SettingsRefused', 1);
    }
    return good;
  };
}

async function readSettings({ objects, bucket }: SettingsSource): Promise<Settings> {
  const pin = await objects.pin(bucket, SETTINGS_KEY);
  if (pin === undefined) return DEFAULT_SETTINGS;
  const text = new TextDecoder().decode(await objects.read(pin));
  return parseSettings(text, `s3://${bucket}/${SETTINGS_KEY}`);
}
