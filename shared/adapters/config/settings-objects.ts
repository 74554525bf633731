import { digestText } from '../../domain/base/digest.ts';
import { isoInstant } from '../../domain/base/instant.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { SettingsFile, SettingsText } from '../../ports/settings-file.ts';

/** `billhook.yml` in the working bucket; each change of it is written down beside it first. */
export function createSettingsFile(
  objects: Pick<ObjectStore, 'pin' | 'read' | 'write'>,
  bucket: string,
  key: string,
): SettingsFile {
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  const read = async (): Promise<SettingsText> => {
    const pin = await objects.pin(bucket, key);
    if (pin === undefined) return { text: '', version: 0 };
    return versioned(new TextDecoder().decode(await objects.read(pin)));
  };
  const write = (name: string, text: string, contentType: string): Promise<void> =>
    objects.write(bucket, name, new TextEncoder().encode(text), contentType);
  return {
    read,
    async replace(text, ifVersion, { at, by, why }) {
      const before = await read();
      if (before.version !== ifVersion) return 'conflict';
      const after = versioned(text);
      const record = { at: isoInstant(at), by, why, before: before.text, after: text };
      await write(
        `${folder}changes/${record.at}-${after.version}.json`,
        `${JSON.stringify(record, undefined, 2)}\n`,
        'application/json',
      );
      await write(key, text, 'application/yaml');
      return after;
    },
  };
}

/** Twelve hex digits of a text's digest: a whole number that JSON and an ETag carry exactly. */
const versioned = (text: string): SettingsText => ({
  text,
  version: Number.parseInt(digestText(text).slice(-12), 16),
});
