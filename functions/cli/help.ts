// What several commands' help says in the same words.
export const PATH_HELP =
  'PATH is a Data Export folder, a *-Manifest.json, .parquet or .csv(.gz) files, or s3://bucket/prefix.';

export const STORE_HELP = 'the folder that run --store keeps (default: .billhook)';

/** Examples below a command's options, each with what it is for. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ npx billhook ${line}`).join('\n')}`;
