// node test/pictures/take.ts ADDRESS: the pictures of docs/images anew, from the console of a running `npm start`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { shown, startBrowser } from '../builders/console/browser.ts';

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const FORMS = [
  { form: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { form: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { form: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;
/** Text stays sharp, and a picture stays under 100 KB. */
const QUALITY = 0.86;

interface Subject {
  readonly name: string;
  readonly path: string;
  /** What somebody does on the page before it is worth a picture. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const ALERTS = v.object({
  alerts: v.array(
    v.object({
      ...{ id: v.string(), team: v.string(), severity: v.string(), kind: v.string() },
      principal: v.nullable(v.string()),
    }),
  ),
});
type Told = v.InferOutput<typeof ALERTS>['alerts'][number];

const address = process.argv[2]?.replace(/\/$/, '');
if (address === undefined) {
  process.stderr.write(
    'usage: node test/pictures/take.ts http://127.0.0.1:PORT   (the console of npm start)\n',
  );
  process.exit(2);
}
const browser = await startBrowser();
try {
  for (const subject of subjectsOf(await worst(address))) {
    for (const form of FORMS) {
      await take(browser, `${address}${subject.path}`, subject, form);
      process.stderr.write(`${subject.name} ${form.form}\n`);
    }
  }
} finally {
  await browser.close();
}

/** The dearest thing that fires and names a caller: what the pages tell most about. */
async function worst(from: string): Promise<Told> {
  const answer = await fetch(`${from}/api/v1/alerts`);
  if (!answer.ok)
    throw new Error(`${from}/api/v1/alerts answered ${answer.status}: is it a console of npm start?`);
  const { alerts } = v.parse(ALERTS, await answer.json());
  const found = alerts.find(
    ({ severity, kind, principal }) => severity === 'critical' && kind === 'spike' && principal !== null,
  );
  if (found === undefined) throw new Error('nothing critical was told of a principal');
  return found;
}

function subjectsOf({ id, team, principal }: Told): readonly Subject[] {
  return [
    { name: 'overview', path: '/' },
    { name: 'team', path: `/teams/${encodeURIComponent(team)}` },
    { name: 'principal', path: `/principals?id=${encodeURIComponent(principal ?? '')}` },
    { name: 'alert', path: `/alerts/${encodeURIComponent(id)}` },
    { name: 'budgets', path: '/budgets', prepare: (page) => backtest(page, team) },
    { name: 'untagged', path: '/untagged' },
    { name: 'deliveries', path: '/deliveries' },
    { name: 'statements', path: '/statements' },
  ];
}

async function backtest(page: Page, team: string): Promise<void> {
  await page.locator('tr', { hasText: team }).getByRole('button', { name: 'Backtest' }).click();
  await page.getByText(/Would (not )?have fired/).waitFor({ timeout: 60_000 });
}

async function take(
  from: Browser,
  url: string,
  { name, prepare }: Subject,
  { form, ...look }: (typeof FORMS)[number],
): Promise<void> {
  const context = await from.newContext({ ...look, timezoneId: 'UTC' });
  const page = await context.newPage();
  await page.goto(url);
  await shown(page);
  await prepare?.(page);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const png = await page.screenshot({ animations: 'disabled' });
  // The console's own page may fetch nothing but its API.
  writeFileSync(`${IMAGES}console-${name}-${form}.webp`, await asWebp(await context.newPage(), png));
  await context.close();
}

/** By the browser's own encoder, in its own words: pictures of text are a third of their size as PNG. */
async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  const url = await page.evaluate(`(async () => {
    const picture = await fetch('data:image/png;base64,${png.toString('base64')}');
    const bitmap = await createImageBitmap(await picture.blob());
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    return canvas.toDataURL('image/webp', ${QUALITY});
  })()`);
  const text = String(url);
  return Buffer.from(text.slice(text.indexOf(',') + 1), 'base64');
}
