import type { LedgerVersion } from '../../../domain/ledger/snapshot.ts';

const ENDING = '.arrow';
/** A time, an execution's id and a digest: what somebody else put there is called otherwise. */
const VERSION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~.*~[0-9a-f]{16}$/;

/** Below which one period's rollups lie. */
export const rollupFolder = (exportName: string, billingPeriod: string): string =>
  `rollups/${exportName}/${billingPeriod}/`;

export const rollupKey = (exportName: string, billingPeriod: string, version: LedgerVersion): string =>
  `${rollupFolder(exportName, billingPeriod)}${version}${ENDING}`;

/** Of what pages ask first, made of that rollup: it comes and goes with it. */
export const summaryKey = (exportName: string, billingPeriod: string, version: LedgerVersion): string =>
  `${rollupFolder(exportName, billingPeriod)}${version}.summary`;

/** Undefined for what is no rollup of this folder. */
export function versionOfKey(key: string, folder: string): LedgerVersion | undefined {
  if (!key.startsWith(folder) || !key.endsWith(ENDING)) return undefined;
  const version = key.slice(folder.length, -ENDING.length);
  return VERSION.test(version) ? version : undefined;
}
