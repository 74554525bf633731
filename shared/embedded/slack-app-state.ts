import { randomUUID } from 'node:crypto';
import type { SlackContent } from './slack-store.ts';

/** A modal as it is open at somebody's. */
export interface OpenView {
  readonly id: string;
  readonly user: string;
  readonly view: SlackView;
  /** By input, after it was sent off and refused. */
  readonly errors: Readonly<Record<string, string>>;
}

export interface SlackView {
  readonly type: string;
  readonly callback_id?: string;
  readonly private_metadata?: string;
  readonly blocks: readonly (Readonly<Record<string, unknown>> & { readonly type: string })[];
  readonly [key: string]: unknown;
}

/** A message that one person sees. */
export interface Ephemeral extends SlackContent {
  readonly user: string;
  readonly channelId: string;
  readonly at: number;
}

export interface ResponseAddress {
  readonly user: string;
  readonly channelId: string;
  /** Message that was clicked on; undefined for a command. */
  readonly ts?: string;
}

/** What is between Slack and the app besides messages; it ends with the process, as it does in Slack within minutes. */
export interface SlackAppState {
  /** Good once, for three seconds. */
  newTrigger(user: string): string;
  takeTrigger(
    id: string,
  ): { readonly user: string } | 'expired_trigger_id' | 'exchanged_trigger_id' | 'invalid_trigger_id';
  /** Good five times within thirty minutes. */
  newResponseAddress(address: ResponseAddress): string;
  takeResponseAddress(token: string): ResponseAddress | 'expired_url' | 'used_url';
  openView(user: string, view: SlackView): OpenView;
  changeView(id: string, change: Pick<OpenView, 'view' | 'errors'>): OpenView | undefined;
  closeView(id: string): void;
  views(): readonly OpenView[];
  tellAlone(ephemeral: Ephemeral): void;
  /** Oldest first. */
  ephemerals(): readonly Ephemeral[];
  /** Grows with each change of what somebody sees. */
  version(): number;
}

const TRIGGER_MS = 3_000;
const ADDRESS_MS = 30 * 60_000;
const ADDRESS_USES = 5;
const KEPT = 200;

/** `now`: real time, since Slack's patience is. */
export function createSlackAppState(now: () => number = Date.now): SlackAppState {
  const triggers = new Map<string, { readonly user: string; readonly at: number; used: boolean }>();
  const addresses = new Map<string, { readonly to: ResponseAddress; readonly at: number; uses: number }>();
  const views = new Map<string, OpenView>();
  const ephemerals: Ephemeral[] = [];
  let version = 0;
  return {
    newTrigger: (user) => {
      const id = `${now()}.${randomUUID()}`;
      triggers.set(id, { user, at: now(), used: false });
      return id;
    },
    takeTrigger: (id) => {
      const trigger = triggers.get(id);
      if (trigger === undefined) return 'invalid_trigger_id';
      if (trigger.used) return 'exchanged_trigger_id';
      if (now() - trigger.at > TRIGGER_MS) return 'expired_trigger_id';
      trigger.used = true;
      return { user: trigger.user };
    },
    newResponseAddress: (to) => {
      const token = randomUUID();
      addresses.set(token, { to, at: now(), uses: 0 });
      return token;
    },
    takeResponseAddress: (token) => {
      const address = addresses.get(token);
      if (address === undefined || now() - address.at > ADDRESS_MS) return 'expired_url';
      address.uses += 1;
      return address.uses > ADDRESS_USES ? 'used_url' : address.to;
    },
    openView: (user, view) => {
      const open = { id: `V${randomUUID().slice(0, 8).toUpperCase()}`, user, view, errors: {} };
      views.set(open.id, open);
      version += 1;
      return open;
    },
    changeView: (id, change) => {
      const before = views.get(id);
      if (before === undefined) return undefined;
      const after = { ...before, ...change };
      views.set(id, after);
      version += 1;
      return after;
    },
    closeView: (id) => {
      if (views.delete(id)) version += 1;
    },
    views: () => [...views.values()],
    tellAlone: (ephemeral) => {
      ephemerals.push(ephemeral);
      if (ephemerals.length > KEPT) ephemerals.shift();
      version += 1;
    },
    ephemerals: () => ephemerals,
    version: () => version,
  };
}
