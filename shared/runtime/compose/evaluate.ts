import { S3Client } from '@aws-sdk/client-s3';
import { createS3ObjectStore } from '../../adapters/aws/s3-object-store.ts';
import { watchS3 } from '../../adapters/aws/watch-s3.ts';
import { createEvidenceStore } from '../../adapters/evidence/evidence-objects.ts';
import type { EvaluatePorts, EvaluateSettings } from '../../flow/evaluate.ts';
import { evaluateSettingsOf } from '../evaluate-settings.ts';
import { settingsReader } from '../live-settings.ts';
import { type App, openShell } from './app.ts';
import { judgingPorts } from './judging.ts';

export function composeEvaluate(): App<EvaluatePorts, EvaluateSettings> {
  const shell = openShell();
  const { config, observed, clock } = shell;
  const objects = createS3ObjectStore({ client: watchS3(new S3Client(), shell.tally) });
  const read = settingsReader({ objects, clock, bucket: config.workBucket }, observed);
  return {
    ...observed,
    scope: config,
    settings: async () => evaluateSettingsOf(await read(), config),
    ports: { ...judgingPorts(shell), evidence: createEvidenceStore(objects, config.workBucket) },
  };
}
