import { readFileSync } from 'node:fs';
import { isCode, projectFiles } from '../sources.ts';

/** Files are read for the first fault, not for each. */
function once(read: () => ReadonlySet<string>): () => ReadonlySet<string> {
  let known: ReadonlySet<string> | undefined;
  return () => {
    known ??= read();
    return known;
  };
}

/** Names of counts that the code makes: literals in files that count something. */
export const countedNames = once(
  () =>
    new Set(
      projectFiles()
        .filter((source) => isCode(source) && /^(shared|functions)\//.test(source.path))
        .filter(({ text }) => text.includes('telemetry.count('))
        .flatMap(({ text }) => [...text.matchAll(/'([A-Z][A-Za-z]+)'/g)].map((match) => match[1]!)),
    ),
);

/** Sections of the runbooks, as links name them. */
export const runbookSections = once(
  () =>
    new Set(
      [...readFileSync('docs/runbooks.md', 'utf8').matchAll(/^##+ (.*)$/gm)].map((match) =>
        match[1]!.toLowerCase().replaceAll(' ', '-'),
      ),
    ),
);
