import * as v from 'valibot';
import { type ChannelRef, channelKey } from '../../domain/notification/channel-ref.ts';
import type { NameStyle } from '../../domain/notification/names.ts';
import type { Routing } from '../../domain/notification/route.ts';
import type { Contradiction } from './contradictions.ts';
import { text } from './text-field.ts';

const NAMES = v.picklist(['full', 'initials', 'pseudonym']);
const SLACK = v.pipe(
  text,
  v.regex(/^(#[^\s#]{1,80}|[CG][A-Z0-9]{6,})$/, 'not a Slack channel: #name or a channel id'),
);
const TOPIC = v.pipe(
  text,
  v.regex(/^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/, 'not the ARN of an SNS topic'),
);
/**
 * Secrets are named here and never written: their addresses and keys lie in the secret store. What looks like one of them
 * is refused without being repeated.
 */
const SECRET_NAME = v.pipe(
  text,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || (/^[A-Za-z0-9][\w.-]{0,60}$/.test(dataset.value) && !isKeyLike(dataset.value)))
      return;
    addIssue({
      message: 'not a name in the secret: letters, digits, - _ . and never the key or the address itself',
      received: 'something else',
    });
  }),
);
const isKeyLike = (value: string): boolean => /^[A-Za-z0-9]{32}$/.test(value);

const HOST = v.pipe(
  text,
  v.regex(
    /^(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{2,5})?$/,
    'not a host name such as hooks.example.com, in small letters and without https://',
  ),
);

const names = v.optional(v.pipe(NAMES, v.description('how this channel names people')));
const CHANNEL = v.union(
  [
    v.strictObject({ slack: v.pipe(SLACK, v.description('`#name` or a channel id')), names }),
    v.strictObject({ sns: v.pipe(TOPIC, v.description('topic that gets the facts as JSON')), names }),
    v.strictObject({ email: v.pipe(TOPIC, v.description('topic that gets a plain letter')), names }),
    v.strictObject({
      webhook: v.pipe(SECRET_NAME, v.description('name of an endpoint in the secret')),
      names,
    }),
    v.strictObject({
      pagerduty: v.pipe(SECRET_NAME, v.description('name of a service in the secret')),
      names,
    }),
  ],
  'not a channel: use slack: "#NAME", email: TOPIC-ARN, sns: TOPIC-ARN, webhook: NAME or pagerduty: NAME, and names: full, initials or pseudonym where they differ',
);

/** The sections of billhook.yml that say where messages go, and how. */
export const ROUTING = {
  routes: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          team: v.pipe(text, v.description("a team's name, or `'*'` for every team")),
          severity: v.optional(
            v.pipe(
              v.picklist(['info', 'warning', 'critical']),
              v.description('from this severity on'),
              v.metadata({ default: 'info' }),
            ),
          ),
          channels: v.pipe(
            v.array(CHANNEL),
            v.nonEmpty('a route needs a channel'),
            v.description("who is told, besides the budget's own channel"),
          ),
        }),
      ),
      v.description('Who else is told what. A message takes every route that fits.'),
    ),
  ),
  webhooks: v.optional(
    v.pipe(
      v.record(SECRET_NAME, HOST),
      v.description("the only host that each of the secret's endpoints may be called on"),
    ),
  ),
  fallback: v.optional(
    v.pipe(CHANNEL, v.description('Takes the place of `slack.fallback-channel` for who has no Slack.')),
  ),
  names: v.optional(
    v.pipe(NAMES, v.description('how messages name people'), v.metadata({ default: 'full' })),
  ),
  'outside-working-hours': v.optional(
    v.pipe(
      v.picklist(['hold', 'send']),
      v.description('whether what is not critical waits for the next working day'),
      v.metadata({ default: 'hold' }),
    ),
  ),
};

const SECTIONS = v.object(ROUTING);
type Sections = v.InferOutput<typeof SECTIONS>;
type Channel = v.InferOutput<typeof CHANNEL>;

/** Webhooks without a host, and channels that are to name people in two ways. */
export function routingContradictions({
  routes = [],
  webhooks = {},
  fallback,
}: Sections): readonly Contradiction[] {
  const all: readonly (readonly [Channel, Contradiction['path']])[] = [
    ...routes.flatMap(({ channels }, route) =>
      channels.map((channel, index) => [channel, ['routes', route, 'channels', index]] as const),
    ),
    ...(fallback === undefined ? [] : [[fallback, ['fallback']] as const]),
  ];
  const styles = new Map<string, NameStyle>();
  return all.flatMap(([channel, path]): readonly Contradiction[] => {
    if ('webhook' in channel && !Object.hasOwn(webhooks, channel.webhook)) {
      return [
        {
          message: `webhooks: does not say on which host ${channel.webhook} may be called`,
          path: [...path, 'webhook'],
        },
      ];
    }
    const key = channelKey(refOf(channel, webhooks));
    const before = styles.get(key);
    if (channel.names === undefined) return [];
    styles.set(key, channel.names);
    return before === undefined || before === channel.names
      ? []
      : [{ message: `this channel names people by ${before} elsewhere`, path: [...path, 'names'] }];
  });
}

/** The routing that the sections say; `fallbackChannel` is Slack's. */
export function routingOf(sections: Sections, base: Pick<Routing, 'fallbackChannel' | 'topicArn'>): Routing {
  const { routes = [], webhooks = {}, fallback, names } = sections;
  const all = [...routes.flatMap(({ channels }) => channels), ...(fallback === undefined ? [] : [fallback])];
  const byChannel = new Map(
    all.flatMap((channel) =>
      channel.names === undefined ? [] : [[channelKey(refOf(channel, webhooks)), channel.names] as const],
    ),
  );
  return {
    ...base,
    ...(routes.length === 0
      ? {}
      : {
          routes: routes.map(({ team, severity = 'info', channels }) => ({
            team,
            severity,
            channels: channels.map((channel) => refOf(channel, webhooks)),
          })),
        }),
    ...(fallback === undefined ? {} : { fallback: refOf(fallback, webhooks) }),
    ...(names === undefined && byChannel.size === 0
      ? {}
      : { names: { ...(names === undefined ? {} : { everywhere: names }), byChannel } }),
    ...(sections['outside-working-hours'] === 'send' ? { sendsAtOnce: true } : {}),
  };
}

function refOf(channel: Channel, webhooks: Readonly<Record<string, string>>): ChannelRef {
  if ('slack' in channel) return { kind: 'slack', address: channel.slack };
  if ('sns' in channel) return { kind: 'sns', address: channel.sns };
  if ('email' in channel) return { kind: 'email', address: channel.email };
  if ('pagerduty' in channel) return { kind: 'pagerduty', address: channel.pagerduty };
  return { kind: 'webhook', address: `${channel.webhook}@${webhooks[channel.webhook] ?? ''}` };
}
