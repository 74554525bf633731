import { useState } from 'preact/hooks';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { wordsOf } from '../../text/name.ts';
import { shortTime } from '../../text/time.ts';
import type { AlertDetail } from './alert-page.tsx';

/** What happened to it, and what was sent where. */
export const History = ({ detail: { history, messages } }: { readonly detail: AlertDetail }) => (
  <div class="columns">
    <Panel title="What happened to it">
      {history.length === 0 ? <Empty>Nothing yet.</Empty> : null}
      <ol class="fact-list">
        {history.map(({ at, reason, note, by }, index) => (
          <li key={`${at} ${index}`}>
            <div>
              <strong>{reason === 'first' ? 'Told first' : wordsOf(reason)}</strong>
              {by === null ? '' : ` by ${by.name}`} <span class="soft">{shortTime(at)}</span>
            </div>
            {note === '' || note === reason ? null : <p class="soft small">{note}</p>}
          </li>
        ))}
      </ol>
    </Panel>
    <Messages messages={messages} />
  </div>
);

const SHOWN = 6;

/** Newest first; a thing that is told again and again has a line for each time. */
function Messages({ messages }: Pick<AlertDetail, 'messages'>) {
  const [isWhole, setWhole] = useState(false);
  const newest = messages.toReversed();
  return (
    <Panel title="Messages" aside={messages.length > 1 ? 'newest first' : null}>
      {messages.length === 0 ? <Empty>Nobody was told so far.</Empty> : null}
      <ul class="fact-list">
        {(isWhole ? newest : newest.slice(0, SHOWN)).map(
          ({ channel, state, sentAt, headline, why }, index) => (
            <li key={`${channel} ${index}`}>
              <div class="alert-line">
                <strong>{channel}</strong>
                <Badge tone={why === null ? 'plain' : 'warning'}>{state}</Badge>
                <span class="soft">{sentAt === null ? '' : shortTime(sentAt)}</span>
              </div>
              <p class="small">{headline}</p>
              {why === null ? null : <p class="soft small">{why}</p>}
            </li>
          ),
        )}
      </ul>
      {isWhole || messages.length <= SHOWN ? null : (
        <Button kind="quiet" size="small" onClick={() => setWhole(true)}>
          Show all {String(messages.length)}
        </Button>
      )}
    </Panel>
  );
}
