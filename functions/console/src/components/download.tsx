import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { download, type FileRoute } from '../api/download.ts';
import type { Problem } from '../api/problem.ts';
import { Button } from './button.tsx';
import { ProblemNote } from './states.tsx';

interface DownloadProps {
  readonly route: FileRoute;
  readonly params: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

/** A file of the API; why it did not come is said in its place. */
export function Download({ route, params, children }: DownloadProps) {
  const [isComing, setComing] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const fetchIt = async (): Promise<void> => {
    setComing(true);
    setProblem(await download(route, params));
    setComing(false);
  };
  return problem === undefined ? (
    <Button isDisabled={isComing} onClick={() => void fetchIt()}>
      {children}
    </Button>
  ) : (
    <ProblemNote problem={problem} onRetry={() => void fetchIt()} />
  );
}
