import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../../shared/adapters/slack/signature.ts';
import { SIGNING_SECRET, signed } from '../../builders/slack-request.ts';

const NOW = Date.UTC(2026, 10, 17, 21, 6) + 400;
const BODY = 'command=%2Fbillhook&text=plan+%245%2C000&user_id=U1';

const verdict = (
  headers: Record<string, string>,
  { body = BODY, secret = SIGNING_SECRET, now = NOW } = {},
) => {
  const found = verifySignature({ headers, body: Buffer.from(body) }, secret, now);
  return found.genuine ? 'genuine' : found.why;
};

describe('the signature of a request', () => {
  it('is the one of Slack’s own example', () => {
    // https://docs.slack.dev/authentication/verifying-requests-from-slack
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const headers = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    expect(verdict(headers, { body, now: 1_531_420_618_000 })).toBe('genuine');
  });

  const right = signed(BODY, { at: NOW });
  const digest = right['x-slack-signature']!.slice(3);
  const withSignature = (value: string) => ({ ...right, 'x-slack-signature': value });
  it.each<[string, Record<string, string>, string]>([
    ['the right one', right, 'genuine'],
    ['one of another secret', signed(BODY, { at: NOW, secret: 'another' }), 'signature'],
    [
      'a changed timestamp',
      { ...right, 'x-slack-request-timestamp': String(NOW / 1_000 - 1 - 0.4) },
      'signature',
    ],
    ['no signature', { 'x-slack-request-timestamp': right['x-slack-request-timestamp']! }, 'headers'],
    ['no timestamp', { 'x-slack-signature': right['x-slack-signature']! }, 'headers'],
    ['two signatures', withSignature(`v0=${digest},v0=${digest}`), 'headers'],
    ['two timestamps', { ...right, 'x-slack-request-timestamp': `${NOW / 1_000},1` }, 'headers'],
    ['a version to come', withSignature(`v1=${digest}`), 'headers'],
    ['capital letters', withSignature(`v0=${digest.toUpperCase()}`), 'headers'],
    ['a short digest', withSignature(`v0=${digest.slice(0, 62)}`), 'headers'],
    ['a digest with a line break', withSignature(`v0=${digest}\n`), 'headers'],
    [
      'one digit changed',
      withSignature(`v0=${digest.replace(/.$/, (d) => (d === '0' ? '1' : '0'))}`),
      'signature',
    ],
  ])('with %s', (_, headers, expected) => {
    expect(verdict(headers)).toBe(expected);
  });

  it.each([
    ['a changed byte', BODY.replace('plan', 'plam')],
    ['a blank that is written anew', BODY.replace('+', '%20')],
    ['a byte more', `${BODY} `],
    ['nothing', ''],
  ])('does not fit a body with %s', (_, body) => {
    expect(verdict(right, { body })).toBe('signature');
  });

  it('does not fit JSON that was parsed and written anew', () => {
    const body = '{"type":"url_verification",  "challenge":"x"}';
    expect(verdict(signed(body, { at: NOW }), { body })).toBe('genuine');
    expect(verdict(signed(body, { at: NOW }), { body: JSON.stringify(JSON.parse(body)) })).toBe('signature');
  });

  it.each([
    [-301, 'time'],
    [-300, 'genuine'],
    [-299, 'genuine'],
    [299, 'genuine'],
    [300, 'genuine'],
    [301, 'time'],
  ])('of %i seconds from now is %s', (seconds, expected) => {
    expect(verdict(signed(BODY, { at: NOW + seconds * 1_000 }))).toBe(expected);
  });

  it('is never right where no secret is known', () => {
    expect(verdict(signed(BODY, { at: NOW, secret: '' }), { secret: '' })).toBe('headers');
  });
});
