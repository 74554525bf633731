import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../../shared/adapters/slack/slash-answers.ts';
import { parseSlashCommand } from '../../shared/adapters/slack/slash-command.ts';

const manifest = parse(readFileSync('infra/slack-app-manifest.yml', 'utf8'));
const route = parse(readFileSync('functions/slack/function.yml', 'utf8')).events[0].httpApi as string;
const docs = readFileSync('docs/slack.md', 'utf8');
const adapter = ['bot.ts', 'web.ts']
  .map((name) => readFileSync(`shared/adapters/slack/${name}`, 'utf8'))
  .join('');

test('the manifest sends clicks and commands to the route that there is', () => {
  const [command] = manifest.features.slash_commands;
  const addresses = [command.url, manifest.settings.interactivity.request_url];
  expect(addresses.map((url: string) => `POST ${new URL(url).pathname}`)).toEqual([route, route]);
  expect(COMMANDS.every(({ label }) => label.startsWith(`${command.command} `))).toBe(true);
});

test('it asks for the scopes of the methods that are called, and for no other', () => {
  // https://docs.slack.dev/reference/methods: views.open needs none
  const scopes: Readonly<Record<string, string | undefined>> = {
    'chat.postMessage': 'chat:write',
    'chat.update': 'chat:write',
    'views.open': undefined,
  };
  const called = [...adapter.matchAll(/\.((?:chat|views|users|conversations)\.\w+)\(/g)].map(
    ([, name]) => name!,
  );
  expect([...new Set(called)].toSorted()).toEqual(Object.keys(scopes).toSorted());
  const needed = new Set(['commands', ...Object.values(scopes).filter((scope) => scope !== undefined)]);
  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...needed].toSorted());
});

test('texts fit where Slack shows them', () => {
  // https://docs.slack.dev/reference/app-manifest
  const { display_information: display, features } = manifest;
  expect(display.name.length).toBeLessThanOrEqual(35);
  expect(display.description.length).toBeLessThanOrEqual(140);
  expect(features.slash_commands[0].description.length).toBeLessThanOrEqual(2_000);
  expect(features.slash_commands[0].usage_hint.length).toBeLessThanOrEqual(1_000);
});

test('every command of the manual and of the help is one', () => {
  const named = [
    ...features(manifest.features.slash_commands[0].usage_hint),
    ...[...docs.matchAll(/`\/billhook (\w+)/g)].map(([, word]) => word!),
    ...COMMANDS.map(({ label }) => label.split(' ')[1]!),
  ];
  expect(named.filter((word) => parseSlashCommand(word).name === 'unknown')).toEqual([]);
});

const features = (hint: string): readonly string[] => hint.split(' | ').map((part) => part.split(' ')[0]!);
