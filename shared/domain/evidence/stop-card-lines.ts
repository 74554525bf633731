import { formatMoney } from '../base/money.ts';
import type { PrincipalUse, StopCard } from './stop-card.ts';
import type { StopRefusal } from './stop-target.ts';

/** A line to show: `code` exactly as it stands, with nothing shortened, so that it can be copied. */
export interface StopCardLine {
  readonly kind: 'title' | 'text' | 'code';
  readonly text: string;
}

const line = (kind: StopCardLine['kind'], value: string): StopCardLine => ({ kind, text: value });
const code = (value: string): StopCardLine => line('code', value);

/** The card in its order of reading, as plain text without markup: every channel escapes it in its own way. */
export function stopCardLines(card: StopCard | StopRefusal): readonly StopCardLine[] {
  if ('refused' in card) {
    return [
      line('title', 'No stop card'),
      line('text', card.text),
      line('title', 'Instead'),
      ...card.instead.map((step) => line('text', step)),
    ];
  }
  return [
    line('title', `Stop card: ${card.target}`),
    line('text', 'Nothing was changed. This is what you can run yourself, and how to take it back.'),
    line('title', 'Who is hit'),
    ...hitLines(card),
    line('title', `Deny (run in ${card.runIn})`),
    ...card.apply.map(code),
    line('title', 'See that it is there'),
    code(card.check),
    line('title', 'Undo'),
    ...card.undo.map(code),
    line('title', 'The policy, to read'),
    code(card.policy),
    line('title', 'Where it does not hold'),
    ...card.holdsNot.map((text) => line('text', text)),
  ];
}

function hitLines({ hits, scope, currency }: StopCard): readonly StopCardLine[] {
  if (hits.length === 0) return [line('text', 'The last day’s bill shows no use of it.')];
  const head =
    scope === 'principal'
      ? 'All of this, as the last day of the bill shows it:'
      : 'One part of this, as the last day of the bill shows it (the bill does not split cost by session):';
  return [line('text', head), ...hits.map((use) => line('text', useText(use, currency)))];
}

/** A few names tell whether it is people or jobs. */
const NAMES_SHOWN = 5;

function useText({ team, cost, sessions, names }: PrincipalUse, currency: string): string {
  const count = sessions === 0 ? 'no sessions' : `${sessions} session${sessions === 1 ? '' : 's'}`;
  const more = sessions > Math.min(names.length, NAMES_SHOWN) ? ', …' : '';
  const shown = names.length === 0 ? '' : ` (${names.slice(0, NAMES_SHOWN).join(', ')}${more})`;
  return `team ${team}: ${formatMoney(cost, currency)}, ${count}${shown}`;
}
