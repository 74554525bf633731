/** One rule of a bucket's notification configuration that ends in a queue. */
export interface QueueRule {
  readonly id: string;
  readonly queueArn: string;
  /** As configured, such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

export interface NotificationConfig {
  readonly queues: readonly QueueRule[];
  readonly eventBridge: boolean;
}

export const NO_NOTIFICATIONS: NotificationConfig = { queues: [], eventBridge: false };

/** Reads the body of PutBucketNotificationConfiguration. Undefined where it asks for targets that do not exist here. */
export function parseNotificationConfig(
  xml: string,
  newId: () => string = () => crypto.randomUUID(),
): NotificationConfig | undefined {
  if (!/<NotificationConfiguration[\s/>]/.test(xml) || /<(Topic|CloudFunction)Configuration[\s>]/.test(xml))
    return undefined;
  return {
    queues: blocks(xml, 'QueueConfiguration').map((block) => ({
      id: text(block, 'Id') ?? newId(),
      queueArn: text(block, 'Queue') ?? '',
      events: blocks(block, 'Event').map(unescapeXml),
      ...filterOf(block),
    })),
    eventBridge: /<EventBridgeConfiguration[\s/>]/.test(xml),
  };
}

/** The answer to GetBucketNotificationConfiguration. */
export function writeNotificationConfig(config: NotificationConfig): string {
  const queues = config.queues.map((rule) => {
    const filter = (['prefix', 'suffix'] as const)
      .filter((name) => rule[name] !== '')
      .map((name) => `<FilterRule><Name>${name}</Name><Value>${escapeXml(rule[name])}</Value></FilterRule>`);
    return [
      `<QueueConfiguration><Id>${escapeXml(rule.id)}</Id><Queue>${escapeXml(rule.queueArn)}</Queue>`,
      ...rule.events.map((event) => `<Event>${escapeXml(event)}</Event>`),
      filter.length === 0 ? '' : `<Filter><S3Key>${filter.join('')}</S3Key></Filter>`,
      '</QueueConfiguration>',
    ].join('');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    ...queues,
    config.eventBridge ? '<EventBridgeConfiguration></EventBridgeConfiguration>' : '',
    '</NotificationConfiguration>',
  ].join('');
}

/** Rules that want this event (`ObjectCreated:Put`) of this key; prefix and suffix look at the key as it is named. */
export const rulesFor = (config: NotificationConfig, eventName: string, key: string): readonly QueueRule[] =>
  config.queues.filter(
    (rule) =>
      key.startsWith(rule.prefix) &&
      key.endsWith(rule.suffix) &&
      rule.events.some((event) => wants(event, `s3:${eventName}`)),
  );

const wants = (pattern: string, event: string): boolean =>
  pattern.endsWith('*') ? event.startsWith(pattern.slice(0, -1)) : pattern === event;

function filterOf(block: string): { prefix: string; suffix: string } {
  const found = { prefix: '', suffix: '' };
  for (const rule of blocks(block, 'FilterRule')) {
    const name = (text(rule, 'Name') ?? '').toLowerCase();
    if (name === 'prefix' || name === 'suffix') found[name] = text(rule, 'Value') ?? '';
  }
  return found;
}

const blocks = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}(?:\\s[^>]*)?>([\\s\\S]*?)</${tag}>`, 'g'))].map((match) => match[1]!);

function text(xml: string, tag: string): string | undefined {
  const block = blocks(xml, tag)[0];
  return block === undefined ? undefined : unescapeXml(block);
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' } as const;

export const escapeXml = (value: string): string =>
  value.replaceAll(/[&<>"']/g, (char) => ENTITIES[char as keyof typeof ENTITIES]);

const unescapeXml = (value: string): string =>
  value
    .replaceAll(/&#(x?)([0-9a-fA-F]+);/g, (_, hex: string, digits: string) =>
      String.fromCodePoint(Number.parseInt(digits, hex === '' ? 10 : 16)),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
