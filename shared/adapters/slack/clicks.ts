import { mayDecide, type Permission } from '../../domain/access/may.ts';
import type { Alert } from '../../domain/alert/alert.ts';
import { HOUR_MS, type Instant } from '../../domain/base/instant.ts';
import { periodOf, shiftPeriod } from '../../domain/base/period.ts';
import { amountIn, workingTimeOf } from '../../domain/evaluation/budget/budget.ts';
import { principalWords } from '../../domain/notification/words.ts';
import type { Standing } from '../../domain/report/standing.ts';
import type { Click } from './action-value.ts';
import type { Asker, Desk, Outcome } from './desk.ts';
import { isChoosable } from './modal-parts.ts';
import { declineModal, expectedModal, notMineModal, planModal, raiseModal } from './modals.ts';
import { cardMessage } from './replies.ts';
import { NOTHING, type Reply, tell } from './reply.ts';
import { fridayEvening } from './when.ts';

const SNOOZE_HOURS_MAX = 14 * 24;

/** What a button or menu of a message does. Whatever cannot be done is told to the person, with what to do instead. */
export async function answerClick(desk: Desk, asker: Asker, click: Click, answerTo: string): Promise<Reply> {
  const { name, subject, value } = click;
  switch (name) {
    case 'acknowledge':
      return toldIfRefused(desk.decide(asker, subject, { kind: 'acknowledge' }));
    case 'unacknowledge':
      return toldIfRefused(desk.decide(asker, subject, { kind: 'unacknowledge' }));
    case 'snooze':
      return snooze(desk, asker, subject, value);
    case 'unsnooze':
      return toldIfRefused(desk.decide(asker, subject, { kind: 'unsnooze' }));
    case 'not-mine':
      if (isReport(subject)) return told(desk.answer(asker, subject, 'not-mine', ''));
      return withAlert(desk, asker, subject, 'decide', (alert) => decideForm(desk, asker, alert, name));
    case 'expected':
      return withAlert(desk, asker, subject, 'decide', (alert) => decideForm(desk, asker, alert, name));
    case 'stop-card':
      return withAlert(desk, asker, subject, 'read', async (alert) => ({
        do: 'tell',
        message: cardMessage(await desk.stopCard(asker, alert.id)),
        whole: true,
      }));
    case 'mine':
      return withAlert(desk, asker, subject, 'assign', (alert) => claim(desk, asker, alert));
    case 'plan':
      return openPlan(desk, asker, await desk.alert(subject));
    case 'raise':
      return openRaise(desk, asker, (await desk.alert(subject))?.finding.scope.team ?? subject, answerTo);
    case 'approve':
      return told(desk.answer(asker, subject, 'approved', ''));
    case 'decline':
      return { do: 'open', view: declineModal(subject) };
    case 'confirm':
      return told(desk.answer(asker, subject, 'confirmed', ''));
  }
}

/** A first card of a team is no alert, but may be somebody else's too. */
const isReport = (subject: string): boolean => subject.startsWith('onboarding-');

/** The message itself says that it was done, to everybody. */
async function toldIfRefused(outcome: Promise<Outcome>): Promise<Reply> {
  const { done, text } = await outcome;
  return done ? NOTHING : tell(text);
}

const told = async (outcome: Promise<Outcome>): Promise<Reply> => tell((await outcome).text);

async function snooze(desk: Desk, asker: Asker, alertId: string, value: string): Promise<Reply> {
  const hours = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  if (hours < 1 || hours > SNOOZE_HOURS_MAX) return tell(STALE);
  // The price is told to the person: the message says only until when.
  return told(desk.decide(asker, alertId, { kind: 'snooze', until: desk.now() + hours * HOUR_MS }));
}

const STALE =
  'This button is of an older message. Look at the newest one of the alert, or type /billhook alerts.';

/** Only where the person may; forms are not even opened for others. */
async function withAlert(
  desk: Desk,
  { person }: Asker,
  id: string,
  permission: Permission,
  act: (alert: Alert) => Promise<Reply> | Reply,
): Promise<Reply> {
  const alert = await desk.alert(id);
  if (alert === undefined) return tell(STALE);
  const allowance = mayDecide(person, alert.finding.scope.team, permission);
  return allowance.allowed ? act(alert) : tell(allowance.reason);
}

async function decideForm(
  desk: Desk,
  asker: Asker,
  alert: Alert,
  name: 'expected' | 'not-mine',
): Promise<Reply> {
  const mask = await desk.masker();
  const subject = mask(subjectOf(alert));
  if (name === 'not-mine') {
    return alert.state === 'resolved'
      ? tell('This alert is over; only how it turned out can still be said.')
      : { do: 'open', view: notMineModal(alert.id, subject) };
  }
  const end = proposedEnd(desk, await desk.standing(asker), alert.finding.scope.team);
  return { do: 'open', view: expectedModal(alert, subject, end) };
}

/** `role/claims-agent of team claims, spike-3f9a2c71`. */
function subjectOf({ id, finding: { scope } }: Alert): string {
  const who = scope.principal === undefined ? '' : `${principalWords(scope.principal).name} of `;
  return `${who}team ${scope.team}, ${id}`;
}

/** Billhook changes no operator's file: whose a principal is for good is one line that they add. */
async function claim(desk: Desk, asker: Asker, alert: Alert): Promise<Reply> {
  const { principal, team } = alert.finding.scope;
  const teams = asker.person.teams === '*' ? [] : asker.person.teams;
  const { text } = await desk.decide(asker, alert.id, { kind: 'acknowledge' });
  const rule = `{ principal: "${principal ?? '…'}", team: ${teams[0] ?? 'TEAM'} }`;
  return tell({
    title: text,
    notes: [
      `It stays with ${team} until the operator adds this under "attribution: rules" in billhook.yml: ${rule}`,
    ],
  });
}

async function openPlan(desk: Desk, asker: Asker, alert: Alert | undefined): Promise<Reply> {
  const standing = await desk.standing(asker);
  const teams = (standing?.teams ?? [])
    .map(({ team }) => team)
    .filter((team) => isChoosable(team) && mayDecide(asker.person, team, 'plan').allowed);
  if (teams.length === 0) return tell(NO_TEAM_TO_PLAN);
  const scope = alert?.finding.scope;
  const team = scope !== undefined && teams.includes(scope.team) ? scope.team : undefined;
  const end = proposedEnd(desk, standing, team ?? teams[0]!);
  return {
    do: 'open',
    view: planModal({
      teams,
      end,
      ...(team === undefined ? {} : { team }),
      ...(team === undefined || scope?.principal === undefined ? {} : { principal: scope.principal }),
    }),
  };
}

export const openPlanForm = (desk: Desk, asker: Asker): Promise<Reply> => openPlan(desk, asker, undefined);

const NO_TEAM_TO_PLAN =
  'You may plan for no team that spends anything or has a budget. The operator lists people in billhook.yml.';
const MONTHS_AHEAD = 3;

async function openRaise(desk: Desk, asker: Asker, team: string, answerTo: string): Promise<Reply> {
  const allowance = mayDecide(asker.person, team, 'ask-raise');
  if (!allowance.allowed) return tell(allowance.reason);
  const standing = await desk.standing(asker);
  const budget = standing?.teams.find((each) => each.team === team)?.budget;
  if (standing === undefined || budget === undefined) {
    return tell('This team has no budget that could be raised. Finance sets one.');
  }
  const months = Array.from({ length: MONTHS_AHEAD }, (_, at) => shiftPeriod(periodOf(desk.now()), at));
  return {
    do: 'open',
    view: raiseModal({
      team,
      months: months.map((period) => ({ period, amount: amountIn(budget, period) })),
      currency: budget.currency,
      answerTo,
    }),
  };
}

/** On the clocks of the team. */
function proposedEnd(desk: Desk, standing: Standing | undefined, team: string): Instant {
  const budget = standing?.teams.find((each) => each.team === team)?.budget;
  return fridayEvening(desk.now(), workingTimeOf(budget).timeZone);
}
