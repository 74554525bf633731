import { expect, test } from 'vitest';
import { routesOf } from '../../../shared/domain/notification/route.ts';
import { aBook, aBudget } from '../../builders/budget.ts';

const book = aBook(
  aBudget({ team: 'search', channel: '#search-ai' }),
  aBudget({ team: 'support', channel: '#support-ai' }),
  aBudget({ team: 'quiet' }),
);
const fallbackChannel = '#billing';

test.each([
  ['search', '#search-ai'],
  ['support', '#support-ai'],
  ['quiet', '#billing'],
  ['unknown', '#billing'],
])('team %s is told in %s, and the topic hears of every team', (team, address) => {
  const slack = { kind: 'slack', address };
  const topicArn = 'arn:aws:sns:eu-west-1:123456789012:billhook';
  expect(routesOf(team, book, { fallbackChannel })).toEqual([slack]);
  expect(routesOf(team, book, { fallbackChannel, topicArn })).toEqual([
    slack,
    { kind: 'sns', address: topicArn },
  ]);
});
