/** What the deployed stack has, whatever its size: `infra/stages/prod.yml`, `functions/*\/function.yml`, `infra/alarms.yml`. */
export const STACK = {
  /** MB of the functions. */
  memory: {
    ingest: 3008,
    readFile: 1769,
    publishDelivery: 3008,
    evaluate: 1769,
    notify: 512,
    reconcile: 1769,
  },
  sendTasksPerHour: 12,
  logDays: 90,
  /** Metrics that alarms watch: each is charged, also where one alarm watches two. */
  alarms: 19,
  dashboards: 1,
  /**
   * Five pollers that wait 20 s each: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html. By that
   * page, not measured.
   */
  queuePollsPerHour: 5 * 180,
  /** Of console and Slack, a month; assumed. */
  httpRequestsPerTeam: 200,
} as const;
