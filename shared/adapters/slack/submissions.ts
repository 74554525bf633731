import type { Problem } from '../../domain/alert/declared-checks.ts';
import type { Verdict } from '../../domain/alert/handling.ts';
import { DAY_MS, type Instant } from '../../domain/base/instant.ts';
import { isBillingPeriod } from '../../domain/base/period.ts';
import { workingTimeOf } from '../../domain/evaluation/budget/budget.ts';
import { parseAmount } from './amount.ts';
import { declaredText } from './commands.ts';
import type { Asker, Desk, Outcome, PlanDraft } from './desk.ts';
import { FORMS, outcomeModal, raiseStartOf } from './modals.ts';
import { type Reply, tell } from './reply.ts';
import type { SlackRequest } from './requests.ts';

export type Submission = Extract<SlackRequest, { kind: 'submission' }>;

/** What sending a form off does: it is closed by what came of it, or stays open beside what is wrong. */
export async function answerSubmission(
  desk: Desk,
  asker: Asker,
  sent: Submission,
  hasTime: boolean,
): Promise<Reply> {
  switch (sent.form) {
    case FORMS.expected:
      return expected(desk, asker, sent);
    case FORMS.plan:
      return plan(desk, asker, sent);
    case FORMS.notMine: {
      const decision = { kind: 'not-mine', note: noteOf(sent) } as const;
      return outcome('Not yours', desk.decide(asker, sent.metadata, decision));
    }
    case FORMS.raise:
      return raise(desk, asker, sent, hasTime);
    case FORMS.decline:
      return outcome('Declined', desk.answer(asker, sent.metadata, 'declined', noteOf(sent)));
    default:
      return show('An older form', 'This form is of an older Billhook. Open it again.');
  }
}

const noteOf = ({ values }: Submission): string => values.get('note') ?? '';

const show = (title: string, ...texts: readonly string[]): Reply => ({
  do: 'show',
  view: outcomeModal(title, ...texts),
});

async function outcome(title: string, pending: Promise<Outcome>): Promise<Reply> {
  const { done, text } = await pending;
  return show(done ? title : 'Nothing was changed', text);
}

const NOT_AN_AMOUNT = 'An amount such as 5,000 or 12.5k.';
const isVerdict = (text: string): text is Verdict => ['real', 'planned', 'noise'].includes(text);

/** "Planned", of an alert that goes on, declares a plan first: without one the word alone would mute nothing. */
async function expected(desk: Desk, asker: Asker, sent: Submission): Promise<Reply> {
  const verdict = sent.values.get('verdict') ?? '';
  if (!isVerdict(verdict)) return { do: 'mend', errors: { verdict: 'Say what it is.' } };
  const alert = await desk.alert(sent.metadata);
  const decision = { kind: 'verdict', verdict, note: noteOf(sent) } as const;
  const isPlan = verdict === 'planned' && alert !== undefined && alert.state !== 'resolved';
  if (!isPlan) return outcome('Noted', desk.decide(asker, sent.metadata, decision));
  const cap = parseAmount(sent.values.get('cap') ?? '');
  const endsAt = instantIn(sent, 'ends');
  if (cap === undefined || endsAt === undefined) {
    return {
      do: 'mend',
      errors: {
        ...(cap === undefined ? { cap: `A plan needs a cap. ${NOT_AN_AMOUNT}` } : {}),
        ...(endsAt === undefined ? { ends: 'A plan needs an end.' } : {}),
      },
    };
  }
  const { scope, currency } = alert.finding;
  const draft: PlanDraft = {
    team: scope.team,
    ...(scope.principal === undefined ? {} : { principal: scope.principal }),
    cap,
    currency,
    // What was spent since it began is a part of what was planned.
    startsAt: Math.max(alert.startsAt, desk.now() - PLAN_BEGAN_MS_MAX),
    endsAt,
    note: decision.note,
  };
  const declared = await declare(desk, asker, draft);
  if ('errors' in declared) return { do: 'mend', errors: declared.errors };
  const { done, text } = await desk.decide(asker, alert.id, decision);
  return show('Planned', declared.text, ...(done ? [] : [text]));
}

/** A plan may begin 31 days ago at most, by a clock that has gone on until it is stored. */
const PLAN_BEGAN_MS_MAX = 30 * DAY_MS;

async function plan(desk: Desk, asker: Asker, sent: Submission): Promise<Reply> {
  const { values } = sent;
  const cap = parseAmount(values.get('cap') ?? '');
  const endsAt = instantIn(sent, 'ends');
  const team = values.get('team');
  if (cap === undefined || endsAt === undefined || team === undefined) {
    return {
      do: 'mend',
      errors: {
        ...(team === undefined ? { team: 'For which team?' } : {}),
        ...(cap === undefined ? { cap: NOT_AN_AMOUNT } : {}),
        ...(endsAt === undefined ? { ends: 'Until when?' } : {}),
      },
    };
  }
  const standing = await desk.standing(asker);
  const principal = values.get('principal');
  const draft: PlanDraft = {
    team,
    ...(principal === undefined ? {} : { principal }),
    cap,
    currency: standing?.currency ?? 'USD',
    endsAt,
    note: noteOf(sent),
  };
  const declared = await declare(desk, asker, draft);
  return 'errors' in declared ? { do: 'mend', errors: declared.errors } : show('Planned', declared.text);
}

/** Inputs that both forms have, by what may be wrong with a plan. */
const INPUTS: Readonly<Record<Problem['field'], string>> = {
  team: 'cap',
  matchers: 'cap',
  currency: 'cap',
  cap: 'cap',
  startsAt: 'ends',
  endsAt: 'ends',
  note: 'note',
};

async function declare(
  desk: Desk,
  asker: Asker,
  draft: PlanDraft,
): Promise<{ readonly text: string } | { readonly errors: Readonly<Record<string, string>> }> {
  const declared = await desk.declarePlan(asker, draft);
  if (declared.outcome === 'refused') {
    return { errors: Object.fromEntries(declared.problems.map(({ field, text }) => [INPUTS[field], text])) };
  }
  const standing = await desk.standing(asker);
  const budget = standing?.teams.find(({ team }) => team === draft.team)?.budget;
  return { text: declaredText(draft, declared, workingTimeOf(budget).timeZone) };
}

/** What finance decides by takes a while to add up: the form is closed, and the answer told to the person after it. */
async function raise(desk: Desk, asker: Asker, sent: Submission, hasTime: boolean): Promise<Reply> {
  const { values } = sent;
  const amount = parseAmount(values.get('amount') ?? '');
  const until = values.get('until') ?? '';
  const team = raiseStartOf(sent.metadata)?.team;
  if (amount === undefined) return { do: 'mend', errors: { amount: NOT_AN_AMOUNT } };
  if (!isBillingPeriod(until)) return { do: 'mend', errors: { until: 'Until the end of which month?' } };
  if (team === undefined) return show('An older form', 'This form is of an older Billhook. Open it again.');
  if (!hasTime) return { do: 'later', view: outcomeModal('Asking finance', ASKING) };
  const { done, text } = await desk.askRaise(asker, { team, until, amount, reason: noteOf(sent) });
  return tell(done ? text : { title: 'Finance was not asked.', notes: [text] });
}

const ASKING =
  'Finance gets your request with the forecast beside it. You are told here if it cannot be asked.';

/** Pickers send whole seconds. */
function instantIn({ values }: Submission, input: string): Instant | undefined {
  const seconds = Number(values.get(input) ?? Number.NaN);
  return Number.isSafeInteger(seconds) && seconds > 0 && seconds < SECONDS_MAX ? seconds * 1_000 : undefined;
}

/** The year 2200: what lies beyond is no plan. */
const SECONDS_MAX = 7_258_118_400;
