import type { Dice } from '../builders/dice.ts';

/** Parts of a secret or an address that no log may hold; `isLeaked` looks for them. */
const CANARIES: readonly ((number: number) => string)[] = [
  (number) => `canary${number}@example.com`,
  (number) => `canary${number}@sub.example.org`,
  (number) => `canary${number}%40example.com`,
  (number) => `xoxb-1-${number}-sekret${number}`,
  (number) => `xapp-1-A0-sekret${number}`,
  (number) => `https://hooks.slack.com/services/T0/B0/sekret${number}`,
  (number) => ` Bearer sekret${number}-sekret${number}`,
];

export const isLeaked = (text: string): boolean => /canary\d+(?:@|%40)|sekret\d/.test(text);

/** What wants to be more than a name, somewhere. */
const PIECES: readonly string[] = [
  // Slack
  '<!channel>',
  '<!here>',
  '<!everyone|x>',
  '<!subteam^S1>',
  '<!date^1^{date}|x>',
  '<@U1>',
  '<#C1>',
  '<http://x.example|y>',
  '<mailto:a@b.example|c>',
  '@channel',
  '@here',
  '#general',
  '*b*',
  '_i_',
  '~s~',
  '`c`',
  '```',
  ':smile:',
  '> q',
  '• dot',
  '1. one',
  'https://evil.example/x',
  'www.evil.example',
  '&amp;',
  '&lt;!channel&gt;',
  '&',
  // HTML
  '</script><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  'javascript:alert(1)',
  '<!--',
  ']]>',
  '{{7*7}}',
  '$(id)',
  // Terminals
  '\u001b[31m',
  '\u001b]0;title\u0007',
  '\u001b]8;;http://x.example\u001b\\',
  '\u009b2J',
  '\u009d0;t\u009c',
  '\b\b\b',
  '\u007f',
  '\r',
  '\n',
  '\r\n',
  '\t',
  '\u0000',
  '\u000b',
  '\u0085',
  '\u2028',
  '\u2029',
  // What is not seen
  '\u202egnp.exe',
  '\u2066x\u2069',
  '\u061c',
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u{e0041}\u{e0042}',
  '\u180e',
  '\u3164',
  '\ufffe',
  '\uffff',
  '\ud83d',
  '\udc00',
  'z\u0300\u0301\u0302\u0303\u0304\u0305',
  // Spreadsheets
  '=cmd()',
  '=HYPERLINK("http://x.example","y")',
  '+1',
  '-1',
  '-1+1',
  '@x',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  "'=x",
  ';=cmd()',
  ',=cmd()',
  '"=cmd()',
  '\t=cmd()',
  ',',
  ';',
  '"',
  "'",
  '|',
  // JSON, SQL, YAML, objects
  '\\',
  '\\u0000',
  '"}],"x":[{',
  "'; DROP TABLE x; --",
  '%',
  '_',
  'null',
  '- a: b',
  '__proto__',
  'constructor',
  'toString',
  // Words that cannot be cut anywhere
  '👩‍👩‍👧‍👦',
  '🏳️‍🌈',
  '🇩🇪',
  '👍🏽',
  'क्षि',
  '한',
  'שלום',
  'مرحبا',
  '検索',
  'Zoë',
  'ﷺ',
  '…',
  ' ',
  '\u00a0',
  '.',
  '/',
  'x',
];

const PLAUSIBLE = ['claims-agent', 'search', 'Data & AI', 'team O’Neil', 'nova-lite', 'i-0abc12', 'R+D'];

/** A hostile name. `number` makes its canaries its own. */
export function drawWord(dice: Dice, number: number): string {
  const piece = (): string => (dice.chance(0.08) ? dice.pick(CANARIES)(number) : dice.pick(PIECES));
  const pieces = (count: number): string => Array.from({ length: count }, piece).join('');
  switch (dice.below(8)) {
    case 0:
      return piece();
    case 1:
    case 2:
      return pieces(1 + dice.below(5));
    case 3:
      return `${dice.pick(PLAUSIBLE)}${piece()}`;
    case 4:
      return `${piece()}${dice.pick(PLAUSIBLE)}${piece()}`;
    case 5:
      return Array.from({ length: 1 + dice.below(40) }, () => String.fromCodePoint(drawCodePoint(dice))).join(
        '',
      );
    case 6:
      return dice.chance(0.25) ? long(piece()) : pieces(6 + dice.below(12));
    default:
      return `${dice.pick(PLAUSIBLE)} ${dice.pick(CANARIES)(number)}`;
  }
}

const long = (text: string): string => text.repeat(Math.ceil(2_000 / text.length)).slice(0, 2_000);

const drawCodePoint = (dice: Dice): number => {
  const [from, to] = dice.pick([
    [0, 0xff],
    [0x300, 0x36f],
    [0x590, 0x6ff],
    [0x2000, 0x206f],
    [0xd800, 0xdfff],
    [0xfe00, 0xffff],
    [0x1f300, 0x1faff],
    [0xe0000, 0xe007f],
  ] as const);
  return from + dice.below(to - from + 1);
};
