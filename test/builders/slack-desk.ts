import { createMemorySeenRequests } from '../../shared/adapters/memory/memory-seen-requests.ts';
import type { Asker, Desk } from '../../shared/adapters/slack/desk.ts';
import type { HttpAnswer, SlackDoor } from '../../shared/adapters/slack/serve.ts';
import { type Person, personOf } from '../../shared/domain/access/person.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import type { Standing } from '../../shared/domain/report/standing.ts';
import { SIGNING_SECRET } from './slack-request.ts';
import { anAlert } from './transition.ts';

/** A Tuesday evening. */
export const NOW = Date.UTC(2026, 10, 17, 21, 6);

export const PEOPLE: readonly Person[] = [
  { id: 'U0ROBIN', name: 'Robin Vega', role: 'on-call', teams: ['support'] },
  { id: 'U0FENNA', name: 'Fenna Moor', role: 'finance', teams: '*' },
  { id: 'U0OLA', name: 'Ola Berg', role: 'owner', teams: ['search'] },
  { id: 'U0VIC', name: 'Vic Lund', role: 'viewer', teams: '*' },
];

export const STANDING: Standing = {
  period: '2026-11',
  currency: 'USD',
  dataThrough: NOW / 3_600_000,
  deliveredAt: NOW,
  teams: [
    {
      team: 'support',
      spent: parsePico('8800'),
      amount: parsePico('11000'),
      budget: {
        team: 'support',
        currency: 'USD',
        amount: parsePico('11000'),
        thresholds: [80],
        timeZone: 'Europe/Berlin',
      },
      open: 1,
    },
  ],
  alerts: [anAlert()],
};

/** Remembers what was asked of it, and does it all. */
export function aDesk(overrides: Partial<Desk> = {}): { readonly desk: Desk; readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  const note =
    <T>(name: string, answer: T) =>
    async ({ actor }: Asker, ...rest: unknown[]): Promise<T> => {
      asked.push([name, actor.name, ...rest]);
      return answer;
    };
  const done = { done: true, text: 'done' };
  const desk: Desk = {
    now: () => NOW,
    masker: async () => (text) => text,
    personOf: async (id) => personOf(PEOPLE, id),
    alert: async (id) => (id === anAlert().id ? anAlert() : undefined),
    standing: async () => STANDING,
    top: note('top', undefined),
    decide: note('decide', done),
    declarePlan: note('plan', { outcome: 'declared', id: 'plan-1', mutes: 1 }),
    stopCard: note('stop', [{ kind: 'title', text: 'Stop card' }]),
    askRaise: note('raise', done),
    answer: note('answer', done),
    ...overrides,
  };
  return { desk, asked };
}

export interface Told {
  readonly to: string;
  readonly what: string;
}

/** A door with nobody behind it but this desk. */
export function aDoor(desk: Desk, overrides: Partial<SlackDoor> = {}) {
  const told: Told[] = [];
  const refusals: string[] = [];
  const handedOver: string[] = [];
  const door: SlackDoor = {
    signingSecret: async () => SIGNING_SECRET,
    seen: createMemorySeenRequests(),
    desk,
    web: {
      open: async (to, view) => {
        told.push({ to, what: JSON.stringify(view) });
        return true;
      },
      tell: async (to, message) => {
        told.push({ to, what: JSON.stringify(message) });
        return true;
      },
    },
    handOver: async ({ body }) => void handedOver.push(Buffer.from(body).toString()),
    pause: () => new Promise(() => {}),
    now: () => NOW,
    onRefused: (why) => void refusals.push(why),
    onFailed: (error) => void refusals.push(String(error)),
    ...overrides,
  };
  return { door, told, refusals, handedOver };
}

export const bodyOf = ({ body }: HttpAnswer): unknown => (body === '' ? '' : JSON.parse(body));

const form = (payload: object): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

export const aCommand = (text: string, user = 'U0ROBIN'): string =>
  new URLSearchParams({
    command: '/billhook',
    text,
    user_id: user,
    user_name: 'robin',
    response_url: 'https://hooks.slack.com/commands/T/1/x',
    trigger_id: 'trigger',
  }).toString();

export const aClick = (action: string, value: string, user = 'U0ROBIN'): string =>
  form({
    type: 'block_actions',
    user: { id: user, name: 'robin' },
    response_url: 'https://hooks.slack.com/actions/T/1/x',
    trigger_id: 'trigger',
    actions: [{ type: 'button', action_id: `billhook.${action}.0`, value }],
  });

export const aSubmission = (
  callback: string,
  metadata: string,
  values: Readonly<Record<string, string | number>>,
  user = 'U0ROBIN',
): string =>
  form({
    type: 'view_submission',
    user: { id: user, name: 'robin' },
    view: {
      callback_id: callback,
      private_metadata: metadata,
      state: {
        values: Object.fromEntries(
          Object.entries(values).map(([id, value]) => [
            id,
            {
              [id]:
                typeof value === 'number'
                  ? { type: 'datetimepicker', selected_date_time: value }
                  : { type: 'plain_text_input', value },
            },
          ]),
        ),
      },
    },
  });
