import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeWebhookUrl } from '../../../shared/adapters/slack/secrets.ts';

const PATH = '/services/T1/B2/x';
/** Loopback (where Lambda's own API lives), link-local, private and unique-local, in every spelling of an address. */
const INSIDE = [
  '127.0.0.1',
  '127.255.255.254',
  '2130706433',
  '017700000001',
  '0x7f000001',
  '0x7f.1',
  '127.1',
  '0',
  '169.254.169.254',
  '169.254.170.2',
  '2852039166',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '[::1]',
  '[::]',
  '[fc00::1]',
  '[fd12:3456::1]',
  '[fe80::1]',
  '[::ffff:10.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::a00:1]',
  'localhost',
  'localhost.',
  'metadata.google.internal',
  '１２７.０.０.１',
];

test.each(INSIDE)('%s is no address to post to, by any scheme, port or user', (host) => {
  for (const url of [
    `https://${host}${PATH}`,
    `http://${host}${PATH}`,
    `https://${host}:9001${PATH}`,
    `https://hooks.slack.com@${host}${PATH}`,
    `https://hooks.slack.com:443@${host}${PATH}`,
    `https://${host}/https://hooks.slack.com${PATH}`,
    `https://${host}#hooks.slack.com`,
    `https://${host}?hooks.slack.com`,
  ]) {
    expect(safeWebhookUrl(url), url).toBeUndefined();
  }
});

test('whatever is taken goes to hooks.slack.com by https, with nobody’s name and on no other port', () => {
  const usually = <T>(often: T, ...others: T[]) =>
    fc.oneof(
      { weight: 2, arbitrary: fc.constant(often) },
      { weight: 1, arbitrary: fc.constantFrom(...others) },
    );
  const scheme = usually('https', 'HTTPS', 'http', 'ftp', 'file', 'javascript', 'data', '');
  const host = usually(
    'hooks.slack.com',
    'HOOKS.SLACK.COM',
    'hooks.slack.com.',
    'hooks.slack.com%2eevil.example',
    'hooks.slack.com.evil.example',
    'evilhooks.slack.com',
    'slack.com',
    ...INSIDE,
  );
  const extra = usually(
    '',
    ':443',
    ':80',
    ':8443',
    '\\@evil.example',
    '@evil.example',
    '/../..',
    '\t',
    '%00',
  );
  const user = usually('', 'user@', 'user:pass@', '@');
  const rest = fc.oneof(fc.constant(PATH), fc.string({ maxLength: 20 }));
  let taken = 0;
  fc.assert(
    fc.property(scheme, user, host, extra, rest, (...parts) => {
      const [how, who, where, more, path] = parts;
      const url = safeWebhookUrl(`${how}://${who}${where}${more}${path}`);
      if (url === undefined) return;
      taken += 1;
      const { origin, username, password } = new URL(url);
      expect([origin, username, password]).toEqual(['https://hooks.slack.com', '', '']);
    }),
    { numRuns: 1_500 },
  );
  expect(taken).toBeGreaterThan(100);
});
