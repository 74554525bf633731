import { expect, it } from 'vitest';
import { dayOf, hourOf, parseInstant } from '../../../shared/domain/base/instant.ts';
import { cutView } from '../../../shared/domain/ledger/cut-view.ts';
import { aCell, anEntry } from '../../builders/entry.ts';
import { aPointer } from '../../builders/snapshot.ts';

const day = dayOf(parseInstant('2026-11-18'));
const entries = [
  anEntry({ day, cells: [aCell({ hourOfDay: 4 }), aCell({ hourOfDay: 5 })] }),
  anEntry({ day: day + 1, cells: [aCell({ hourOfDay: 0 })] }),
];
const view = { pointer: aPointer({ dataThrough: hourOf(parseInstant('2026-11-19T01:00Z')) }), entries };

it('knows nothing from the given hour on', () => {
  const cut = cutView(view, parseInstant('2026-11-18T05:30:00Z'));
  expect(cut.pointer.dataThrough).toBe(hourOf(parseInstant('2026-11-18T05:00Z')));
  expect(cut.entries).toEqual([{ ...entries[0], cells: [aCell({ hourOfDay: 4 })] }]);
});

it('is left alone where all its data came before', () => {
  expect(cutView(view, parseInstant('2026-11-19T01:00:00Z'))).toBe(view);
});
