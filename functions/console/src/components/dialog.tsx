import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './button.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly isBroad?: boolean;
  readonly children: ComponentChildren;
}

/** Modal while it is in the page: render it only when it is open. Escape closes it; the focus goes back by itself. */
export function Dialog({ title, onClose, isBroad = false, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={box} class={isBroad ? 'broad' : ''} aria-labelledby={id} onClose={onClose}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <Button kind="quiet" size="small" onClick={() => box.current?.close()}>
          Close
        </Button>
      </div>
      {children}
    </dialog>
  );
}
