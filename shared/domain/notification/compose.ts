import type { Transition } from '../alert/alert.ts';
import { bug } from '../base/failure.ts';
import type { BudgetFacts, BurnFacts, Finding } from '../evaluation/finding.ts';
import type { Body, PointerFacts, Telling } from './body.ts';
import { changeText } from './change.ts';
import { composeBudget } from './compose-budget.ts';
import { composeBurn } from './compose-burn.ts';
import { composeDrop } from './compose-drop.ts';
import { composeFirstSeen } from './compose-first-seen.ts';
import { composeForecast } from './compose-forecast.ts';
import { composeNewcomer } from './compose-newcomer.ts';
import { composeSpike } from './compose-spike.ts';
import { endOf } from './end.ts';
import { headlineOf, stateOf, stateWord } from './headline.ts';
import { machineData } from './machine-data.ts';
import type { LabelledValue, Notification } from './notification.ts';
import { sparkOf } from './spark.ts';
import { cutText } from './text.ts';
import { hourText, instantText } from './words.ts';

export interface ComposeSettings {
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
  const state = stateOf(transition);
  const end = endOf(transition);
  const telling: Telling = {
    state,
    executedAt: pointer.executedAt,
    dataThrough: pointer.dataThrough,
    ...(after.endsAt === undefined ? {} : { endsAt: after.endsAt }),
    ...(end === undefined ? {} : { end }),
  };
  const body = bodyOf(finding, telling);
  const parts = { word: stateWord(transition), subject: body.subject, amount: body.amount, when: body.when };
  return {
    alertId: after.id,
    reason,
    state,
    severity: finding.severity,
    rule: finding.rule,
    team: finding.scope.team,
    headline: headlineOf(parts),
    parts: { ...parts, subject: cutText(parts.subject, VALUE_MAX) },
    change: changeText(transition, pointer.executedAt, (other) => bodyOf(other, telling).gist),
    ...(body.why === undefined || body.why.length === 0 ? {} : { why: body.why.map(cutWhy) }),
    facts: body.facts.map(cutValue),
    outlook: body.outlook,
    notes: body.notes.map((note) => cutText(note, 2 * VALUE_MAX)),
    contributors: body.contributors.map(cutValue),
    ...sparkOf(finding),
    ...(body.gauges === undefined ? {} : { gauges: body.gauges }),
    freshness: `Data complete through ${hourText(pointer.dataThrough)} UTC · delivery of ${instantText(pointer.executedAt)}`,
    links: linksOf(after.id, settings),
    data: machineData(transition, pointer),
  };
}

function bodyOf(finding: Finding, telling: Telling): Body {
  switch (finding.rule) {
    case 'spike':
      return composeSpike(finding, telling);
    case 'newcomer':
      return composeNewcomer(finding, telling);
    case 'first-seen':
      return composeFirstSeen(finding, factsOf(finding, 'firstSeen'), telling);
    case 'drop':
      return composeDrop(finding, factsOf(finding, 'drop'), telling);
    case 'budget-threshold':
      return composeBudget(finding, budgetOf(finding), telling);
    case 'budget-forecast':
      return composeForecast(finding, budgetOf(finding), telling);
    case 'budget-burn':
      return composeBurn(finding, budgetOf(finding), burnOf(finding), telling);
  }
}

function factsOf<K extends 'firstSeen' | 'drop'>(finding: Finding, name: K): NonNullable<Finding[K]> {
  const facts = finding[name];
  if (facts === undefined) throw bug(`a finding of rule ${finding.rule} does not say what it found`);
  return facts;
}

function budgetOf(finding: Finding): BudgetFacts {
  if (finding.budget === undefined) throw bug(`a finding of rule ${finding.rule} has no budget facts`);
  return finding.budget;
}

function burnOf(finding: Finding): BurnFacts {
  if (finding.burn === undefined) throw bug(`a finding of rule ${finding.rule} has no burn`);
  return finding.burn;
}

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
