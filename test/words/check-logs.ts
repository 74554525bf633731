import { judgeSnsError } from '../../shared/adapters/aws/sns-channel.ts';
import { misconfigured, poison } from '../../shared/domain/base/failure.ts';
import { observed } from '../runtime/observed.ts';
import { isLeaked } from './draw-word.ts';
import type { Story } from './story.ts';
import { UNSEEN } from './visible.ts';

/** Through the real logger, telemetry and metrics: one JSON line each, without an address, a token or a hidden sign. */
export function logFaults({ words, principalId, notification, message }: Story): readonly string[] {
  const { lines, log, telemetry, metrics } = observed();
  const { team, principal, model, session, tag, channel, owner, service } = words;
  telemetry.event('delivery published', { period: '2026-11', executionId: owner, team, principal });
  telemetry.event('message given up', { channel, why: session, headline: notification.headline });
  telemetry.count('DeliveriesPublished', 1);
  log.info(`a note about ${principal}`, { [tag]: { [model]: [service, { principalId }] }, team });
  log.warn('a map', { map: new Map([[session, new Set([owner])]]), entry: message });
  const cause = Object.assign(new Error(`no route to ${channel}`), {
    config: { url: service, headers: [owner] },
  });
  log.error('refused', poison(`row of ${session}`, { file: tag, found: principal, expected: model }, cause));
  log.error(`failed for ${team}`, misconfigured(owner, { file: principalId, found: service }));
  log.critical('unexpected', { error: new TypeError(principal, { cause }) });
  log.appendKeys({ team, channel });
  log.info('with keys');
  metrics.publishStoredMetrics();
  const { why = '' } = judgeSnsError(Object.assign(new Error(owner), { name: 'InvalidParameter' })) as {
    why?: string;
  };
  return [
    ...(lines.length === 9 ? [] : [`${lines.length} lines`]),
    ...lines
      .filter((line) => !isJsonLine(line))
      .map((line) => `a line is no JSON line: ${JSON.stringify(line.slice(0, 300))}`),
    ...[...lines, why].filter(isLeaked).map((line) => `a line leaks: ${JSON.stringify(line)}`),
    ...lines
      .filter((line) => UNSEEN.test(line))
      .map((line) => `a line holds what is not seen: ${JSON.stringify(line.slice(0, 300))}`),
  ];
}

function isJsonLine(line: string): boolean {
  if (/[\r\n]/.test(line)) return false;
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
