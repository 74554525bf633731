import type { ComponentChildren } from 'preact';
import type { AnswerOf } from '../../../../shared/api/documents.ts';
import type { RouteName } from '../../../../shared/api/routes.ts';
import type { Problem } from '../api/problem.ts';
import type { Read } from '../api/use-read.ts';
import { Button } from './button.tsx';

/** Nothing to show: says so, and what to do next. */
export const Empty = ({ children }: { readonly children: ComponentChildren }) => (
  <div class="empty">{children}</div>
);

/** Grey lines of about the height of what comes. */
export const Skeleton = ({ lines = 6 }: { readonly lines?: number }) => (
  <div class="panel skeleton-panel" role="status" aria-label="Loading">
    <div class="panel-body skeleton" style={{ paddingTop: '1rem' }}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ width: `${94 - ((index * 37) % 45)}%` }} />
      ))}
    </div>
  </div>
);

interface ProblemNoteProps {
  readonly problem: Problem;
  readonly onRetry?: () => void;
}

/** What went wrong in the API's own sentence, where it lies, and the way on. */
export const ProblemNote = ({ problem, onRetry }: ProblemNoteProps) => (
  <div class="note critical" role="alert">
    <p>
      <strong>{TITLES[problem.kind]}</strong> {problem.message}
      {problem.expected === undefined ? null : (
        <span class="soft">
          {' '}
          {problem.field === undefined ? '' : `${problem.field}: `}expected {problem.expected}
          {problem.found === undefined ? '' : `, found ${problem.found}`}
        </span>
      )}
    </p>
    {onRetry === undefined ? null : <Button onClick={onRetry}>Try again</Button>}
  </div>
);

const TITLES: Readonly<Record<Problem['kind'], string>> = {
  'bad-request': 'This cannot be asked.',
  unauthenticated: 'You are not signed in.',
  forbidden: 'Not allowed.',
  'not-found': 'Not found.',
  conflict: 'Somebody was faster.',
  internal: 'Billhook could not answer.',
  unreachable: 'No answer.',
};

interface LoadedProps<N extends RouteName> {
  readonly read: Read<N>;
  readonly lines?: number;
  readonly children: (data: AnswerOf<N>) => ComponentChildren;
}

/** Loading, failed, shown, or shown though newer figures could not be had: each looks like what it is. */
export function Loaded<N extends RouteName>({ read, lines = 8, children }: LoadedProps<N>) {
  const { data, problem, reload } = read;
  if (data === undefined) {
    return problem === undefined ? (
      <Skeleton lines={lines} />
    ) : (
      <ProblemNote problem={problem} onRetry={reload} />
    );
  }
  return (
    <>
      {problem === undefined ? null : (
        <div class="note warning" role="status">
          <p>
            <strong>Not up to date.</strong> These figures were read earlier. {problem.message}
          </p>
          <Button onClick={reload}>Try again</Button>
        </div>
      )}
      {children(data)}
    </>
  );
}
