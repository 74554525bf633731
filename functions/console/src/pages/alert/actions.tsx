import { useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/states.tsx';
import { nowOf, useMe } from '../../me.tsx';
import { counted } from '../../text/count.ts';
import { HOUR_MS } from '../../text/time.ts';
import type { AlertDetail } from './alert-page.tsx';
import { type Asking, NoteDialog } from './note-dialog.tsx';
import type { Deciding } from './use-decision.ts';

type Action = AlertDetail['actions'][number];

interface ActionsProps {
  readonly detail: AlertDetail;
  readonly deciding: Deciding;
}

/** What this person may do; what they may not stands there too, with the reason. */
export function Actions({ detail, deciding }: ActionsProps) {
  const [asking, setAsking] = useState<Asking>();
  const { actions } = detail;
  const refused = [...new Set(actions.filter(({ allowed }) => !allowed).map(({ words }) => words))];
  return (
    <Panel title="What to do">
      <div class="alert-actions">
        {actions.map((action) => (
          <ActionButtons
            key={`${action.decision} ${action.hours ?? ''}`}
            action={action}
            deciding={deciding}
            onAsk={setAsking}
          />
        ))}
        {actions.length === 0 ? (
          <p class="soft">
            Nothing can be decided about it any more: it has ended. Its history stands below.
          </p>
        ) : null}
      </div>
      {refused.map((words) => (
        <p key={words} class="soft small">
          {words}
        </p>
      ))}
      {deciding.problem === undefined ? null : <ProblemNote problem={deciding.problem} />}
      {asking === undefined ? null : (
        <NoteDialog asking={asking} deciding={deciding} onClose={() => setAsking(undefined)} />
      )}
    </Panel>
  );
}

interface ActionButtonsProps {
  readonly action: Action;
  readonly deciding: Deciding;
  readonly onAsk: (asking: Asking) => void;
}

function ActionButtons({ action, deciding, onAsk }: ActionButtonsProps) {
  const me = useMe();
  const { decision, allowed, words, hours = 1 } = action;
  const common = { isDisabled: !allowed || deciding.expected !== undefined, title: words };
  switch (decision) {
    case 'acknowledge':
      return (
        <Button {...common} kind="main" onClick={() => void deciding.decide({ decision }, 'Acknowledged.')}>
          Acknowledge
        </Button>
      );
    case 'unacknowledge':
      return (
        <Button {...common} onClick={() => void deciding.decide({ decision }, 'It is open again.')}>
          Open again
        </Button>
      );
    case 'snooze': {
      const snooze = (): void => {
        const until = new Date(nowOf(me) + hours * HOUR_MS).toISOString();
        void deciding.decide({ decision, until }, `Snoozed for ${counted(hours, 'hour')}.`);
      };
      return (
        <Button {...common} onClick={snooze}>
          Snooze {hours} h{allowed && words !== '' ? <span class="soft">{words}</span> : null}
        </Button>
      );
    }
    case 'unsnooze':
      return (
        <Button {...common} onClick={() => void deciding.decide({ decision }, 'It can be told again.')}>
          End the snooze
        </Button>
      );
    case 'verdict':
      return (
        <>
          <Button {...common} onClick={() => onAsk('planned')}>
            Expected: planned
          </Button>
          <Button {...common} onClick={() => onAsk('noise')}>
            Expected: noise
          </Button>
          <Button {...common} onClick={() => onAsk('real')}>
            It was real
          </Button>
        </>
      );
    case 'not-mine':
      return (
        <Button {...common} onClick={() => onAsk('not-mine')}>
          Not mine
        </Button>
      );
    default:
      return null;
  }
}
