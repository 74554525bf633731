import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { AnswerOf } from '../../../shared/api/documents.ts';

export type Me = AnswerOf<'me'>;

const EMPTY: Me = {
  person: { id: '', name: '', role: 'viewer', teams: [] },
  exportName: '',
  currency: 'USD',
  now: '1970-01-01T00:00:00Z',
  periods: [],
  teams: [],
  people: [],
};

/** Who asks, and what there is to see: read once by the shell, before any page is shown. */
export const MeContext = createContext<Me>(EMPTY);
export const useMe = (): Me => useContext(MeContext);

let read = { now: '', at: 0 };

/** The server's time now, ms: a page may stay open for hours. The shell asks for it as soon as an answer is there. */
export function nowOf({ now }: Me): number {
  if (read.now !== now) read = { now, at: Date.now() };
  return Date.parse(now) + Date.now() - read.at;
}
