import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startScheduleSource } from '../../../shared/embedded/event-source-schedule.ts';
import type { ScheduleSource } from '../../../shared/embedded/function-spec.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function ticksIn(ms: number, source: Omit<ScheduleSource, 'kind'>): readonly unknown[] {
  const events: unknown[] = [];
  const running = startScheduleSource({ kind: 'schedule', ...source }, 'reconcile', (payload) =>
    events.push(JSON.parse(payload)),
  );
  vi.advanceTimersByTime(ms);
  running.stop();
  vi.advanceTimersByTime(ms);
  return events;
}

test('a clock ticks at its rate with its input, until it is stopped', () => {
  expect(ticksIn(3_500, { everyMs: 1_000, input: { task: 'sweep' } })).toEqual(
    Array.from({ length: 3 }, () => ({ task: 'sweep' })),
  );
});

test('without an input the function gets a scheduled event with its time', () => {
  vi.setSystemTime(new Date('2026-11-20T10:00:00.000Z'));
  expect(ticksIn(1_000, { everyMs: 1_000 })).toMatchObject([
    { 'detail-type': 'Scheduled Event', time: '2026-11-20T10:00:01Z' },
  ]);
});

test('without a rate it never ticks by itself', () => {
  expect(ticksIn(86_400_000, { input: {} })).toEqual([]);
});
