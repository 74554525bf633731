import { BCMDataExportsClient } from '@aws-sdk/client-bcm-data-exports';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { S3Client } from '@aws-sdk/client-s3';
import { createBillingAccount } from '../adapters/aws/billing-account.ts';
import { createS3ObjectStore } from '../adapters/aws/s3-object-store.ts';
import { checkSlack } from '../adapters/slack/check-slack.ts';
import { misconfigured } from '../domain/base/failure.ts';
import type { ChannelFacts } from '../domain/doctor/facts.ts';
import type { BillingAccount } from '../ports/billing-account.ts';
import { LOCAL_READERS, type Source } from './open-source.ts';
import { slackSecretReader } from './slack-secret.ts';

/** Both APIs are in this region only. */
const BILLING_REGION = 'us-east-1';

/** Throws Failure `misconfigured` where nothing says who asks. */
export async function openAccount(): Promise<BillingAccount> {
  const exports = new BCMDataExportsClient({ region: BILLING_REGION, maxAttempts: 2 });
  try {
    await exports.config.credentials();
  } catch (error) {
    throw misconfigured(
      'AWS cannot be asked: there are no credentials here',
      {
        expected: 'AWS_PROFILE or another source of credentials, or a path to examine: doctor ./my-export',
        found: error instanceof Error ? error.message : 'none',
      },
      error,
    );
  }
  return createBillingAccount({
    exports,
    costs: new CostExplorerClient({ region: BILLING_REGION, maxAttempts: 2 }),
  });
}

export const openBucket = (bucket: string, prefix: string): Source => ({
  ...LOCAL_READERS,
  objects: createS3ObjectStore({ client: new S3Client({ followRegionRedirects: true }) }),
  bucket,
  prefix,
});

/** The channels of a deployment, by the secret that its functions use. */
export const channelCheck =
  (parameter: string, apiUrl: string | undefined) => async (): Promise<readonly ChannelFacts[]> => {
    try {
      return await checkSlack(await slackSecretReader(parameter)(), apiUrl);
    } catch (error) {
      const why = error instanceof Error ? error.message : 'it could not be read';
      return [{ name: `SSM parameter ${parameter}`, fault: why }];
    }
  };
