import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

export interface StaticAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** Answers the path of an address. */
export type ConsoleFiles = (pathname: string) => StaticAnswer;

/** As infra/console.yml has CloudFront say it. */
export const CONSOLE_HEADERS = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** Their names change with what is in them. */
const ASSETS = '/assets/';
const PAGE = '/index.html';

/**
 * The built console from a folder, read once and whole: only what was there then can be asked for. Every address that is
 * no asset is a page, which finds its way itself.
 */
export function consoleFiles(folder: string): ConsoleFiles {
  const files = new Map(filesIn(folder).map(({ path, bytes }) => [path, bytes]));
  return (pathname) => {
    const isAsset = pathname.startsWith(ASSETS);
    const bytes = files.get(isAsset ? pathname : PAGE);
    if (bytes === undefined) return isAsset ? NO_ASSET : NOT_BUILT;
    const type = TYPES[extname(isAsset ? pathname : PAGE)] ?? 'application/octet-stream';
    return {
      status: 200,
      headers: {
        ...CONSOLE_HEADERS,
        'content-type': type,
        'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
      bytes,
    };
  };
}

function filesIn(folder: string): readonly { readonly path: string; readonly bytes: Uint8Array }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => ({ path: `/${name.split(sep).join('/')}`, bytes: readFileSync(join(folder, name)) }));
}

const textAnswer = (status: number, text: string): StaticAnswer => ({
  status,
  headers: { ...CONSOLE_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  bytes: new TextEncoder().encode(text),
});

const NO_ASSET = textAnswer(404, 'There is no such file; reload the page.\n');
const NOT_BUILT = textAnswer(503, 'The console is not built yet: npm run console, then start again.\n');
