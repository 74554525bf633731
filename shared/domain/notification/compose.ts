import type { Transition } from '../alert/alert.ts';
import type { Plan } from '../alert/plan.ts';
import type { Budget } from '../evaluation/budget/budget.ts';
import { actionsOf } from './actions.ts';
import { type Around, agreedWith, aroundFacts, ownerOf, planOf, zoneOf } from './around.ts';
import type { PointerFacts, Telling } from './body.ts';
import { bodyOf } from './body-of.ts';
import { changeText } from './change.ts';
import { decisionLines } from './decisions.ts';
import { endOf } from './end.ts';
import { freshnessText } from './freshness.ts';
import { headlineOf } from './headline.ts';
import { machineData } from './machine-data.ts';
import type { LabelledValue, Notification } from './notification.ts';
import { peopleIn } from './people.ts';
import { sparkOf } from './spark.ts';
import { stateOf, stateWord } from './state.ts';
import { cutText } from './text.ts';

export interface ComposeSettings extends Around {
  /** Base address of the evidence pages, without a trailing slash. */
  readonly consoleUrl?: string;
}

/** Names longer than this (an ARN may have 2,048 characters) are cut in every message. */
const VALUE_MAX = 200;

/** The message of a transition: facts and sentences in plain text, the same for every channel. */
export function composeNotification(
  transition: Transition,
  pointer: PointerFacts,
  settings: ComposeSettings = {},
): Notification {
  const { after, reason } = transition;
  const { finding } = after;
  const agreed = agreedWith(settings, after);
  const telling = tellingOf(transition, pointer, agreed);
  const body = bodyOf(finding, telling);
  const { subject, amount, when, local, why = [] } = body;
  const parts = { word: stateWord(transition), subject, amount, when };
  const decided = { zone: telling.zone, ...presentPlan(planOf(settings, after)) };
  const decisions = decisionLines(transition, decided);
  const actions = actionsOf(transition);
  return {
    alertId: after.id,
    reason,
    state: telling.state,
    severity: finding.severity,
    rule: finding.rule,
    team: finding.scope.team,
    headline: headlineOf(parts),
    parts: { ...parts, subject: cutText(subject, VALUE_MAX), ...(local === undefined ? {} : { local }) },
    change: changeText(transition, pointer.executedAt, (other) => bodyOf(other, telling).gist, decided),
    ...(decisions.length === 0 ? {} : { decisions }),
    ...(why.length === 0 ? {} : { why: why.map(cutWhy) }),
    facts: [...body.facts, ...aroundFacts(settings, after, agreed)].map(cutValue),
    outlook: body.outlook,
    notes: body.notes.map((note) => cutText(note, 2 * VALUE_MAX)),
    contributors: body.contributors.map(cutValue),
    // What was taken back has no shape.
    ...(telling.state === 'WITHDRAWN' ? { spark: [] } : sparkOf(finding)),
    ...(body.gauges === undefined ? {} : { gauges: body.gauges }),
    freshness: freshnessText(pointer, telling.end === undefined ? finding.completeness : undefined),
    ...(actions.length === 0 ? {} : { actions }),
    links: linksOf(after.id, settings),
    ...peopleIn(transition, decided.plan, ownerOf(agreed)),
    data: machineData(transition, pointer),
  };
}

function tellingOf(
  transition: Transition,
  pointer: PointerFacts,
  agreed: Budget | 'nothing' | undefined,
): Telling {
  const { after } = transition;
  const end = endOf(transition);
  return {
    state: stateOf(transition),
    executedAt: pointer.executedAt,
    dataThrough: pointer.dataThrough,
    zone: zoneOf(after, agreed),
    ...(after.endsAt === undefined ? {} : { endsAt: after.endsAt }),
    ...(end === undefined ? {} : { end }),
    ...(agreed === undefined ? {} : { agreed }),
    ...(after.handling === undefined ? {} : { handling: after.handling }),
  };
}

const presentPlan = (plan: Plan | undefined): { readonly plan?: Plan } =>
  plan === undefined ? {} : { plan };

const cutValue = ({ label, value }: LabelledValue): LabelledValue => ({
  label: cutText(label, VALUE_MAX),
  value: cutText(value, VALUE_MAX),
});

/** A sentence with a name in it, as notes are. */
const cutWhy = ({ label, value }: LabelledValue): LabelledValue => ({
  label,
  value: cutText(value, 2 * VALUE_MAX),
});

const linksOf = (alertId: string, { consoleUrl }: ComposeSettings): Notification['links'] =>
  consoleUrl === undefined
    ? []
    : [
        {
          label: 'See the evidence',
          url: `${consoleUrl.replace(/\/+$/, '')}/alerts/${encodeURIComponent(alertId)}`,
        },
      ];
