import { useEffect, useRef, useState } from 'preact/hooks';
import { THEME_CHANGED } from '../../shell/theme-choice.ts';
import type { ChartFacts } from './chart-facts.ts';
import { ChartKey } from './chart-key.tsx';
import { ChartTip, pointText } from './chart-tip.tsx';
import type { Drawn } from './draw-chart.ts';

interface ChartProps extends ChartFacts {
  /** What the picture shows, in a sentence. */
  readonly label: string;
  readonly height?: number;
}

/** A picture over time; pointer or arrow keys read it point by point. The library that draws comes when it is needed. */
export function Chart({ label, height = 260, ...facts }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | undefined>(undefined);
  const [index, setIndex] = useState<number>();
  const { times } = facts;

  useEffect(() => {
    let isOver = false;
    const paint = async (): Promise<void> => {
      const { drawChart } = await import('./draw-chart.ts');
      if (isOver || box.current === null) return;
      drawn.current?.end();
      drawn.current = drawChart(box.current, { ...facts, height, onPoint: setIndex });
    };
    const repaint = (): void => void paint();
    repaint();
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', repaint);
    addEventListener(THEME_CHANGED, repaint);
    return () => {
      isOver = true;
      system.removeEventListener('change', repaint);
      removeEventListener(THEME_CHANGED, repaint);
      drawn.current?.end();
      drawn.current = undefined;
    };
    // The facts are rebuilt with every rendering; their text says whether they are others.
  }, [JSON.stringify(facts), height]);

  const step = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -times.length, End: times.length }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = Math.min(times.length - 1, Math.max(0, (index ?? (by > 0 ? -1 : times.length)) + by));
    drawn.current?.pointAt(next);
    setIndex(next);
  };

  return (
    <figure>
      <ChartKey {...facts} />
      <div
        class="chart"
        ref={box}
        style={{ minHeight: `${height}px` }}
        role="slider"
        aria-label={`${label}. Arrow keys step through the points.`}
        aria-valuemin={0}
        aria-valuemax={times.length - 1}
        aria-valuenow={index ?? 0}
        aria-valuetext={index === undefined ? 'no point chosen' : pointText(facts, index)}
        tabIndex={0}
        onKeyDown={step}
      >
        {index === undefined ? null : <ChartTip {...facts} index={index} />}
      </div>
    </figure>
  );
}
