/** How long and how large the decoding of one file may get before it is stopped and the file refused. */
export interface DecodeLimits {
  /** Without any sign of life while nothing is waited for. A row group of four million rows takes a tenth of it. */
  readonly stallMs: number;
  /** Decoding time in all: so much for any file and so much more for each megabyte, never more than `busyMsMax`. */
  readonly busyMs: number;
  readonly busyMsPerMegabyte: number;
  readonly busyMsMax: number;
  /** JavaScript heap of the decoding thread. Typed arrays are not in it: `limits.ts` bounds those. */
  readonly heapMegabytes: number;
}

/** Tenfold what the slowest machine needs for real files, and less than the five minutes the ingest function has. */
export const DECODE_LIMITS: DecodeLimits = {
  stallMs: 30_000,
  busyMs: 60_000,
  busyMsPerMegabyte: 1_000,
  busyMsMax: 240_000,
  heapMegabytes: 1_024,
};

const MEGABYTE = 1_000_000;

/** Decoding time in ms that a file of this many bytes may take. */
export const busyLimitOf = (limits: DecodeLimits, bytes: number): number =>
  Math.min(limits.busyMs + Math.round((limits.busyMsPerMegabyte * bytes) / MEGABYTE), limits.busyMsMax);
