/**
 * What one of everything takes, as measured. Four runs: (job) `node test/bench/job/run.ts --rows 1000000 --json`, one
 * month of 2,000 principals and 1,000,000 rows; (demo) `npm start -- --once`, whose functions log `requests made` with
 * each invocation; (quiet) the job's seconds in docs/performance.md, from a machine that did nothing else; (contract)
 * test/contract/running-cost.test.ts, which counts again and compares.
 */

/** A month, as AWS bills hours: 30 days. */
export const DAYS = 30;

/** Cells (principal, model, token kind, hour) a Bedrock row. (job) 197,928 of 300,000; (demo, October) 65,346 of 90,429. */
export const CELLS_PER_BEDROCK_ROW = 0.69;
/** The most cells an entry of a region or a tag's value has: a day's hours, models and kinds. (demo) 351 a region. */
export const CELLS_PER_VALUE_DAY = 350;

/** An item of the ledger: keys, names and sessions, and each cell deflated. (job) 435 bytes of 4.5 cells; (demo) 886 of 49. */
export const ENTRY_BYTES = 390;
export const CELL_BYTES = 9;
/** DynamoDB rounds each item up to the next KB. (demo, October) 2,283 entries of 1,018 bytes take 3,297 write units. */
export const ROUNDING_UNITS = 0.45;
/** What storage counts besides, for each item: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export const STORED_ITEM_BYTES = 100;

/**
 * Days of entries that a delivery writes are 1 + 1/(deliveries a day), since its hours lie on that many days, less what
 * was not active in these very hours. (demo) 77 to 117 of 73.6 entries a day, 1.33 days at two deliveries a day.
 */
export const INACTIVE_DAYS = 0.17;
/** Superseded versions stay in their partitions, and are read with them, for a week (`publish.ts`). */
export const SUPERSEDED_DAYS = 7;
/** Readings of the whole month: to compare with, and to check what was written. (demo) `Query 62` of 31 partitions. */
export const VIEWS_PER_DELIVERY = 2;
/** Periods that are judged together, the newest and two before it (`PERIODS_JUDGED`). */
export const PERIODS_BEFORE = 2;
/** AWS restates a month that has ended for some days; assumed, no long record of a real export is public. */
export const CLOSING_DAYS = 5;
/** Share of a closed month's entries that such a delivery changes; assumed. */
export const CLOSING_CHANGED = 0.02;
/** The pointer of a period. (demo, October) 1,867 bytes with one version in its chain, and some 65 for each more. */
export const POINTER_UNITS = 4;
/** Ripeness that a judgement of something new learns. (demo, October) `PutItem 1`, 17 units. */
export const RIPENESS_UNITS = 17;
/** Pointers, budgets, alerts, plans, silences. (demo, November's first) 1,323, of which reading three months back took 1,315. */
export const JUDGEMENT_READ_UNITS = 8;
/**
 * Sweeps a day that judge what was judged before: Lambda has started a new process, or somebody has decided something;
 * assumed. Others than these, and those after a delivery, read no ledger (`judge-news.ts`).
 */
export const SWEEPS_ANEW_PER_DAY = 6;
/** A look at Billhook's own health that finds nothing new. (demo, second `report` task) 24.5. */
export const REPORT_READ_UNITS = 25;

/** An alert's change with its message: in its transaction, and then claimed, sent, confirmed. (demo) 56 and 37; 13 read. */
export const COMMIT_UNITS = 56;
export const SEND_UNITS = 37;
export const MESSAGE_READ_UNITS = 13;

/** Ranges of a file, however small, and more for each million rows. (demo) 9 for 42,000 rows; (job) 16 for 1,000,000. */
export const GETS_PER_FILE = 8;
export const GETS_PER_MILLION_ROWS = 8;
/** The manifest, pinned and read, and what ranges come to beyond that. (contract) 12 in all, with one file. */
export const GETS_PER_DELIVERY = 3;
/** The second notice finds the delivery published. (demo) `GetObject 1, HeadObject 3`. */
export const GETS_PER_SECOND_NOTICE = 4;
/** (demo) `HeadObject 1, ListObjectsV2 1` a sweep; `GetObject 4, ListObjectsV2 1` a look at the health. */
export const GETS_PER_SWEEP = 1;
export const GETS_PER_REPORT = 4;
export const LISTS_PER_TASK = 1;
/** Evidence of an alert: looked for, written. (demo) `HeadObject 2, PutObject 1` an alert. */
export const GETS_PER_ALERT = 2;
export const PUTS_PER_ALERT = 1;
/** A rollup of more than 8 MiB goes up in parts, `s3-write.ts`; a beginning and an end besides. (job) 4 requests. */
export const UPLOAD_PART_BYTES = 8 * 1024 * 1024;

/** (job) 126.9 MB of 1,000,000 rows with all 131 columns; the 46 that the stack's own export asks for take less. */
export const EXPORT_BYTES_PER_ROW = 127;
/** Of a cell in a rollup. (demo, October) 8,978,234 bytes of 157,112 cells of all dimensions. */
export const ROLLUP_BYTES_PER_CELL = 57;
/** In the summary beside it. (job) 1,681,817 bytes of 206,856 cells; (demo, October) 231,641 of 157,112. */
export const SUMMARY_BYTES_PER_CELL = 8;

/** A dropped rollup can be brought back for so long (`infra/work-bucket.yml`). */
export const DROPPED_DAYS = 14;

/** Seconds, wall, of two x86-64 cores. (quiet) fetch, decode, group and rollup of 1,000,000 rows. */
export const SECONDS_PER_MILLION_ROWS = 2.5;
/** `node test/bench/parts.ts`, beside other programs: 20 parts of 1,000,000 rows each in 14.8 s of processor time. */
export const MERGE_SECONDS_PER_MILLION_ROWS = 0.74;
/** (quiet) 45,840 entries were read in 3.02 s and compared in 0.36. */
export const SECONDS_PER_ENTRY_READ = 74e-6;
/** (quiet) 1.30 s for a refresh of 2,000 new rows, which (job) change 655 entries; the ends of those before included. */
export const SECONDS_PER_ENTRY_WRITTEN = 2e-3;
/** (quiet) 24,000 series over 60 days in 0.4 s: `node test/bench/judge.ts`. */
export const SECONDS_PER_SERIES = 17e-6;
/** Node, SDK, settings: docs/performance.md, a start of 0.9 s. */
export const START_SECONDS = 0.9;
/** (demo, on a busy machine) `Billed Duration` of a message, of the task `send`, and of `report` without news. */
export const MESSAGE_SECONDS = 0.3;
export const SEND_TASK_SECONDS = 0.04;
export const REPORT_SECONDS = 0.65;

/** Bytes of log lines with the 26 that CloudWatch counts for each. (demo) a delivery's with its judgement and its report. */
export const LOG_BYTES = {
  delivery: 8_800,
  message: 2_000,
  sweep: 1_750,
  send: 1_600,
  report: 1_800,
} as const;
/**
 * Names of metrics that leave every hour: HealthLooks, HealthConditions, DataAgeHours, AlertsChanged, DeliveriesAnnounced,
 * MessagesWaiting. Others count for the hours they come.
 */
export const METRICS_HOURLY = 6;
export const METRICS_PER_DELIVERY = 2;
