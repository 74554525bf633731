import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { failureOf } from './retry.ts';

/** Starts a function and does not wait for it: Lambda tries three times. Throws a Failure where it could not be started. */
export const createLambdaHandOver =
  ({ client, functionName }: { readonly client: LambdaClient; readonly functionName: string }) =>
  async (event: unknown): Promise<void> => {
    try {
      const Payload = Buffer.from(JSON.stringify(event));
      await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload }));
    } catch (error) {
      throw failureOf(error, `function ${functionName}`);
    }
  };
