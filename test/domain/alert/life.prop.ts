import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Alert, AlertChange, Transition } from '../../../shared/domain/alert/alert.ts';
import { RESOLVE_AFTER } from '../../../shared/domain/alert/ending.ts';
import { fingerprintOf, labelsOf } from '../../../shared/domain/alert/fingerprint.ts';
import type { Handling } from '../../../shared/domain/alert/handling.ts';
import { HISTORY_MAX } from '../../../shared/domain/alert/history.ts';
import { isInForce, silenceMatches } from '../../../shared/domain/alert/silence-matches.ts';
import { lastEnding } from '../../../shared/domain/alert/standing.ts';
import { DAY_MS } from '../../../shared/domain/base/instant.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { incidentHistories, type JudgedStep, play } from '../../builders/incident-history.ts';

/** `LIFE_RUNS=10000 LIFE_SEED=…` for the long run. */
const RUNS = { numRuns: Number(process.env.LIFE_RUNS ?? 60) };
const SEED = process.env.LIFE_SEED === undefined ? {} : { seed: Number(process.env.LIFE_SEED) };

const holds = (check: (steps: readonly JudgedStep[]) => void): void =>
  fc.assert(
    fc.property(incidentHistories, (history) => check(play(history))),
    { ...RUNS, ...SEED },
  );

const QUIET: ReadonlySet<Transition['reason']> = new Set(['updated', 'muted']);
const isLoud = ({ tell, reason }: Transition): boolean => tell && !QUIET.has(reason);
const isStill = ({ handling: { verdict, snoozed } = {} }: Alert, clock: number): boolean =>
  (verdict !== undefined && verdict.verdict !== 'real') || (snoozed !== undefined && clock < snoozed.until);
const rowsOf = ({ before, after }: Transition): readonly AlertChange[] =>
  after.history.filter((row) => !(before?.history ?? []).includes(row));
const lastWord = ({ history }: Alert): number => history.findLast(({ by }) => by !== undefined)?.at ?? 0;

const tenfold = (told: Finding, now: Finding): boolean =>
  now.costPerHour >= 10n * told.costPerHour || now.impact.soFar >= 10n * told.impact.soFar;

/** Tenfold in rate or sum, critical where it was not, or the next threshold of a budget. */
function isWorse(told: Finding, now: Finding): boolean {
  return (
    tenfold(told, now) ||
    (now.budget?.threshold ?? 0) > (told.budget?.threshold ?? 0) ||
    (now.severity === 'critical' && told.severity !== 'critical')
  );
}

/** What must be true for each reason that somebody hears of. */
function isMarked({ reason, before, after }: Transition, { asOf, clock }: JudgedStep): boolean {
  if (before === undefined) return reason === 'first';
  const { told, handling = {} } = before;
  const { finding } = after;
  const rested = asOf - (before.history.at(-1)?.at ?? 0) >= DAY_MS;
  const doubled = rested && finding.costPerHour >= 2n * told.costPerHour;
  switch (reason) {
    case 'first':
      return before.untold === true && after.mute === undefined;
    case 'unmuted':
      return before.mute !== undefined && after.mute === undefined;
    case 'fired-again':
      return before.state === 'resolved' && after.state === 'firing';
    case 'snooze-ended':
      return handling.snoozed !== undefined && handling.snoozed.until <= clock;
    case 'ack-lapsed':
      return (
        handling.acknowledged !== undefined &&
        asOf - lastWord(before) >= DAY_MS &&
        (doubled || tenfold(told, finding))
      );
    case 'threshold':
      return finding.budget!.threshold > told.budget!.threshold;
    case 'grew':
      return isWorse(told, finding) || (doubled && handling.acknowledged === undefined);
    case 'revised':
      return (
        before.state === 'resolved' ||
        finding.series[0]?.cost !== told.series[0]?.cost ||
        (finding.budget?.spent ?? 0n) < (told.budget?.spent ?? 0n)
      );
    case 'resolved':
    case 'withdrawn':
    case 'period-closed':
      return before.state !== 'resolved' && after.state === 'resolved' && before.untold !== true;
    default:
      return false;
  }
}

it('says nothing twice: whatever is heard has its marked reason, and a delivery judged again says nothing', () => {
  holds((steps) => {
    for (const step of steps) {
      const ids = step.transitions.map(({ after }) => after.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const each of step.transitions.filter(isLoud)) {
        expect(isMarked(each, step), `${each.reason} of ${each.after.id}`).toBe(true);
        if (each.after.state === 'firing') expect(each.after.told).toBe(each.after.finding);
      }
      expect(step.again.filter(isLoud)).toEqual([]);
    }
  });
});

/** State and decisions, read from the history alone. */
function readHistory(history: readonly AlertChange[]) {
  let [ended, muted, handling]: [boolean, boolean, Set<keyof Handling>] = [false, false, new Set()];
  let [isReal, verdict]: [boolean, boolean] = [false, false];
  const forget = (...names: readonly (keyof Handling)[]): void =>
    names.forEach((name) => void handling.delete(name));
  for (const { reason, note } of history) {
    if (reason === 'resolved' || reason === 'withdrawn' || reason === 'period-closed') ended = true;
    if (reason === 'muted') [ended, muted] = [false, true];
    if (reason === 'unmuted') [ended, muted] = [false, false];
    if (reason === 'fired-again' || reason === 'first') [ended, muted] = [false, false];
    if (reason === 'acknowledged') handling.add('acknowledged');
    if (reason === 'snoozed') handling.add('snoozed');
    if (reason === 'not-mine') handling.add('notMine');
    if (reason === 'verdict') {
      [isReal, verdict] = [note.startsWith('real'), true];
      handling.add('verdict');
      if (isReal) handling.add('acknowledged');
    }
    if (reason === 'snooze-ended') forget('snoozed');
    if (reason === 'ack-lapsed') forget('acknowledged');
  }
  return { ended, muted, handling, verdict };
}

it('loses no transition: each change of state, mute or decision is a row, and the rows tell the state', () => {
  holds((steps) => {
    for (const { transitions, alerts, findings, clock } of steps) {
      const found = new Set(findings.map((finding) => fingerprintOf(labelsOf(finding))));
      for (const transition of transitions) {
        const { before, after } = transition;
        expect(after.version).toBe((before?.version ?? 0) + 1);
        const rows = rowsOf(transition);
        const changed =
          before === undefined ||
          before.state !== after.state ||
          before.mute?.id !== after.mute?.id ||
          JSON.stringify(before.handling ?? {}) !== JSON.stringify(after.handling ?? {});
        if (changed) expect(rows, `${transition.reason} of ${after.id}`).toHaveLength(1);
        expect(rows.length).toBeLessThanOrEqual(1);
      }
      const now = new Map([...alerts, ...transitions.map(({ after }) => after)].map((one) => [one.id, one]));
      for (const alert of now.values()) {
        if (alert.history.length === HISTORY_MAX) continue;
        const read = readHistory(alert.history);
        expect(read.ended, alert.id).toBe(alert.state === 'resolved');
        if (alert.state !== 'resolved') expect(read.muted, alert.id).toBe(alert.mute !== undefined);
        for (const name of Object.keys(alert.handling ?? {}))
          expect(read.handling.has(name as keyof Handling), `${name} of ${alert.id}`).toBe(true);
        // Told and firing or never heard of: nothing in between.
        expect(alert.state === 'pending' || alert.state === 'resolved' || alert.untold === undefined).toBe(
          true,
        );
        if (alert.state === 'pending' && found.has(alert.fingerprint))
          expect(alert.mute !== undefined || isStill(alert, clock)).toBe(true);
      }
    }
  });
});

it('does not flap: an end waits for two silent deliveries and a day, and one incident at a time is open', () => {
  holds((steps) => {
    for (const { transitions, alerts, asOf } of steps) {
      for (const { before, after } of transitions) {
        if (before?.state === 'resolved' || after.state !== 'resolved') continue;
        const { reason, note } = lastEnding(after)!;
        if (reason !== 'resolved' || !note.startsWith('quiet since')) continue;
        expect(asOf - before!.quietSince!).toBeGreaterThanOrEqual(RESOLVE_AFTER.ms);
        expect(before!.quiet + 1).toBeGreaterThanOrEqual(RESOLVE_AFTER.deliveries);
      }
      const now = new Map([...alerts, ...transitions.map(({ after }) => after)].map((one) => [one.id, one]));
      const open = [...now.values()].filter(({ state }) => state !== 'resolved');
      expect(new Set(open.map(({ fingerprint }) => fingerprint)).size).toBe(open.length);
    }
  });
});

it('a silence hides exactly what it matches, from its start to its end', () => {
  holds((steps) => {
    for (const { findings, silences, transitions, alerts, asOf, clock } of steps) {
      const now = new Map([...alerts, ...transitions.map(({ after }) => after)].map((one) => [one.id, one]));
      for (const finding of findings) {
        const fingerprint = fingerprintOf(labelsOf(finding));
        const hides = silences.some((one) => isInForce(one, asOf) && silenceMatches(one, finding));
        const alert = [...now.values()].find(
          (one) => one.fingerprint === fingerprint && one.state !== 'resolved',
        )!;
        expect(alert, fingerprint).toBeDefined();
        expect(alert.mute?.by === 'silence').toBe(hides);
        const loud = transitions.filter((one) => one.after.id === alert.id && isLoud(one));
        if (hides) expect(loud).toEqual([]);
        else if (alert.mute === undefined && !isStill(alert, clock)) expect(alert.state).toBe('firing');
      }
    }
  });
});

it('what people want quiet keeps still until it is worse by far, a new threshold, or its end', () => {
  holds((steps) => {
    for (const { transitions, clock } of steps) {
      for (const each of transitions.filter(isLoud)) {
        const { before, after, reason } = each;
        if (before === undefined || before.state === 'resolved' || after.state === 'resolved') continue;
        if (!isStill(before, clock)) continue;
        expect(isWorse(before.told, after.finding), reason).toBe(true);
      }
    }
  });
});
