// biome-ignore-all lint/suspicious/noTemplateCurlyInString: source text is quoted here, templates and all
/** One guard of the protocol, and the edit of the source that takes it away. */
export interface Guard {
  readonly name: string;
  /** What it keeps from happening. */
  readonly why: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

const guard = (name: string, why: string, file: string, find: string, replace: string): Guard => ({
  name,
  why,
  file: `shared/${file}`,
  find,
  replace,
});

const READ_FILES = 'flow/read-files.ts';
const PUBLISH_READ = 'flow/publish-read.ts';
const PUBLISH = 'flow/publish.ts';
const NOTIFY = 'flow/notify.ts';
const EVALUATE = 'flow/evaluate.ts';
const RECONCILE = 'flow/reconcile.ts';
const PLAN = 'domain/delivery/plan.ts';
const LEDGER = 'adapters/memory/memory-ledger-store.ts';
const ALERTS = 'adapters/memory/memory-alert-store.ts';
const OUTBOX = 'adapters/memory/memory-outbox.ts';

/**
 * The guards that the promise rests on. Each is switched off in turn, and the simulation must notice: a guard that
 * nobody would miss is either not needed or not tested. Conditions of the stores are DynamoDB's, in their twins.
 */
export const GUARDS: readonly Guard[] = [
  guard(
    'pinned reads',
    'a file that is replaced while it is read is noticed',
    READ_FILES,
    'ports.objects.read(file.pin, start, end, into)',
    'ports.objects.pin(file.pin.bucket, file.pin.key).then((pin) => ports.objects.read(pin ?? file.pin, start, end))',
  ),
  guard(
    'time rule',
    'a file later than its manifest belongs to the next delivery',
    PLAN,
    "mode === 'overwrite' && pin.lastModified > manifestPin.lastModified",
    'false',
  ),
  guard(
    'order of deliveries',
    'a delivery is placed by its execution, not by its arrival',
    'domain/delivery/order.ts',
    '`${isoInstant(delivery.executedAt)}~${delivery.executionId}`',
    '`${delivery.executionId}`',
  ),
  guard(
    'stale check',
    'an older delivery never replaces a newer one',
    'domain/delivery/order.ts',
    'byText(a, b) > 0',
    'a !== b',
  ),
  guard(
    'copy on write',
    'versions of an entry lie side by side, and readers see the published one',
    LEDGER,
    'versions.set(keyOf(entryKey(entry), version)',
    'versions.set(entryKey(entry)',
  ),
  guard(
    'chain of versions',
    'entries of workers that died before they published stay unseen',
    'domain/ledger/visible.ts',
    'if (own === undefined) continue;',
    '',
  ),
  guard(
    'version of the content',
    'two deployments that read one delivery by other rules never mix',
    'domain/ledger/version.ts',
    '`${order}~${hash.digest()}`',
    '`${order}`',
  ),
  guard(
    'tombstones',
    'what a newer delivery took back is gone',
    'domain/ledger/diff.ts',
    'for (const [key, { scope, day }] of before) {',
    'for (const [key, { scope, day }] of new Map<string, LedgerEntry>()) {',
  ),
  guard(
    'read-back',
    'a write that the store lost is noticed before anybody sees the ledger',
    PUBLISH,
    'await assertReadsBack(ports.ledger, pointer, next);',
    '',
  ),
  guard(
    'pointer last',
    'the ledger becomes visible only when all of it is written',
    PUBLISH,
    'const { entriesWritten, superseded } =',
    'await ports.ledger.publish(nextPointer(head, base, 0), base); const { entriesWritten, superseded } =',
  ),
  guard(
    'pointer condition',
    'of two workers that compared with the same ledger only one publishes',
    LEDGER,
    'visible?.order === base?.order',
    'true',
  ),
  guard(
    'base in the pointer condition',
    '"newer than the visible one" is not enough: the difference is only right on its own base',
    LEDGER,
    'visible?.order === base?.order',
    'visible === undefined || isNewer(pointer.order, visible.order)',
  ),
  guard(
    'expiry of the superseded only',
    'what is visible never gets an end',
    LEDGER,
    'byText(stored.version, shown) < 0',
    'true',
  ),
  guard(
    'quarantine of bad input only',
    'trouble on the way is tried again',
    PUBLISH_READ,
    "error.kind === 'poison' ||",
    "error.kind !== 'bug' ||",
  ),
  guard(
    'sweep',
    'a delivery whose notice was lost is found',
    RECONCILE,
    'announced = await sweep(ports, settings);',
    '',
  ),
  guard(
    'sweep past refused deliveries',
    'a bad delivery does not hide a good one before it',
    RECONCILE,
    '!refused.some(({ order }) => isOf(order, manifest))',
    'true',
  ),
  guard(
    'judgement by the sweep',
    'a change whose event was lost is judged',
    RECONCILE,
    'await judgeNews(ports, settings.exportName, settings, last);',
    '',
  ),
  guard(
    'period of a judgement',
    'a late delivery of an earlier month is the older judgement',
    'domain/alert/step.ts',
    'alert.judgedPeriod === period ? isNewer(alert.judgedFrom, order) : alert.judgedPeriod > period',
    'isNewer(alert.judgedFrom, order)',
  ),
  guard(
    'alert version',
    'of two judgements at once only one is stored',
    ALERTS,
    'alerts.get(after.id)?.version === before?.version',
    'true',
  ),
  guard(
    'judged pointer',
    'a judgement of a ledger that is no longer visible changes nothing',
    ALERTS,
    'visible?.order === judged.order',
    'true',
  ),
  guard(
    'transaction of alert and messages',
    'no alert without its message',
    ALERTS,
    `        return visible?.order === judged.order
          ? store(tables, judged.exportName, transition, outbox)
          : 'conflict';
      }),`,
    `        return visible?.order === judged.order
          ? store(tables, judged.exportName, transition, [])
          : ('conflict' as const);
      }).then((outcome) =>
        withFault(faults, 'alerts.messages', () => {
          if (outcome === 'committed') for (const entry of outbox) tables.outbox.set(entry.id, { entry });
          return outcome;
        }),
      ),`,
  ),
  guard(
    'send before confirm',
    'a message is settled only when the channel has it',
    NOTIFY,
    'const result = await ports.channels',
    `await ports.outbox.confirm(outboxId, token, { channel: entry.channel, providerId: '', sentAt: now });
  const result = await ports.channels`,
  ),
  guard('lease', 'two senders never have one message in hand', OUTBOX, 'entry.lease.until > now', 'false'),
  guard(
    'lease over clock differences',
    "a sender whose clock is ahead does not take another one's message",
    NOTIFY,
    'const LEASE_MS = SENDING_MS_MAX + CLOCK_SKEW_MS_MAX',
    'const LEASE_MS = SENDING_MS_MAX',
  ),
  guard(
    'mark of a repeat',
    'a message that may have come before says so',
    NOTIFY,
    'maybeRepeat: entry.attempts > 1',
    'maybeRepeat: false',
  ),
  guard(
    'order in a thread',
    'news of an alert comes in its order',
    OUTBOX,
    'if (!hasItsTurn(tables, entry, now)) return undefined;',
    '',
  ),
  guard(
    'due messages',
    'a message whose event was lost is sent',
    RECONCILE,
    'const due = await ports.outbox.due(ports.clock.now(), SENT_AT_ONCE_MAX);',
    'const due: readonly string[] = [];',
  ),
  guard(
    'judged by the newest period',
    'messages tell the numbers of the delivery that they name',
    EVALUATE,
    'const newest = pointers.at(-1);',
    'const newest = pointers.at(0);',
  ),
];
