import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { misconfigured } from '../domain/base/failure.ts';

/** What S3 tells of an object beside its bytes. */
export interface ObjectFacts {
  readonly key: string;
  readonly bytes: number;
  /** Without quotes. */
  readonly eTag: string;
  /** Milliseconds since the epoch, in whole seconds as S3 keeps them. */
  readonly modifiedAt: number;
  /** As the writer sent them and readers get them back, such as Content-Type; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An object at rest: one file of a line of JSON and then the bytes, so that one rename shows both. */
export interface ObjectFile {
  readonly facts: ObjectFacts;
  readonly path: string;
  /** Where the object's bytes begin in the file. */
  readonly offset: number;
}

/** Keys are longer than file names may be, and hold any character. */
export const fileNameOf = (key: string): string => createHash('sha256').update(key).digest('hex');

export const headOf = (facts: ObjectFacts): Buffer => Buffer.from(`${JSON.stringify(facts)}\n`);

/** A key has at most 1,024 bytes and headers 8 KB. */
const HEAD_BYTES_MAX = 64 * 1024;

/** Throws Failure `misconfigured` where this is no object's file. */
export function readObjectFile(path: string): ObjectFile {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(HEAD_BYTES_MAX);
    const length = readSync(file, start, 0, HEAD_BYTES_MAX, 0);
    const end = start.subarray(0, length).indexOf('\n');
    if (end < 0) throw damaged(path);
    return { facts: parseFacts(start.toString('utf8', 0, end), path), path, offset: end + 1 };
  } finally {
    closeSync(file);
  }
}

function parseFacts(line: string, path: string): ObjectFacts {
  try {
    const facts = JSON.parse(line) as ObjectFacts;
    if (typeof facts.key === 'string' && typeof facts.eTag === 'string') return facts;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw damaged(path);
}

const damaged = (path: string) =>
  misconfigured('the store is damaged; delete the folder and start again', {
    file: path,
    expected: 'an object that was kept here earlier',
  });
