import { expect, test } from 'vitest';
import { channelKey } from '../../../shared/domain/notification/channel-ref.ts';
import { placesOf, type Route, type Routing } from '../../../shared/domain/notification/route.ts';
import { aBook, aBudget } from '../../builders/budget.ts';

const book = aBook(
  aBudget({ team: 'search', channel: '#search-ai' }),
  aBudget({ team: 'support', channel: '#support-ai' }),
  aBudget({ team: 'quiet' }),
);
const fallbackChannel = '#billing';
const topicArn = 'arn:aws:sns:eu-west-1:123456789012:billhook';
const pager = { kind: 'pagerduty', address: 'search-oncall' } as const;
const mail = { kind: 'email', address: 'arn:aws:sns:eu-west-1:123456789012:finance' } as const;
const tickets = { kind: 'webhook', address: 'tickets@hooks.example.com' } as const;
const routes: readonly Route[] = [
  { team: 'search', severity: 'critical', channels: [pager] },
  { team: 'support', severity: 'info', channels: [tickets] },
  { team: '*', severity: 'warning', channels: [mail, tickets] },
];

const places = (
  team: string,
  severity: Route['severity'],
  routing: Partial<Routing> = {},
  isReport = false,
): readonly string[] =>
  placesOf({ team, severity, isReport }, book, { fallbackChannel, ...routing }).map(({ channel }) =>
    channelKey(channel),
  );

test.each([
  ['search', '#search-ai'],
  ['support', '#support-ai'],
  ['quiet', '#billing'],
  ['unknown', '#billing'],
])('team %s is told in %s, and the topic hears of every team', (team, address) => {
  expect(places(team, 'info')).toEqual([`slack:${address}`]);
  expect(places(team, 'info', { topicArn })).toEqual([`slack:${address}`, `sns:${topicArn}`]);
});

test('routes add to the own channel from their severity on, each channel once', () => {
  expect(places('search', 'info', { routes })).toEqual(['slack:#search-ai']);
  expect(places('search', 'warning', { routes })).toEqual([
    'slack:#search-ai',
    channelKey(mail),
    channelKey(tickets),
  ]);
  expect(places('search', 'critical', { routes })).toEqual([
    'slack:#search-ai',
    channelKey(pager),
    channelKey(mail),
    channelKey(tickets),
  ]);
  expect(places('support', 'critical', { routes })).toEqual([
    'slack:#support-ai',
    channelKey(tickets),
    channelKey(mail),
  ]);
});

test('the fallback speaks where only programs would hear, and only there', () => {
  const forPrograms: readonly Route[] = [{ team: '*', severity: 'info', channels: [tickets] }];
  expect(places('quiet', 'info', { routes: forPrograms, topicArn })).toEqual([
    'slack:#billing',
    channelKey(tickets),
    `sns:${topicArn}`,
  ]);
  expect(places('quiet', 'warning', { routes })).toEqual([channelKey(mail), channelKey(tickets)]);
  expect(places('quiet', 'info', { routes, fallback: mail })).toEqual([channelKey(mail)]);
});

test('a report pages nobody', () => {
  const paged: readonly Route[] = [{ team: '*', severity: 'info', channels: [pager] }];
  expect(places('quiet', 'critical', { routes: paged })).toEqual([channelKey(pager)]);
  expect(places('quiet', 'critical', { routes: paged }, true)).toEqual(['slack:#billing']);
});

test('a channel names people as it is said of it, else as everywhere', () => {
  const names: Routing['names'] = {
    everywhere: 'pseudonym',
    byChannel: new Map([
      ['slack:#search-ai', 'full'],
      [channelKey(mail), 'initials'],
    ]),
  };
  const found = placesOf({ team: 'search', severity: 'warning' }, book, { fallbackChannel, routes, names });
  expect(found).toEqual([
    { channel: { kind: 'slack', address: '#search-ai' } },
    { channel: mail, names: 'initials' },
    { channel: tickets, names: 'pseudonym' },
  ]);
});
