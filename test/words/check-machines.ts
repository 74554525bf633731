import { budgetJson } from '../../functions/cli/budget-text.ts';
import { explainJson } from '../../functions/cli/explain-text.ts';
import { printJson } from '../../functions/cli/io.ts';
import { reportOf } from '../../functions/cli/report-rows.ts';
import { alertJson, periodJson } from '../../functions/cli/run-json.ts';
import { SNS_MESSAGE_BYTES_MAX } from '../../shared/adapters/aws/sns-limits.ts';
import { snsMessage } from '../../shared/adapters/aws/sns-message.ts';
import { anIo } from '../builders/an-io.ts';
import { packOf, type Story } from './story.ts';
import { UNSEEN, withoutJoiners } from './visible.ts';

/** SQS and SNS take the characters of XML 1.0 only. https://www.w3.org/TR/xml/#charsets */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Programs get the very names; SNS takes every message. */
export function machineFaults(story: Story): readonly string[] {
  return [...snsFaults(story), ...jsonFaults(story)];
}

function snsFaults({ notification, words, principalId }: Story): readonly string[] {
  const address = 'arn:aws:sns:eu-west-1:123456789012:alerts.fifo';
  const { Message, Subject, MessageAttributes, MessageGroupId } = snsMessage({
    outboxId: `${notification.alertId}#1#sns:${address}`,
    address,
    notification,
    maybeRepeat: false,
  });
  const attributes = Object.entries(MessageAttributes ?? {}).map(
    ([name, each]) => [name, each.StringValue ?? ''] as const,
  );
  const all = [Message!, Subject!, ...attributes.flat()];
  const bytes = all.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const body = JSON.parse(Message!) as {
    readonly team: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
  const principal = body.data.principal;
  return [
    ...(bytes < SNS_MESSAGE_BYTES_MAX ? [] : [`SNS: ${bytes} bytes`]),
    ...(/^[\x21-\x7e][\x20-\x7e]{0,98}$/.test(Subject!)
      ? []
      : [`SNS: the subject ${JSON.stringify(Subject)}`]),
    ...(/^[\x21-\x7e]{1,128}$/.test(MessageGroupId!) ? [] : ['SNS: the group']),
    ...all.filter((text) => NOT_XML.test(text)).map((text) => `SNS refuses ${JSON.stringify(text)}`),
    ...(UNSEEN.test(Message!) ? ['SNS: the body holds what is not seen'] : []),
    ...attributes
      .filter(
        ([, value]) => value === '' || Buffer.byteLength(value) > 256 || UNSEEN.test(withoutJoiners(value)),
      )
      .map(([name, value]) => `SNS: attribute ${name} is ${JSON.stringify(value)}`),
    ...(body.team === words.team ? [] : ['SNS: the team is another']),
    ...(principal === undefined || principal === principalId ? [] : ['SNS: the principal is another']),
  ];
}

function jsonFaults(story: Story): readonly string[] {
  const { alert, message, pointer, entries, budgets } = story;
  const value = {
    alerts: [alertJson(alert)],
    explained: explainJson({ alert, messages: [message], pack: packOf(story) }),
    period: periodJson(pointer),
    totals: pointer.totals,
    budgets: budgets.map(budgetJson),
    rows: reportOf('principals', entries, pointer, undefined).json,
  };
  const io = anIo();
  printJson(io, value);
  const printed = io.printed();
  const lines = printed.replace(/\n/g, '');
  return [
    ...(UNSEEN.test(lines) ? ['JSON: what is not seen stands in it bare'] : []),
    ...(JSON.stringify(JSON.parse(printed)) === JSON.stringify(value) ? [] : ['JSON: the values are others']),
  ];
}
