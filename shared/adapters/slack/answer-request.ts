import type { SlackMessage } from './blocks.ts';
import { answerClick } from './clicks.ts';
import { answerCommand } from './commands.ts';
import type { Asker, Desk } from './desk.ts';
import { outcomeModal } from './modals.ts';
import { type Reply, tell } from './reply.ts';
import type { SlackRequest, SlackUser } from './requests.ts';
import { answerSubmission } from './submissions.ts';

/** Something that a person did. */
export type PersonRequest = Extract<SlackRequest, { readonly user: SlackUser }>;

/**
 * What comes of it. A stranger is told how to become known, and nothing else. `hasTime`: nobody waits for the answer.
 */
export async function answerRequest(desk: Desk, request: PersonRequest, hasTime = false): Promise<Reply> {
  const { user } = request;
  const person = await desk.personOf(user.id);
  if (person === undefined) return strange(request);
  const asker: Asker = { person, actor: { id: `slack:${user.id}`, name: person.name } };
  const reply = await replyTo(desk, asker, request, hasTime);
  return reply.do === 'tell' && reply.whole !== true
    ? { ...reply, message: masked(reply.message, await desk.masker()) }
    : reply;
}

async function replyTo(desk: Desk, asker: Asker, request: PersonRequest, hasTime: boolean): Promise<Reply> {
  switch (request.kind) {
    case 'command':
      return answerCommand(desk, asker, request.text);
    case 'click':
      return answerClick(desk, asker, request.click, request.responseUrl);
    case 'submission':
      return answerSubmission(desk, asker, request, hasTime);
  }
}

/** Every text of it: an answer is seen by one person alone, who still need not see more than a channel shows. */
const masked = (message: SlackMessage, mask: (text: string) => string): SlackMessage =>
  JSON.parse(
    JSON.stringify(message, (_key, value: unknown) => (typeof value === 'string' ? mask(value) : value)),
  );

function strange({ kind, user }: PersonRequest): Reply {
  const title = 'Billhook does not know you, so nothing was changed.';
  const note = `Ask its operator to add you under "people" in billhook.yml: - { slack: ${user.id}, name: …, role: owner, teams: […] }`;
  return kind === 'submission'
    ? { do: 'show', view: outcomeModal('Nothing was changed', title, note) }
    : tell({ title, notes: [note] });
}

/** Where something failed: the person must not believe that it was done. */
export function failedReply({ kind }: PersonRequest): Reply {
  const title = 'Something went wrong in Billhook. It may not have been done.';
  const note = 'Look at the message of the alert: it shows what is stored. If it did not change, try again.';
  return kind === 'submission'
    ? { do: 'show', view: outcomeModal('Something went wrong', title, note) }
    : tell({ title, notes: [note] });
}
