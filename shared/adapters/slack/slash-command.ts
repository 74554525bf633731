/** What was typed behind `/billhook`. */
export type SlashCommand =
  | { readonly name: 'status' | 'alerts' | 'help' }
  | { readonly name: 'top' | 'budget'; readonly team?: string }
  /** `words` as typed; none asks for the form. */
  | { readonly name: 'plan'; readonly words: readonly string[] }
  | { readonly name: 'unknown'; readonly word: string; readonly nearest?: string };

const WORDS = ['status', 'top', 'plan', 'budget', 'alerts', 'help'] as const;

/** Names with blanks stand in double quotes, which a keyboard may have made round. */
export function parseSlashCommand(text: string): SlashCommand {
  const [first = 'help', ...rest] = wordsOf(text);
  const word = first.toLowerCase();
  const name = WORDS.find((each) => each === word);
  switch (name) {
    case undefined:
      return unknownWord(first);
    case 'plan':
      return { name, words: rest };
    case 'top':
    case 'budget': {
      const team = rest.join(' ');
      return team === '' ? { name } : { name, team };
    }
    default:
      return { name };
  }
}

const wordsOf = (text: string): readonly string[] =>
  [...text.matchAll(/["“”]([^"“”]*)["“”]|\S+/g)].map(([whole, quoted]) => quoted ?? whole);

/** A slip of one or two letters is guessed at; anything further away is not. */
function unknownWord(word: string): SlashCommand {
  const [best] = WORDS.map((each) => ({ each, slips: distance(word.toLowerCase(), each) })).sort(
    (a, b) => a.slips - b.slips,
  );
  const shown = { name: 'unknown', word } as const;
  return best !== undefined && best.slips <= 2 && best.slips < best.each.length - 1
    ? { ...shown, nearest: best.each }
    : shown;
}

/** Levenshtein's distance, counted no further than words of this length can be alike. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1)!;
}
