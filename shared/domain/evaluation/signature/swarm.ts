import type { Pattern } from '../cause/facts.ts';
import { median } from '../cause/median.ts';
import { doubtsOf, followsOfficeHours } from './against.ts';
import { type Evidence, usualOf } from './evidence.ts';

const DAYS_MIN = 5;
/** Sessions of the busiest day against the usual day, and against the most that was ever seen. */
const GROWTH = { possible: 8, likely: 12 };
const ABOVE_MOST = 2;
/** A handful of new names is a colleague, not a swarm. */
const SESSIONS_MIN = 20;
/** Tokens of one session against the usual: a swarm is many that do the usual, not one that does much. */
const EACH_MAX = 2;

/** One role that starts session after session: a fan-out, a retry storm, a crash loop that begins anew each time. */
export function swarm(evidence: Evidence): Pattern | undefined {
  const { sessions } = evidence;
  if (sessions.principals !== 1 || sessions.before.length < DAYS_MIN) return undefined;
  const [usually, most] = [median(sessions.before), Math.max(...sessions.before)];
  if (sessions.now < Math.max(SESSIONS_MIN, GROWTH.possible * usually, ABOVE_MOST * most)) return undefined;
  const tokens = usualOf(evidence, ({ given, output }) => given + output, DAYS_MIN);
  if (tokens === undefined) return undefined;
  const each = sessions.tokens / sessions.now / (tokens.median / usually);
  const many = sessions.now >= GROWTH.likely * usually;
  const people = followsOfficeHours(evidence);
  if (each > EACH_MAX || (people && !many)) return undefined;
  return {
    name: 'swarm',
    confidence: many && !people ? 'likely' : 'possible',
    facts: [
      { label: 'sessions a day', was: usually, now: sessions.now, unit: 'sessions' },
      { label: 'tokens of each as a part of the usual', was: 1, now: each, unit: 'ratio' },
      { label: 'most sessions of a day before', was: most, now: sessions.now, unit: 'sessions' },
    ],
    against: [
      ...doubtsOf({ ...evidence, sessions: { ...sessions, now: 0 } }),
      'a launch or a load test starts many sessions too',
    ],
  };
}
