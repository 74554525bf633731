import { at, type Json, properties, without } from './edit.ts';
import { type Fault, fault, into, push } from './fault.ts';

const INTO_DATA: readonly Fault[] = [
  fault('point-in-time recovery is off', 'data outlives the stack', 'Table', (all) => {
    at(properties(all, 'Table'), 'PointInTimeRecoverySpecification').PointInTimeRecoveryEnabled = false;
  }),
  fault('deletion protection is off', 'data outlives the stack', 'Table', (all) =>
    without(properties(all, 'Table'), 'DeletionProtectionEnabled'),
  ),
  fault('superseded entries stay for ever', 'data outlives the stack', 'Table', (all) =>
    without(properties(all, 'Table'), 'TimeToLiveSpecification'),
  ),
  fault('the bucket goes with the stack', 'data outlives the stack', 'WorkBucket', (all) =>
    without(at(all, 'WorkBucket'), 'DeletionPolicy'),
  ),
  fault('a replaced bucket is deleted', 'data outlives the stack', 'ExportBucket', (all) => {
    at(all, 'ExportBucket').UpdateReplacePolicy = 'Delete';
  }),
  fault('settings have no history', 'data outlives the stack', 'WorkBucket', (all) => {
    at(properties(all, 'WorkBucket'), 'VersioningConfiguration').Status = 'Suspended';
  }),
  fault('rollups expire', 'only temporary things expire', 'WorkBucket', (all) =>
    push(at(properties(all, 'WorkBucket'), 'LifecycleConfiguration').Rules, {
      ...{ Id: 'old', Status: 'Enabled', Prefix: 'rollups/', ExpirationInDays: 30 },
    }),
  ),
  fault('uploads that never ended are paid for ever', 'only temporary things expire', 'WorkBucket', (all) => {
    const lifecycle = at(properties(all, 'WorkBucket'), 'LifecycleConfiguration');
    lifecycle.Rules = (lifecycle.Rules as readonly Json[]).slice(1);
  }),
  fault('a bucket is not encrypted', 'data is encrypted', 'WorkBucket', (all) =>
    without(properties(all, 'WorkBucket'), 'BucketEncryption'),
  ),
  fault('a queue is not encrypted', 'data is encrypted', 'ChangeDeadLetters', (all) => {
    properties(all, 'ChangeDeadLetters').SqsManagedSseEnabled = false;
    without(properties(all, 'ChangeDeadLetters'), 'KmsMasterKeyId');
  }),
];

const INTO_KEY = into('own key', [
  fault('a log is not under the own key', 'data is encrypted', 'IngestLogGroup', (all) =>
    without(properties(all, 'IngestLogGroup'), 'KmsKeyId'),
  ),
  fault('the key is never rotated', 'data outlives the stack', 'Key', (all) => {
    properties(all, 'Key').EnableKeyRotation = false;
  }),
  fault('a function cannot decrypt what it reads', 'a key is for its users', 'KeyUse', (all) => {
    properties(all, 'KeyUse').Roles = [{ Ref: 'IngestRole' }];
  }),
  fault('the key can be used for anything', 'a key is for its users', 'KeyUse', (all) =>
    without(at(properties(all, 'KeyUse'), 'PolicyDocument', 'Statement', 0), 'Condition'),
  ),
  fault("any account's logs may use the key", 'a service says for whom it acts', 'Key', (all) =>
    without(at(properties(all, 'Key'), 'KeyPolicy', 'Statement', 2), 'Condition'),
  ),
]);

export const FAULTS_OF_DATA = [...INTO_DATA, ...INTO_KEY];
