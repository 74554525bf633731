import { picoText } from '../../shared/domain/base/money.ts';
import type { StopCard } from '../../shared/domain/evidence/stop-card.ts';
import { stopCardLines } from '../../shared/domain/evidence/stop-card-lines.ts';
import type { StopRefusal } from '../../shared/domain/evidence/stop-target.ts';
import { type Io, literal, styleOf } from './io.ts';

/** The card for a terminal: commands stand alone on their lines and are never broken, so that they can be copied. */
export function stopCardText(card: StopCard | StopRefusal, io: Io): string {
  const lines = stopCardLines(card).map(({ kind, text }, index) => {
    const shown = text.split('\n').map(literal).join('\n');
    if (kind === 'title') return `${index === 0 ? '' : '\n'}${styleOf(io).bold(shown)}`;
    return kind === 'code' ? shown : `  ${shown}`;
  });
  return `${lines.join('\n')}\n`;
}

/** For programs: the same facts, with money as text. */
export const stopCardJson = (card: StopCard | StopRefusal): unknown =>
  'refused' in card ? card : { ...card, policy: JSON.parse(card.policy), hits: card.hits.map(hitJson) };

const hitJson = ({ cost, ...use }: StopCard['hits'][number]) => ({ ...use, cost: picoText(cost) });
