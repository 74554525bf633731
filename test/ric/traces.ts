import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openS3Files } from '../../shared/embedded/s3-files.ts';
import { readKept } from '../e2e/cli/kept-demo.ts';

/** What a story left in its store, one text a thing, in order. */
export type Traces = Readonly<
  Record<'ledger entries' | 'alerts' | 'messages' | 'Slack changes' | 'objects', readonly string[]>
>;

/** Everything but the moment at which a pointer moved, versions of alerts, and the ports of this run's own servers. */
export async function tracesIn(dir: string): Promise<Traces> {
  const { ledger, alerts, told } = await readKept(dir);
  const journal = readFileSync(join(dir, 'slack.jsonl'), 'utf8').trimEnd().split('\n');
  return {
    'ledger entries': ledger,
    alerts,
    messages: told.map((message) => JSON.stringify(message)),
    'Slack changes': journal.map((line) => line.replaceAll(/127\.0\.0\.1:\d+/g, '<address>')),
    objects: objectsIn(join(dir, 'objects')),
  };
}

/** Key and digest of each: exports, rollups, settings and evidence. */
function objectsIn(folder: string): readonly string[] {
  const files = openS3Files(folder);
  return readdirSync(folder)
    .toSorted()
    .flatMap((bucket) =>
      files.list(bucket, '').map(({ key, eTag, bytes }) => `${bucket}/${key} ${eTag} ${bytes}`),
    );
}

/** Of every list: how many both have alike, and the first that is not. */
export function comparedTraces(ours: Traces, theirs: Traces): readonly string[] {
  return Object.entries(ours).flatMap(([name, mine]) => {
    const others = theirs[name as keyof Traces];
    const at = Array.from({ length: Math.max(mine.length, others.length) }).findIndex(
      (_, index) => mine[index] !== others[index],
    );
    if (at < 0) return [];
    const shown = [mine[at], others[at]].map((text) => text?.slice(0, 300) ?? 'nothing');
    return [`${name} differ from number ${at + 1} on:\n  ${shown.join('\n  ')}`];
  });
}
