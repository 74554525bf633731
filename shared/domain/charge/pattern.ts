/** Whether a text matches a pattern in which `*` stands for any run of characters. Linear, unlike a regular expression. */
export function matchesPattern(pattern: string, text: string): boolean {
  const [head, ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return text === pattern;
  if (!text.startsWith(head!)) return false;
  let at = head!.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - tail.length >= at && text.endsWith(tail);
}
