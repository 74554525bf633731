import type { Decision } from '../../shared/domain/alert/decision.ts';
import { HOUR_MS } from '../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import { decideAlert } from '../../shared/flow/decide-alert.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { type IngestResult, ingestNotice } from '../../shared/flow/ingest.ts';
import { sendMessage } from '../../shared/flow/notify.ts';
import { type ReconcileResult, type ReconcileSettings, reconcile } from '../../shared/flow/reconcile.ts';
import { BUCKET, EXPORT, FALLBACK_CHANNEL, PREFIX, RULES } from './company.ts';
import type { QueuedNotice } from './sqs.ts';
import type { Stage } from './stage.ts';

/** As the functions' own settings say. */
const TIMEOUT_MS = {
  ingest: 300_000,
  evaluate: 120_000,
  notify: 120_000,
  reconcile: 240_000,
  decide: 30_000,
};
const TRIES_MAX = 3;

export const SETTINGS: ReconcileSettings = {
  exportName: EXPORT,
  bucket: BUCKET,
  prefix: PREFIX,
  task: 'sweep',
  defaults: EVALUATION_DEFAULTS,
  routing: { fallbackChannel: FALLBACK_CHANNEL },
};

/** A change in the table that its stream tells: may be lost, comes again after a failure, and is then given up. */
export interface Hint {
  readonly kind: 'pointer moved' | 'message decided';
  readonly id: string;
  readonly tries: number;
}

export function startIngest(stage: Stage, message: QueuedNotice): void {
  const { queue } = stage.durable;
  const notice = queue.receive(message, stage.now());
  stage.start({
    name: 'ingest',
    timeoutMs: TIMEOUT_MS.ingest,
    work: (ports, rules) =>
      ingestNotice(ports, notice, { exportName: EXPORT, attribution: RULES[rules], cost: 'unblended' }),
    done: (result) => {
      queue.delete(message);
      refuseQuarantineOfGood(stage, result as IngestResult);
    },
    failed: () => {},
  });
}

/** What goes wrong on the way must never look like a bad delivery: that one would not be tried again. */
function refuseQuarantineOfGood(stage: Stage, result: IngestResult): void {
  if (result.outcome !== 'quarantined' || stage.month.deliveries.some(({ damaged }) => damaged !== undefined))
    return;
  stage.complaints.push({
    harm: 'not converged',
    what: `a good delivery was refused: ${result.failure.message}`,
  });
}

export function startHint(stage: Stage, hint: Hint, again: (hint: Hint) => void): void {
  const { kind, id, tries } = hint;
  stage.start({
    name: kind === 'pointer moved' ? 'evaluate' : 'notify',
    timeoutMs: kind === 'pointer moved' ? TIMEOUT_MS.evaluate : TIMEOUT_MS.notify,
    work: (ports) =>
      kind === 'pointer moved' ? evaluateExport(ports, EXPORT, SETTINGS) : sendMessage(ports, id),
    done: () => {},
    failed: () => {
      if (tries < TRIES_MAX) again({ ...hint, tries: tries + 1 });
    },
  });
}

/** `done` hears whether there was nothing left to do. */
export function startReconcile(
  stage: Stage,
  task: ReconcileSettings['task'],
  done: (idle: boolean) => void = () => {},
): void {
  stage.start({
    name: task,
    timeoutMs: TIMEOUT_MS.reconcile,
    work: (ports) => reconcile(ports, { ...SETTINGS, task }),
    done: (result) => {
      const { announced, sent, waiting } = result as ReconcileResult;
      done(announced + sent + waiting === 0);
    },
    failed: () => {},
  });
}

const ANNA = { id: 'slack:U0ANNA', name: 'Anna' };

/** Somebody clicks on any alert there is; `false` where there is none. A snooze is over before the world is. */
export function startDecision(stage: Stage): boolean {
  const { choices, durable } = stage;
  const alerts = [...(durable.tables.alerts.get(EXPORT)?.keys() ?? [])];
  if (alerts.length === 0) return false;
  const alertId = choices.of(alerts);
  const decision: Decision = choices.of<Decision>([
    { kind: 'acknowledge' },
    { kind: 'snooze', until: stage.now() + HOUR_MS },
    { kind: 'unacknowledge' },
    { kind: 'unsnooze' },
    { kind: 'verdict', verdict: 'noise', note: '' },
    { kind: 'verdict', verdict: 'real', note: '' },
    { kind: 'not-mine', note: '' },
  ]);
  const person = { ...ANNA, role: 'on-call', teams: '*' } as const;
  stage.start({
    name: decision.kind,
    timeoutMs: TIMEOUT_MS.decide,
    work: (ports) => decideAlert(ports, { exportName: EXPORT, alertId, decision, person, actor: ANNA }, {}),
    done: () => {},
    failed: () => {},
  });
  return true;
}
