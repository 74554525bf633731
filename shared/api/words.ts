import * as v from 'valibot';

/** Exact decimal text such as `123.456789012345`, unrounded: whoever shows it rounds it. */
export const Money = v.pipe(
  v.string(),
  v.regex(/^-?\d{1,26}(\.\d{1,12})?$/, 'expected a decimal such as 123.45'),
);
export const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'expected a currency code such as USD'));
/** `2026-11`, UTC. */
export const Period = v.pipe(
  v.string(),
  v.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-11'),
);
/** ISO time in UTC, such as `2026-11-17T02:00:00.000Z`; an hour and a day are named by their start. */
export const Time = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/,
    'expected a UTC time such as 2026-11-17T02:00Z',
  ),
);
export const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(2_048));
export const TokenKind = v.picklist(['input', 'output', 'cache-read', 'cache-write', 'other']);
export const Severity = v.picklist(['critical', 'warning', 'info']);
/** 0–1. */
export const Share = v.number();

export const Range = v.object({ low: Money, mid: Money, high: Money });
export const Person = v.object({
  id: Name,
  name: v.string(),
  role: v.picklist(['finance', 'owner', 'on-call', 'viewer']),
  teams: v.union([v.array(Name), v.literal('*')]),
});
export const Actor = v.object({ id: v.string(), name: v.string() });

/** How far the data goes, with every answer that shows money. */
export const Freshness = v.object({
  /** End (exclusive) of the newest usage hour. */
  dataThrough: Time,
  deliveredAt: Time,
  executionId: v.string(),
  /** Before this hour nothing is expected to change by more than 5 %. */
  ripeThrough: Time,
  /** Nothing was delivered for longer than expected. */
  isStale: v.boolean(),
});

/** Every error: one sentence for a person, and where it lies. */
export const Problem = v.object({
  error: v.object({
    kind: v.picklist(['bad-request', 'unauthenticated', 'forbidden', 'not-found', 'conflict', 'internal']),
    message: v.string(),
    field: v.optional(v.string()),
    expected: v.optional(v.string()),
    found: v.optional(v.string()),
  }),
});
