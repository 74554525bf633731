import { expect, test } from 'vitest';
import { withCommitTime } from '../../infra/package.ts';

test('a package names its commit in the place of its own time, wherever osls wrote that', () => {
  const at = (stamp: string): string =>
    `{"S3Key": "serverless/billhook/dev/${stamp}/ingest.zip", "artifactDirectoryName": "serverless/billhook/dev/${stamp}"}`;
  const first = at('1795266246013-2026-11-21T13:04:06.013Z');
  const second = at('1795266260292-2026-11-21T13:04:20.292Z');
  const commit = at('1795266000000-2026-11-21T13:00:00.000Z');
  expect([withCommitTime(first, 1_795_266_000), withCommitTime(second, 1_795_266_000)]).toEqual([
    commit,
    commit,
  ]);
  expect(withCommitTime('"Value": "2026-11-21T13:04:06.013Z"', 1)).toBe(
    '"Value": "2026-11-21T13:04:06.013Z"',
  );
});
