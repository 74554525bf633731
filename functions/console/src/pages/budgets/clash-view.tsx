import { Button } from '../../components/button.tsx';
import type { Clash } from './draft.ts';
import { FIELD_WORDS, valueWords } from './field-words.ts';

interface ClashViewProps {
  readonly clashes: readonly Clash[];
  readonly onKeep: () => void;
  readonly onTake: () => void;
}

/** Two people changed one budget: both versions, and nothing that was typed is lost. */
export const ClashView = ({ clashes, onKeep, onTake }: ClashViewProps) => (
  <div class="note warning clash" role="alert">
    <p>
      <strong>Somebody changed this budget while you typed.</strong> What you typed is still here.
    </p>
    <table>
      <caption class="hidden-text">Both versions</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Was</th>
          <th scope="col">Theirs, saved</th>
          <th scope="col">Yours</th>
        </tr>
      </thead>
      <tbody>
        {clashes.map(({ field, was, theirs, yours }) => (
          <tr key={field}>
            <th scope="row">{FIELD_WORDS[field]}</th>
            <td class="soft">{valueWords(was)}</td>
            <td>{valueWords(theirs)}</td>
            <td>
              {yours === theirs ? <span class="soft">not typed: theirs stays</span> : valueWords(yours)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <Button kind="main" onClick={onKeep}>
      Keep what I typed
    </Button>
    <Button onClick={onTake}>Take theirs</Button>
  </div>
);
