/**
 * Ids of a batch that the function wants again, by the rules of `ReportBatchItemFailures` (AWS: "Implementing partial
 * batch responses"): nothing said is success; an answer that cannot be read, or names an unknown id, fails the batch.
 */
export function failedIds(payload: string, ids: readonly string[]): ReadonlySet<string> {
  const all = new Set(ids);
  const answer = parse(payload);
  if (answer === undefined) return all;
  if (answer === null || typeof answer !== 'object') return new Set();
  const listed = (answer as { batchItemFailures?: unknown }).batchItemFailures;
  if (listed === undefined || listed === null) return new Set();
  if (!Array.isArray(listed)) return all;
  const failed = new Set<string>();
  for (const item of listed) {
    const id = (item as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    if (typeof id !== 'string' || !all.has(id)) return all;
    failed.add(id);
  }
  return failed;
}

/** Undefined where the text is not JSON. */
function parse(payload: string): unknown {
  try {
    return payload === '' ? null : JSON.parse(payload);
  } catch {
    return undefined;
  }
}
