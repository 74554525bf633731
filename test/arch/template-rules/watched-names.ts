import { readFileSync } from 'node:fs';
import { isCode, projectFiles } from '../sources.ts';

/** Names of counts that the code makes: literals in files that count something. */
export const countedNames = (): ReadonlySet<string> =>
  new Set(
    projectFiles()
      .filter((source) => isCode(source) && /^(shared|functions)\//.test(source.path))
      .filter(({ text }) => text.includes('telemetry.count('))
      .flatMap(({ text }) => [...text.matchAll(/'([A-Z][A-Za-z]+)'/g)].map((match) => match[1]!)),
  );

/** Sections of the runbooks, as links name them. */
export const runbookSections = (): ReadonlySet<string> =>
  new Set(
    [...readFileSync('docs/runbooks.md', 'utf8').matchAll(/^##+ (.*)$/gm)].map((match) =>
      match[1]!.toLowerCase().replaceAll(' ', '-'),
    ),
  );
