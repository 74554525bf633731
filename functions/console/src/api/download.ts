import { bearer } from '../sign-in/token.ts';
import { addressOf } from './client.ts';
import { type Problem, problemOf, UNREACHABLE } from './problem.ts';
import { saveFile } from './save-file.ts';

/** Routes that answer with a file. */
export type FileRoute = 'exportBudgets' | 'statementFile';

/**
 * Fetches a file and saves it under the name that the API gives it; undefined when that is done. A plain link would
 * not do: it carries no token of who asks.
 */
export async function download(
  name: FileRoute,
  params: Readonly<Record<string, string>>,
): Promise<Problem | undefined> {
  try {
    const response = await fetch(addressOf(name, { params }), { headers: bearer() });
    if (!response.ok) return problemOf(response.status, await response.json().catch(() => undefined));
    saveFile(nameOf(response) ?? 'billhook', await response.blob());
    return undefined;
  } catch {
    return UNREACHABLE;
  }
}

const nameOf = ({ headers }: Response): string | undefined =>
  /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1];
