import {
  CLOSING_CHANGED,
  CLOSING_DAYS,
  DAYS,
  GETS_PER_REPORT,
  GETS_PER_SECOND_NOTICE,
  GETS_PER_SWEEP,
  JUDGEMENT_READ_UNITS,
  LISTS_PER_TASK,
  LOG_BYTES,
  MESSAGE_READ_UNITS,
  MESSAGE_SECONDS,
  METRICS_HOURLY,
  METRICS_PER_DELIVERY,
  PERIODS_BEFORE,
  REPORT_READ_UNITS,
  REPORT_SECONDS,
  SEND_TASK_SECONDS,
  SEND_UNITS,
  SWEEPS_ANEW_PER_DAY,
} from './coefficients.ts';
import { monthlyReadings } from './large-deliveries.ts';
import { type LedgerVolume, ledgerVolume } from './ledger-volume.ts';
import type { Quantities } from './prices.ts';
import {
  changedShares,
  closingRequests,
  judgementRequests,
  type Requests,
  refreshRequests,
  steadyProgress,
} from './requests.ts';
import { ingestSeconds, judgementSeconds } from './seconds.ts';
import type { InstallationSize } from './size.ts';
import { STACK } from './stack.ts';
import { storedBytes } from './stored.ts';

const GIB = 1024 ** 3;
const HOURS = DAYS * 24;
/** A delivery finds the month half over, on average. */
const HALF = 0.5;

/** What a month of this size takes of everything that AWS charges for. */
export function monthlyQuantities(size: InstallationSize): Quantities {
  const ledger = ledgerVolume(size);
  const counts = countsOf(size);
  const requests = requestsOf(size, ledger, counts);
  const stored = storedBytes(size, ledger);
  const readings = monthlyReadings(size, counts);
  const calls = counts.sweeps + counts.reports + counts.sends;
  const logGb = logBytes(size, counts) / GIB;
  return {
    lambdaGbSecond: gbSeconds(size, ledger, counts) + readings.gbSeconds,
    // A delivery is announced twice, by each copy of its manifest, and judged once.
    lambdaRequest: counts.deliveries * 3 + calls + size.messages + readings.invocations,
    writeUnit: requests.writeUnits,
    readUnit: requests.readUnits,
    tableGbMonth: stored.table / GIB,
    backupGbMonth: stored.table / GIB,
    s3Put: requests.s3Puts + readings.s3Puts,
    s3Get: requests.s3Gets + readings.s3Gets,
    s3GbMonth: stored.standard / GIB,
    s3RareGbMonth: stored.rare / GIB,
    // Each notice is sent, received and deleted; the pollers ask all the while.
    sqsRequest: counts.deliveries * 2 * 3 + STACK.queuePollsPerHour * HOURS,
    snsPublish: size.messages,
    stateTransition: readings.transitions,
    scheduledCall: calls,
    httpRequest: size.teams * STACK.httpRequestsPerTeam,
    logGb,
    logGbMonth: (logGb * STACK.logDays) / DAYS,
    metricMonth: METRICS_HOURLY + (METRICS_PER_DELIVERY * counts.deliveries) / HOURS,
    alarmMonth: STACK.alarms,
    dashboardMonth: STACK.dashboards,
  };
}

interface Counts {
  readonly running: number;
  readonly closing: number;
  readonly deliveries: number;
  readonly sweeps: number;
  /** Those that find something new. */
  readonly judgingSweeps: number;
  readonly reports: number;
  readonly sends: number;
}

function countsOf({ deliveriesPerDay }: InstallationSize): Counts {
  const running = deliveriesPerDay * DAYS;
  const closing = deliveriesPerDay * CLOSING_DAYS;
  const deliveries = running + closing;
  return {
    running,
    closing,
    deliveries,
    sweeps: HOURS,
    judgingSweeps: Math.min(HOURS, deliveries + SWEEPS_ANEW_PER_DAY * DAYS),
    reports: HOURS,
    sends: HOURS * STACK.sendTasksPerHour,
  };
}

function requestsOf(size: InstallationSize, ledger: LedgerVolume, counts: Counts): Requests {
  const progress = steadyProgress(size, HALF);
  const judged = (isNews: boolean, messages: number): Requests =>
    judgementRequests(ledger, { ...progress, monthsBefore: PERIODS_BEFORE, messages, isNews });
  const tasks: Requests = {
    writeUnits: 0,
    readUnits: counts.reports * REPORT_READ_UNITS + counts.sweeps * JUDGEMENT_READ_UNITS,
    s3Puts: (counts.sweeps + counts.reports) * LISTS_PER_TASK,
    s3Gets:
      counts.sweeps * GETS_PER_SWEEP +
      counts.reports * GETS_PER_REPORT +
      counts.deliveries * GETS_PER_SECOND_NOTICE,
  };
  const sending: Requests = {
    writeUnits: size.messages * SEND_UNITS,
    readUnits: size.messages * MESSAGE_READ_UNITS,
    s3Puts: 0,
    s3Gets: 0,
  };
  return [
    times(refreshRequests(size, ledger, progress), counts.running),
    times(closingRequests(size, ledger), counts.closing),
    times(judged(true, size.messages / counts.deliveries), counts.deliveries),
    // A sweep judges what is new to its process, and so do the reports after each delivery.
    times(judged(false, 0), counts.judgingSweeps + counts.deliveries),
    tasks,
    sending,
  ].reduce(sum);
}

function gbSeconds(size: InstallationSize, ledger: LedgerVolume, counts: Counts): number {
  const { written } = changedShares(size);
  const progress = steadyProgress(size, HALF);
  const closing = { filled: 1, superseded: 0, written: CLOSING_CHANGED };
  const ingest =
    counts.running * ingestSeconds(size, ledger, { ...progress, written }) +
    counts.closing * ingestSeconds(size, ledger, closing);
  const judgement = judgementSeconds(size, ledger, progress);
  const reconcile =
    (counts.judgingSweeps + counts.deliveries) * judgement +
    (counts.sweeps - counts.judgingSweeps) * SEND_TASK_SECONDS +
    counts.sends * SEND_TASK_SECONDS +
    counts.reports * REPORT_SECONDS;
  const { memory } = STACK;
  return (
    (ingest * memory.ingest +
      counts.deliveries * judgement * memory.evaluate +
      reconcile * memory.reconcile +
      size.messages * MESSAGE_SECONDS * memory.notify) /
    1024
  );
}

const logBytes = ({ messages }: InstallationSize, { deliveries, sweeps, reports, sends }: Counts): number =>
  deliveries * LOG_BYTES.delivery +
  messages * LOG_BYTES.message +
  sweeps * LOG_BYTES.sweep +
  reports * LOG_BYTES.report +
  sends * LOG_BYTES.send;

const times = (one: Requests, count: number): Requests => ({
  writeUnits: one.writeUnits * count,
  readUnits: one.readUnits * count,
  s3Puts: one.s3Puts * count,
  s3Gets: one.s3Gets * count,
});

const sum = (a: Requests, b: Requests): Requests => ({
  writeUnits: a.writeUnits + b.writeUnits,
  readUnits: a.readUnits + b.readUnits,
  s3Puts: a.s3Puts + b.s3Puts,
  s3Gets: a.s3Gets + b.s3Gets,
});
