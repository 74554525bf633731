import type { Alert, Transition } from '../../shared/domain/alert/alert.ts';
import { boundedName } from '../../shared/domain/base/bounded-name.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import { parsePrincipal } from '../../shared/domain/charge/parse-principal.ts';
import type { Budget } from '../../shared/domain/evaluation/budget/budget.ts';
import type { Cause, CausePart } from '../../shared/domain/evaluation/cause/facts.ts';
import type { Finding, FindingScope } from '../../shared/domain/evaluation/finding.ts';
import type { FirstSeen } from '../../shared/domain/evaluation/first-seen/facts.ts';
import type { EvidencePack } from '../../shared/domain/evidence/pack.ts';
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import type { Pointer } from '../../shared/domain/ledger/snapshot.ts';
import { composeNotification } from '../../shared/domain/notification/compose.ts';
import type { Notification } from '../../shared/domain/notification/notification.ts';
import type { OutboxEntry } from '../../shared/domain/notification/outbox.ts';
import { aBudget } from '../builders/budget.ts';
import { createDice, type Dice } from '../builders/dice.ts';
import { aCell, anEntry } from '../builders/entry.ts';
import { aPack } from '../builders/evidence.ts';
import { anOutboxEntry } from '../builders/outbox-entry.ts';
import { aPointer } from '../builders/snapshot.ts';
import { TELLINGS } from '../builders/tellings.ts';
import { drawWord } from './draw-word.ts';

/** Names that somebody else chose, by where they stand. */
export interface Words {
  readonly team: string;
  /** Of a role, a user or anything else in the caller's ARN. */
  readonly principal: string;
  readonly model: string;
  readonly session: string;
  readonly tag: string;
  readonly channel: string;
  readonly owner: string;
  readonly service: string;
}

export const WORDS_A_STORY = 8;

/** One alert with everything that is ever said about it. */
export interface Story {
  readonly telling: string;
  readonly words: Words;
  readonly principalId: string;
  readonly transition: Transition;
  readonly alert: Alert;
  readonly notification: Notification;
  readonly message: OutboxEntry;
  readonly pointer: Pointer;
  readonly entries: readonly LedgerEntry[];
  readonly budgets: readonly Budget[];
}

const NAMES = Object.keys(TELLINGS);

export function drawStory(seed: number, index: number): Story {
  const dice = createDice(seed, index);
  const word = (place: number): string => drawWord(dice, index * WORDS_A_STORY + place);
  const words: Words = {
    // Attribution trims a tag's value and bounds it; a blank one is no team.
    team: boundedName(word(0).trim()) || 'x',
    // IAM has no slash in a name; what follows one would be the name alone.
    principal: word(1).replaceAll('/', '∕'),
    model: boundedName(word(2)),
    session: word(3),
    tag: boundedName(word(4)),
    channel: word(5),
    owner: word(6),
    service: word(7),
  };
  return storyOf(dice.pick(NAMES), words, shapeOf(dice));
}

const shapeOf = (dice: Dice): ((name: string) => string) =>
  dice.pick([
    (name) => `arn:aws:iam::123456789012:role/${name}`,
    (name) => `arn:aws:sts::123456789012:assumed-role/${name}/session`,
    (name) => `arn:aws:sts::123456789012:federated-user/${name}`,
    (name) => name,
  ] as const);

/** The same story for any words: its outputs differ in nothing but the names. */
export function storyOf(telling: string, words: Words, arnOf: (name: string) => string): Story {
  const principalId = parsePrincipal(arnOf(words.principal)).id;
  const base = TELLINGS[telling]!;
  const transition = renamed(base, words, principalId);
  const alert = transition.after;
  const pointer = pointerOf(words);
  const notification = composeNotification(transition, pointer, { consoleUrl: 'https://billhook.example' });
  return {
    telling,
    words,
    principalId,
    transition,
    alert,
    notification,
    message: anOutboxEntry(1, { channel: { kind: 'slack', address: words.channel }, notification }),
    pointer,
    entries: entriesOf(words, principalId),
    budgets: [
      aBudget({ team: words.team, channel: words.channel, owner: words.owner }),
      aBudget({ team: `${words.tag} 2` }),
    ],
  };
}

/** The evidence of the story's alert, over its few entries. */
export const packOf = ({ alert, pointer, entries }: Story): EvidencePack =>
  aPack(alert, [{ pointer, entries }]);

function renamed(base: Transition, words: Words, principalId: string): Transition {
  const scopeOf = ({ principal, model, ...scope }: FindingScope): FindingScope => ({
    ...scope,
    team: words.team,
    ...(principal === undefined ? {} : { principal: principalId }),
    ...(model === undefined ? {} : { model: words.model }),
  });
  const findingOf = ({ causes, cause, firstSeen, drop, ...finding }: Finding): Finding => ({
    ...finding,
    ...(firstSeen === undefined ? {} : { firstSeen: seenOf(firstSeen, words, principalId) }),
    ...(drop === undefined
      ? {}
      : { drop: { ...drop, parts: drop.parts.map((part) => ({ ...part, principal: principalId })) } }),
    ...(cause === undefined ? {} : { cause: causeOf(cause, words, principalId) }),
    scope: scopeOf(finding.scope),
    contributions: finding.contributions.map((part, index) => ({
      ...part,
      // Several of one name would be one line.
      principal: index === 0 ? principalId : index === 1 ? `user/${words.session}` : part.principal,
      model: index < 2 ? words.model : part.model,
    })),
    ...(causes === undefined ? {} : { causes: causes.map(scopeOf) }),
  });
  const alertOf = (alert: Alert): Alert => ({
    ...alert,
    labels: { rule: alert.finding.rule, team: words.team },
    finding: findingOf(alert.finding),
    told: findingOf(alert.told),
  });
  return {
    ...base,
    ...(base.before === undefined ? {} : { before: alertOf(base.before) }),
    after: alertOf(base.after),
  };
}

const seenOf = (seen: FirstSeen, { team, tag, model, session }: Words, principal: string): FirstSeen => ({
  ...seen,
  value: seen.kind === 'model' ? model : tag,
  users: seen.users.map((user) => ({ ...user, team, principal })),
  also: seen.also.map((other) => ({ ...other, value: session })),
});

function causeOf(cause: Cause, { model }: Words, principal: string): Cause {
  const { explained, priceChange, modelSwitch } = cause;
  const named = (part: CausePart): CausePart => ({ ...part, principal, model });
  return {
    ...cause,
    explained: { ...explained, parts: explained.parts.map(named), less: explained.less.map(named) },
    ...(priceChange === undefined ? {} : { priceChange: { ...priceChange, model } }),
    ...(modelSwitch === undefined
      ? {}
      : { modelSwitch: { ...modelSwitch, principal, from: model, to: model } }),
  };
}

function entriesOf(words: Words, principalId: string): readonly LedgerEntry[] {
  const cells = [aCell({ model: words.model }), aCell({ model: 'nova-lite', hourOfDay: 14 })];
  const sessions = { count: 1, sample: [words.session] };
  return [
    anEntry({ team: words.team, value: principalId, cells, sessions }),
    anEntry({
      team: 'unattributed',
      value: `unknown/${words.session}`,
      cells: [aCell({ cost: parsePico('-3') })],
    }),
    anEntry({ dimension: 'project', value: words.tag }),
  ];
}

function pointerOf(words: Words): Pointer {
  const pointer = aPointer({ executionId: words.owner }, [anEntry({ team: words.team })]);
  const { totals } = pointer;
  const sum = { rows: 1, cost: { USD: '1' } };
  return {
    ...pointer,
    totals: {
      ...totals,
      byService: Object.fromEntries([
        [words.service, sum],
        ['Bedrock', sum],
      ]),
      byLineItemType: Object.fromEntries([
        [words.owner, sum],
        ['Usage', sum],
      ]),
    },
    unknownUsageTypes: Object.fromEntries([[words.model, '1']]),
  };
}
