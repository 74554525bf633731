import { useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextArea } from '../../components/fields.tsx';
import type { Deciding, Decision } from './use-decision.ts';

export type Asking = 'planned' | 'noise' | 'real' | 'not-mine';

interface NoteDialogProps {
  readonly asking: Asking;
  readonly deciding: Deciding;
  readonly onClose: () => void;
}

/** A verdict is kept with a sentence: whoever reads the month's statement wants to know what it was. */
export function NoteDialog({ asking, deciding, onClose }: NoteDialogProps) {
  const [note, setNote] = useState('');
  const { title, label, does, done } = WORDS[asking];
  const isLong = note.length > NOTE_MAX;
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isLong) return;
          void deciding.decide(decisionOf(asking, note), done);
          onClose();
        }}
      >
        <p class="soft">{does}</p>
        <TextArea
          label={label}
          value={note}
          onChange={setNote}
          rows={3}
          problem={isLong ? `At most ${NOTE_MAX} characters.` : undefined}
        />
        <div class="form-row">
          <Button type="submit" kind="main" isDisabled={isLong}>
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}

const NOTE_MAX = 500;

const decisionOf = (asking: Asking, note: string): Decision =>
  asking === 'not-mine' ? { decision: 'not-mine', note } : { decision: 'verdict', verdict: asking, note };

const WORDS: Readonly<
  Record<
    Asking,
    { readonly title: string; readonly label: string; readonly does: string; readonly done: string }
  >
> = {
  planned: {
    title: 'This was planned',
    label: 'What it is for',
    does: 'It is told again only if it grows beyond what it costs now. It counts as planned in reports and backtests.',
    done: 'Kept as planned.',
  },
  noise: {
    title: 'This was noise',
    label: 'Why it does not matter',
    does: 'It stays quiet, and a backtest takes it as a false alarm: it shows which floor would have spared it.',
    done: 'Kept as noise.',
  },
  real: {
    title: 'This was real',
    label: 'What it was',
    does: 'It counts as real in reports and backtests.',
    done: 'Kept as real.',
  },
  'not-mine': {
    title: 'Not mine',
    label: 'Whose it may be',
    does: 'It stays open, and the operators are asked to find whose it is.',
    done: 'Handed back.',
  },
};
