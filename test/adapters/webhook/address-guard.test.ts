import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkUrl,
  isPublicAddress,
  type ResolvedAddress,
  resolveGuarded,
} from '../../../shared/adapters/webhook/address-guard.ts';

const HOST = 'hooks.example.com';
const v4 = (address: string): ResolvedAddress => ({ address, family: 4 });

describe('an address', () => {
  test.each(
    (
      '127.0.0.1 127.255.255.254 0.0.0.0 169.254.169.254 169.254.170.2 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 ' +
      '100.64.0.1 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 255.255.255.255 :: ::1 fc00::1 ' +
      'fd00:ec2::254 fe80::1 fe80::1%eth0 ff02::1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:7f00:1 64:ff9b::a00:1 ' +
      '2002:7f00:1:: 2001::1 2001:db8::1 100::1 localhost 0177.0.0.1'
    ).split(' '),
  )('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '169.253.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::1',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test('of a private range is refused whatever stands in its free part, and inside IPv6 too', () => {
    const octet = fc.nat(255);
    const inside = fc.oneof(
      fc.tuple(fc.constant('10'), octet, octet, octet),
      fc.tuple(fc.constant('127'), octet, octet, octet),
      fc.tuple(fc.constant('169.254'), octet, octet),
      fc.tuple(fc.constant('192.168'), octet, octet),
      fc.tuple(
        fc.integer({ min: 16, max: 31 }).map((each) => `172.${each}`),
        octet,
        octet,
      ),
    );
    fc.assert(
      fc.property(inside, (parts) => {
        const address = parts.join('.');
        expect([address, `::ffff:${address}`, `64:ff9b::${address}`].map(isPublicAddress)).toEqual([
          false,
          false,
          false,
        ]);
      }),
    );
  });
});

describe('a URL', () => {
  test.each([
    ['http://hooks.example.com/x', 'not https'],
    ['https://evil.example.com/x', 'not on hooks.example.com'],
    ['https://hooks.example.com.evil.com/x', 'not on hooks.example.com'],
    ['https://hooks.example.com:8443/x', 'not on hooks.example.com'],
    ['https://user:secret@hooks.example.com/x', 'user name'],
    ['https://hooks.example.com@evil.com/x', 'user name'],
    ['https://127.0.0.1/x', 'a number'],
    ['https://0x7f.1/x', 'a number'],
    ['https://2130706433/x', 'a number'],
    ['https://017700000001/x', 'a number'],
    ['https://[::1]/x', 'a number'],
    ['https://[::ffff:10.0.0.1]/x', 'a number'],
    ['https://１２７.0.0.1/x', 'a number'],
    ['file:///etc/passwd', 'not https'],
    ['hooks.example.com/x', 'not a URL'],
  ])('%s is refused and not repeated', (url, why) => {
    const found = checkUrl(url, HOST);
    expect(found).toEqual(expect.stringContaining(why));
    expect(found).not.toMatch(/secret|\/x|evil/);
  });

  test('of the allowed host is fine, also where a number is what the operator wrote as host', () => {
    expect(checkUrl('https://HOOKS.example.com/x?y', HOST)).toBeInstanceOf(URL);
    expect(checkUrl('https://127.0.0.1/x', '127.0.0.1')).toMatch('a number');
  });
});

test('a name with one private address among public ones is refused, as is one without any', async () => {
  const resolved = (...addresses: readonly string[]) => resolveGuarded(HOST, async () => addresses.map(v4));
  expect(await resolved('8.8.8.8', '1.1.1.1')).toMatchObject({ outcome: 'fine' });
  expect(await resolved('8.8.8.8', '10.0.0.1')).toMatchObject({ outcome: 'refused' });
  expect(await resolved()).toMatchObject({ outcome: 'refused' });
});
