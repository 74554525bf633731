import { SFNClient } from '@aws-sdk/client-sfn';
import { createStepFunctions } from '../../adapters/aws/step-functions.ts';
import { readingKeys } from '../../adapters/cur/rollup/part-store.ts';
import type { LargeDeliveries } from '../../ports/large-deliveries.ts';

export const openStepFunctions = (stateMachineArn: string, bucket: string): LargeDeliveries =>
  createStepFunctions({
    client: new SFNClient(),
    stateMachineArn,
    filesOf: (reading) => ({ bucket, key: readingKeys(reading).files }),
  });
