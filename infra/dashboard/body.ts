import {
  COLORS,
  expression,
  FUNCTIONS,
  ofFunction,
  ofQueue,
  ofStateMachine,
  ofTable,
  own,
} from './metrics.ts';
import { alarms, course, grid, logs, number, text, type Widget } from './widgets.ts';

const ALARMS = [
  ...[
    'LateDataAlarm',
    'RefusedDeliveryAlarm',
    'FailedPublishAlarm',
    'NoticeAgeAlarm',
    'NoticeDeadLettersAlarm',
  ],
  ...['ChangeAgeAlarm', 'ChangeDeadLettersAlarm', 'SendAgeAlarm', 'StuckOutboxAlarm', 'UndeliverableAlarm'],
  ...['ReconcileErrorsAlarm', 'HealthLooksAlarm', 'AnswerErrorsAlarm', 'AnswerThrottlesAlarm'],
  ...['SlackSignatureAlarm', 'RunningCostAlarm'],
];
const DAY = 86_400;

export const DOLLARS_PER_GB_SECOND = 0.0000133334;
/** Milliseconds at so many MB. */
const DOLLARS_PER_MB_MILLISECOND = DOLLARS_PER_GB_SECOND / 1024 / 1000;
/** What the table was asked, at list price: as RunningCostAlarm has it. */
const OF_TABLE = 'FILL(written, 0) * 0.000000625 + FILL(read, 0) * 0.000000125';
const OF_FUNCTIONS = FUNCTIONS.map(
  (name, index) => `FILL(f${index}, 0) * \${self:functions.${name}.memorySize}`,
).join(' + ');

const ofCost = [
  ofTable('ConsumedWriteCapacityUnits', { id: 'written', stat: 'Sum', period: DAY, visible: false }),
  ofTable('ConsumedReadCapacityUnits', { id: 'read', stat: 'Sum', period: DAY, visible: false }),
  ...FUNCTIONS.map((name, index) =>
    ofFunction('Duration', name, { id: `f${index}`, stat: 'Sum', period: DAY, visible: false }),
  ),
  expression(OF_TABLE, { id: 'table', label: 'table', color: COLORS.calm }),
  expression(`(${OF_FUNCTIONS}) * ${DOLLARS_PER_MB_MILLISECOND.toFixed(18)}`, {
    ...{ id: 'functions', label: 'functions', color: COLORS.warning },
  }),
];

const widgets = grid([
  {
    height: 2,
    widgets: [
      text(
        `# Billhook \${sls:stage}\nThe bill becomes alerts: **deliveries** arrive, the ledger is judged, **messages** go out. What an alarm means and what to do: \${self:custom.chosen.runbooks}. Times are UTC.`,
      ),
    ],
  },
  {
    height: 4,
    widgets: [
      number('Age of the data, hours', 'Maximum', [
        own('DataAgeHours', { label: 'hours', color: COLORS.calm }),
      ]),
      number('Deliveries today', 'Sum', [
        own('DeliveriesPublished', { label: 'published', color: COLORS.good }),
      ]),
      number('Alerts today', 'Sum', [own('AlertsFired', { label: 'fired', color: COLORS.bad })]),
      number('Messages today', 'Sum', [own('MessagesPosted', { label: 'posted', color: COLORS.calm })]),
      number('Messages waiting', 'Maximum', [
        own('MessagesWaiting', { label: 'waiting', color: COLORS.warning }),
      ]),
      number('Never delivered today', 'Sum', [
        own('MessagesUndeliverable', { label: 'given up', color: COLORS.bad }),
      ]),
    ],
  },
  { height: 3, widgets: [alarms('Alarms', ALARMS)] },
  {
    height: 6,
    widgets: [
      course('Age of the data', { stat: 'Maximum', label: 'hours', limit: { value: 36, label: 'late' } }, [
        own('DataAgeHours', { label: 'newest delivery', color: COLORS.calm }),
      ]),
      course('Deliveries', { stat: 'Sum', stacked: true }, [
        own('DeliveriesPublished', { label: 'published', color: COLORS.good }),
        own('DeliveriesQuarantined', { label: 'refused', color: COLORS.bad }),
        own('DeliveriesFailed', { label: 'failed, tried again', color: COLORS.warning }),
        ofStateMachine('ExecutionsFailed', 'LargeDeliveries', {
          label: 'of many files, failed',
          color: COLORS.faint,
        }),
      ]),
      course('Waiting to be read', { stat: 'Maximum', label: 'seconds', period: 300 }, [
        ofQueue('ApproximateAgeOfOldestMessage', 'NoticeQueue', { label: 'oldest notice' }),
      ]),
    ],
  },
  {
    height: 6,
    widgets: [
      course('Alerts', { stat: 'Sum', stacked: true }, [
        own('AlertsFired', { label: 'fired', color: COLORS.bad }),
        own('AlertsResolved', { label: 'resolved', color: COLORS.good }),
      ]),
      course('Messages', { stat: 'Sum', stacked: true }, [
        own('MessagesPosted', { label: 'posted', color: COLORS.calm }),
        own('MessagesEdited', { label: 'edited', color: COLORS.faint }),
        own('MessagesUndeliverable', { label: 'given up', color: COLORS.bad }),
      ]),
      course('People who ask', { stat: 'Sum' }, [
        own('SlackRequests', { label: 'Slack', color: COLORS.calm }),
        own('ApiRequests', { label: 'console and API', color: COLORS.good }),
        own('SlackRequestsRefused', { label: "without Slack's signature", color: COLORS.bad }),
      ]),
    ],
  },
  {
    height: 6,
    widgets: [
      course(
        'Errors',
        { stat: 'Sum', stacked: true },
        FUNCTIONS.map((name) => ofFunction('Errors', name)),
      ),
      course(
        'Duration, slowest',
        { stat: 'Maximum', label: 'milliseconds' },
        FUNCTIONS.map((name) => ofFunction('Duration', name)),
      ),
      course(
        'Throttles',
        { stat: 'Sum', stacked: true },
        FUNCTIONS.map((name) => ofFunction('Throttles', name)),
      ),
    ],
  },
  {
    height: 6,
    widgets: [
      course('Dead letters', { stat: 'Maximum', period: 300 }, [
        ofQueue('ApproximateNumberOfMessagesVisible', 'NoticeDeadLetters', {
          ...{ label: 'deliveries', color: COLORS.bad },
        }),
        ofQueue('ApproximateNumberOfMessagesVisible', 'ChangeDeadLetters', {
          ...{ label: 'judgements and messages', color: COLORS.warning },
        }),
      ]),
      course('Table, units an hour', { stat: 'Sum' }, [
        ofTable('ConsumedWriteCapacityUnits', { label: 'written', color: COLORS.warning }),
        ofTable('ConsumedReadCapacityUnits', { label: 'read', color: COLORS.calm, yAxis: 'right' }),
      ]),
      course(
        'What Billhook costs, dollars a day',
        { stat: 'Sum', period: DAY, stacked: true, label: 'dollars' },
        ofCost,
      ),
    ],
  },
  {
    height: 7,
    widgets: [
      logs(
        'The last things that went wrong',
        FUNCTIONS,
        "fields @timestamp, message, facts.why, service | filter level in ['WARN', 'ERROR'] | sort @timestamp desc | limit 25",
      ),
    ],
  },
] satisfies Parameters<typeof grid>[0]);

/** Names of other resources stand in it as `${Table}`, so it belongs into Fn::Sub. */
export const body = JSON.stringify({ start: '-P7D', periodOverride: 'inherit', widgets } satisfies {
  readonly start: string;
  readonly periodOverride: string;
  readonly widgets: readonly Widget[];
});
