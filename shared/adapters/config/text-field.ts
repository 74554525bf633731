import * as v from 'valibot';

/** A text that says something. YAML's escapes can spell half of a character, which no store can write. */
export const text = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty('must not be empty'),
  v.transform((value) => value.toWellFormed()),
);
