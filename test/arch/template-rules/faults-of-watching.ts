import { at, type Json, properties, without } from './edit.ts';
import { type Fault, fault } from './fault.ts';

const redraw = (all: Json, change: (body: string) => string): void => {
  const body = at(properties(all, 'Dashboard'), 'DashboardBody');
  body['Fn::Sub'] = change(String(body['Fn::Sub']));
};

export const FAULTS_OF_WATCHING: readonly Fault[] = [
  fault('an alarm tells nobody', 'an alarm leads to its runbook', 'LateDataAlarm', (all) =>
    without(properties(all, 'LateDataAlarm'), 'AlarmActions'),
  ),
  fault('an alarm is switched off', 'an alarm leads to its runbook', 'LateDataAlarm', (all) => {
    properties(all, 'LateDataAlarm').ActionsEnabled = false;
  }),
  fault('an alarm has no runbook', 'an alarm leads to its runbook', 'StuckOutboxAlarm', (all) => {
    properties(all, 'StuckOutboxAlarm').AlarmDescription = 'Messages wait. Look at the log.';
  }),
  fault('an alarm leads to a section that went', 'an alarm leads to its runbook', 'NoticeAgeAlarm', (all) => {
    properties(all, 'NoticeAgeAlarm').AlarmDescription = 'A delivery waits. Look. docs/runbooks.md#old-name';
  }),
  fault(
    'an alarm watches a count that nobody makes',
    'an alarm watches what is counted',
    'UndeliverableAlarm',
    (all) => {
      properties(all, 'UndeliverableAlarm').MetricName = 'MessagesLost';
    },
  ),
  fault(
    "an alarm watches another stage's count",
    'an alarm watches what is counted',
    'UndeliverableAlarm',
    (all) => {
      properties(all, 'UndeliverableAlarm').Dimensions = [{ Name: 'service', Value: 'billhook-prod' }];
    },
  ),
  fault('a function fails unheard', 'nothing fails unheard', 'ReconcileLambdaFunction', (all) =>
    without(all, 'ReconcileErrorsAlarm'),
  ),
  fault('what waits too long is not heard', 'nothing fails unheard', 'IngestLambdaFunction', (all) =>
    without(all, 'NoticeAgeAlarm'),
  ),
  fault('dead letters fill unheard', 'nothing fails unheard', 'ChangeDeadLetters', (all) =>
    without(all, 'ChangeDeadLettersAlarm'),
  ),
  fault('the dashboard leaves out an alarm', 'the dashboard shows the stack', 'Dashboard', (all) =>
    redraw(all, (body) => body.replace('LateDataAlarm', 'NoticeAgeAlarm')),
  ),
  fault('the dashboard shows a function that went', 'the dashboard shows the stack', 'Dashboard', (all) =>
    redraw(all, (body) => body.replaceAll('billhook-dev-notify', 'billhook-dev-send')),
  ),
  fault(
    'the dashboard shows a count that nobody makes',
    'the dashboard shows the stack',
    'Dashboard',
    (all) => redraw(all, (body) => body.replaceAll('DataAgeHours', 'DataAge')),
  ),
];
