import { ONE_READER_MAX } from '../delivery/large-delivery.ts';
import {
  CELLS_PER_BEDROCK_ROW,
  EXPORT_BYTES_PER_ROW,
  MERGE_SECONDS_PER_MILLION_ROWS,
  ROLLUP_BYTES_PER_CELL,
  SECONDS_PER_MILLION_ROWS,
  START_SECONDS,
  UPLOAD_PART_BYTES,
} from './coefficients.ts';
import type { InstallationSize } from './size.ts';
import { STACK } from './stack.ts';

/** What a month's large deliveries take besides what every delivery does. */
export interface Readings {
  readonly transitions: number;
  readonly invocations: number;
  readonly s3Puts: number;
  readonly s3Gets: number;
  /** Of readers, and of adding up; less what ingest is spared. */
  readonly gbSeconds: number;
}

/** States of one execution besides its files: the map, the publishing and the start. */
const TRANSITIONS_PER_READING = 3;
/** An item's execution is started, and has one state. */
const TRANSITIONS_PER_FILE = 2;
/** The plan and the list of files; read by readers, by the map, by who adds up: pinned and read each. */
const PUTS_PER_READING = 2;
const GETS_PER_READING = 3;
const GETS_PER_PART = 4;

/**
 * Deliveries of the running month grow past the line at one time of it, and stay large; those of a closed month are as
 * large as it was. `running` and `closing` are deliveries a month.
 */
export function monthlyReadings(
  size: InstallationSize,
  { running, closing }: { readonly running: number; readonly closing: number },
): Readings {
  const line = Math.min(
    1,
    (ONE_READER_MAX.files + 1) / size.files,
    ONE_READER_MAX.bytes / (size.rows * EXPORT_BYTES_PER_ROW),
  );
  if (line === 1) return { transitions: 0, invocations: 0, s3Puts: 0, s3Gets: 0, gbSeconds: 0 };
  const ofRunning = running * (1 - line);
  const readings = ofRunning + closing;
  // In whole months: on average a running one is half way between the line and its end.
  const months = (ofRunning * (1 + line)) / 2 + closing;
  const files = months * size.files;
  const partBytes =
    ((size.rows * size.bedrockShare) / size.files) * CELLS_PER_BEDROCK_ROW * ROLLUP_BYTES_PER_CELL;
  const uploads = Math.ceil(partBytes / UPLOAD_PART_BYTES);
  return {
    transitions: readings * TRANSITIONS_PER_READING + files * TRANSITIONS_PER_FILE,
    invocations: readings + files,
    s3Puts: readings * PUTS_PER_READING + files * (uploads <= 1 ? 1 : uploads + 2),
    s3Gets: readings * GETS_PER_READING + files * GETS_PER_PART,
    gbSeconds: gbSeconds((months * size.rows) / 1e6, files, readings),
  };
}

/** Reading moves from ingest to readers; writing costs the same in another function of the same memory. */
function gbSeconds(millionRows: number, files: number, readings: number): number {
  const { memory } = STACK;
  const reading = files * START_SECONDS + millionRows * SECONDS_PER_MILLION_ROWS;
  const adding = readings * START_SECONDS + millionRows * MERGE_SECONDS_PER_MILLION_ROWS;
  const spared = millionRows * SECONDS_PER_MILLION_ROWS;
  return (reading * memory.readFile + (adding - spared) * memory.publishDelivery) / 1024;
}
