import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { quiet } from '../../adapters/aws/quiet.ts';
import { createRequestTally, type RequestTally } from '../../adapters/aws/request-tally.ts';
import { watchDynamo } from '../../adapters/aws/watch-dynamodb.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NoticeScope } from '../batch.ts';
import { createSystemClock } from '../clock.ts';
import { type Config, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import type { Observed } from '../stack.ts';
import { createTelemetry } from '../telemetry.ts';

/** Everything one handler works with. */
export interface App<Ports, Settings> extends Observed {
  readonly ports: Ports;
  readonly scope: NoticeScope;
  /** Asked at each use: an operator may have changed them since the cold start. */
  readonly settings: () => Promise<Settings>;
}

/** What the table's adapters need. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly table: string;
}

export interface Shell {
  readonly config: Config;
  readonly observed: Observed;
  readonly clock: Clock;
  readonly table: Table;
  /** Counts what each invocation asks of AWS; clients made beside the table's are to be watched too. */
  readonly tally: RequestTally;
}

/**
 * What every function has. This folder is the only wiring of the Lambdas, one file a function, so that each bundle
 * holds the vendors its function uses and no others. Throws Failure `misconfigured` naming every wrong variable.
 */
export function openShell(): Shell {
  const config = readConfig();
  const log = createLog();
  const metrics = new Metrics();
  const tally = createRequestTally();
  const observed: Observed = { log, metrics, telemetry: createTelemetry(log, metrics), usage: tally.take };
  const table: Table = { client: watchDynamo(quiet(new DynamoDBClient()), tally), table: config.table };
  return { config, observed, clock: createSystemClock(), table, tally };
}
