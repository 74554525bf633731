import type { Plan } from '../../shared/domain/alert/plan.ts';
import type { Silence } from '../../shared/domain/alert/silence.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';

const ANN = { id: 'cli:ann', name: 'ann' };

/** An eval run of search: $5,000 until Friday 18:00. `text` stands wherever people write freely. */
export const aPlan = (overrides: Partial<Plan> = {}, text = 'search'): Plan => ({
  id: 'plan-1a2b3c4d',
  team: text,
  principal: `role/${text}@123456789012`,
  cap: parsePico('5000'),
  currency: 'USD',
  startsAt: parseInstant('2026-11-23T09:00Z'),
  endsAt: parseInstant('2026-11-27T18:00Z'),
  by: { ...ANN, name: text },
  note: text,
  createdAt: parseInstant('2026-11-23T09:00Z'),
  version: 1,
  ...overrides,
});

export const aSilence = (overrides: Partial<Silence> = {}, text = 'search'): Silence => ({
  id: 'silence-1a2b3c4d',
  matchers: [
    { label: 'team', value: text },
    { label: 'rule', value: 'drop' },
  ],
  startsAt: parseInstant('2026-11-23T09:00Z'),
  endsAt: parseInstant('2026-11-27T18:00Z'),
  by: { ...ANN, name: text },
  comment: text,
  createdAt: parseInstant('2026-11-23T09:00Z'),
  version: 1,
  ...overrides,
});
