import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Guard } from './guards.ts';
import type { BrokenWorld } from './hunt.ts';
import { startHunter } from './hunter.ts';

/** How the simulation fared without one guard. */
export interface GuardHunt {
  readonly guard: Guard;
  /** Worlds played until it was noticed, or all of them. */
  readonly worlds: number;
  readonly seconds: number;
  /** Undefined: nobody noticed. */
  readonly caught?: BrokenWorld;
}

const ROOT = new URL('../../', import.meta.url);
/** All that the simulation is made of: code without any package. */
const PARTS = [
  'shared/domain',
  'shared/ports',
  'shared/flow',
  'shared/adapters/memory',
  'shared/adapters/cur',
  'test/sim',
  'test/builders/facts.ts',
];

/**
 * Takes one guard out of a copy of the code and plays worlds until a promise is broken. Throws where the guard's text
 * does not stand in its file exactly once: then the list is no longer true.
 */
export async function huntWithout(
  guard: Guard,
  { worlds, seed }: { readonly worlds: number; readonly seed: number },
): Promise<GuardHunt> {
  const start = performance.now();
  const copy = mkdtempSync(join(tmpdir(), 'billhook-guard-'));
  try {
    for (const part of PARTS) cpSync(new URL(part, ROOT), join(copy, part), { recursive: true });
    writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
    const file = join(copy, guard.file);
    writeFileSync(file, without(guard, readFileSync(file, 'utf8')));
    const hunter = startHunter(pathToFileURL(join(copy, 'test/sim/hunt-process.ts')));
    try {
      const found = await hunter.hunt({ seed, from: 0, to: worlds, stopAtFirst: true });
      const [caught] = found.broken;
      const seconds = (performance.now() - start) / 1000;
      return { guard, worlds: found.worlds, seconds, ...(caught === undefined ? {} : { caught }) };
    } finally {
      hunter.end();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

export function without({ name, file, find, replace }: Guard, source: string): string {
  const parts = source.split(find);
  if (parts.length !== 2) {
    throw new Error(
      `the guard "${name}" should stand once in ${file}, and stands there ${parts.length - 1} times`,
    );
  }
  return parts.join(replace);
}
