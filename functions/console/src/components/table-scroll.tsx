import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface TableScrollProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** Scrolls sideways where the table is wider than the page, and only then is a stop for the keyboard. */
export function TableScroll({ label, children }: TableScrollProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const found = box.current;
    if (found === null) return;
    const look = new ResizeObserver(() => setWide(found.scrollWidth > found.clientWidth + 1));
    look.observe(found);
    return () => look.disconnect();
  }, []);
  const stop = isWide ? { tabIndex: 0, role: 'region' as const, 'aria-label': label } : {};
  return (
    <div class="table-scroll" ref={box} {...stop}>
      {children}
    </div>
  );
}
