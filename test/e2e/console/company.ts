import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtConsole } from '../../../infra/built.ts';
import { type Hour, hourOf, parseInstant } from '../../../shared/domain/base/instant.ts';
import { startBrowser } from '../../builders/console/browser.ts';
import { deliveryFiles } from '../../builders/export-files.ts';
import { billhook } from '../../cli/command-line.ts';
import { beginStory, billed, type Spending } from '../journeys/story.ts';
import { type Seat, takeSeat } from './seat.ts';

const at = (text: string): Hour => hourOf(parseInstant(`${text}:00Z`));
/** Roles that share a session's name are taken for one caller. */
const session = (role: string) => ({
  iamPrincipal: `arn:aws:sts::123456789012:assumed-role/${role}/${role}-1`,
});
const OPUS = { usageType: 'USE1-Claude4.6Opus-output-tokens', ...session('claims-agent') };
/** More decimals than the ledger keeps of an hour. */
const LONG = { unblendedCost: '0.50000000012345678', ...session('etl-nightly') };

/** USD an hour of the role that loops for a day. */
const [USUAL, LOOP] = [2, 48];
const [BEGAN, ENDED] = [at('2026-11-17T02'), at('2026-11-18T02')];

/** Two teams, one of which loops for a day; somebody without a tag; a credit; and what is not Bedrock. */
export const spending: Spending = (hour) => [
  { team: 'claims', role: 'claims-agent', dollars: hour < BEGAN || hour >= ENDED ? USUAL : LOOP, row: OPUS },
  { team: 'claims', role: 'claims-batch', dollars: 1.25, row: session('claims-batch') },
  { team: 'search', role: 'search-api', dollars: 3.0007 + (hour % 7) / 10, row: session('search-api') },
  { team: '', role: 'etl-nightly', dollars: 0.5, row: LONG },
  ...(hour % 240 === 0
    ? [
        { team: 'claims', role: 'claims-agent', dollars: -12.3456, row: { lineItemType: 'Credit' } },
        { team: '', role: 'shop', dollars: 7.7, row: { productCode: 'AmazonEC2', usageType: 'BoxUsage' } },
      ]
    : []),
];

const SETTINGS = `
people:
  - { slack: U0OWNER, name: Anna Berg, role: owner, teams: [claims] }
  - { slack: U0FINANCE, name: Fenna Moor, role: finance }
  - { slack: U0SECOND, name: Otto Lind, role: finance }
  - { slack: U0ONCALL, name: Robin Vega, role: on-call, teams: '*' }
  - { slack: U0VIEWER, name: Vic Sand, role: viewer, teams: [search] }
`;

/** A company on this machine, its console as `npm start` serves it, and a browser. */
export async function openCompany() {
  const pages = await builtConsole();
  const [story, browser] = await Promise.all([
    beginStory({
      ...{ pages, settings: SETTINGS, budgets: [], people: [] },
      channels: ['#claims-ai', '#ai-spend'],
    }),
    startBrowser(),
  ]);
  return {
    story,
    seatOf: (person: string): Promise<Seat> => takeSeat(browser, story.stack.endpoints.http, person),
    close: async (): Promise<void> => {
      await browser.close();
      await story.end();
    },
  };
}

/** Parts that this test reads of what `billhook total --json` prints; USD as exact text. */
export interface Total {
  readonly rows: number;
  readonly cost: { readonly USD: string };
  readonly bedrock: { readonly cost: { readonly USD: string } };
}

/** What somebody gets who has the files of a delivery counted, without anything of the run. */
export async function totalOf(period: string, executedAt: string): Promise<Total> {
  const folder = mkdtempSync(join(tmpdir(), 'billhook-total-'));
  try {
    const chunks = [billed(period, executedAt, spending)];
    const { keys, files, manifest } = deliveryFiles({ period, executedAt, chunks });
    const put = (key: string, bytes: Uint8Array): void => {
      mkdirSync(dirname(join(folder, key)), { recursive: true });
      writeFileSync(join(folder, key), bytes);
    };
    for (const [index, key] of keys.data.entries()) put(key, files[index]!);
    for (const key of keys.manifests) put(key, manifest);
    const { out } = await billhook('total', folder, '--json');
    return JSON.parse(out) as Total;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
