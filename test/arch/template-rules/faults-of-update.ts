import { at, edited, type Json, properties, renamed, without } from './edit.ts';
import type { Template } from './rule.ts';

/** What somebody might change about a stack that is already deployed. */
export interface UpdateFault {
  readonly name: string;
  /** Whose data or address would be lost. */
  readonly on: string;
  mutate(template: Template): Template;
}

const fault = (name: string, on: string, change: (resources: Json) => void): UpdateFault => ({
  name,
  on,
  mutate: (template) => edited(template, change),
});

const attributes = (all: Json, id: string): readonly Json[] =>
  at(properties(all, id), 'AttributeDefinitions') as unknown as readonly Json[];

export const FAULTS_OF_UPDATE: readonly UpdateFault[] = [
  fault('the table gets another logical id', 'Table', (all) => renamed(all, 'Table', 'LedgerTable')),
  fault('the table gets a name', 'Table', (all) => {
    properties(all, 'Table').TableName = 'billhook';
  }),
  fault("the table's key is changed", 'Table', (all) => {
    properties(all, 'Table').KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' }];
  }),
  fault("an attribute's type is changed", 'Table', (all) => {
    for (const one of attributes(all, 'Table')) if (one.AttributeName === 'dueAt') one.AttributeType = 'N';
  }),
  fault('the working bucket gets a name', 'WorkBucket', (all) => {
    properties(all, 'WorkBucket').BucketName = 'billhook-work';
  }),
  fault('the bucket of exports goes', 'ExportBucket', (all) => without(all, 'ExportBucket')),
  fault('the export gets another name', 'Export', (all) => {
    at(properties(all, 'Export'), 'Export').Name = 'company-cur';
  }),
  fault('the queue becomes first-in first-out', 'NoticeQueue', (all) => {
    properties(all, 'NoticeQueue').FifoQueue = true;
  }),
  fault('the topic gets another id, and loses who is subscribed', 'AlertTopic', (all) =>
    renamed(all, 'AlertTopic', 'Alerts'),
  ),
  fault('the key becomes one of many regions', 'Key', (all) => {
    properties(all, 'Key').MultiRegion = true;
  }),
  fault('the address that Slack knows goes', 'HttpApi', (all) => renamed(all, 'HttpApi', 'Gateway')),
  fault('a bucket is there only if somebody signs in', 'WorkBucket', (all) => {
    at(all, 'WorkBucket').Condition = 'SignsIn';
  }),
  fault('a table becomes something else', 'Table', (all) => {
    at(all, 'Table').Type = 'AWS::DynamoDB::GlobalTable';
  }),
];
