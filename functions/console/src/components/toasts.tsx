import { useEffect, useState } from 'preact/hooks';
import { Button } from './button.tsx';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'good' | 'warning';
}

const SHOWN_MS = 8_000;
const SHOWN_MAX = 4;
let toasts: readonly Toast[] = [];
let nextId = 1;
let onChange: (toasts: readonly Toast[]) => void = () => {};

/** Says what was done, for some seconds. What is wrong is said where it went wrong, and stays. */
export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  const id = nextId++;
  show([...toasts, { id, text, tone }].slice(-SHOWN_MAX));
  setTimeout(() => dismiss(id), SHOWN_MS);
}

const dismiss = (id: number): void => show(toasts.filter((one) => one.id !== id));

function show(next: readonly Toast[]): void {
  toasts = next;
  onChange(next);
}

/** Once a page, in the shell. */
export function Toasts() {
  const [shown, setShown] = useState(toasts);
  useEffect(() => {
    onChange = setShown;
    return () => {
      onChange = () => {};
    };
  }, []);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, tone }) => (
        <div key={id} class={`note ${tone}`}>
          <p>{text}</p>
          <Button kind="quiet" size="small" label={`Dismiss: ${text}`} onClick={() => dismiss(id)}>
            Dismiss
          </Button>
        </div>
      ))}
    </div>
  );
}
