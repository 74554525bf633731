import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface PanelProps {
  readonly title: string;
  /** To the right of the title: a word about it, or choices. */
  readonly aside?: ComponentChildren;
  /** Tables reach from edge to edge. */
  readonly isFlush?: boolean;
  readonly children: ComponentChildren;
}

export function Panel({ title, aside, isFlush = false, children }: PanelProps) {
  const id = useId();
  return (
    <section class="panel" aria-labelledby={id}>
      <div class="panel-head">
        <h2 id={id}>{title}</h2>
        {aside === undefined ? null : <div class="soft small">{aside}</div>}
      </div>
      <div class={`panel-body ${isFlush ? 'flush' : ''}`}>{children}</div>
    </section>
  );
}

export interface FigureFacts {
  readonly label: string;
  readonly value: ComponentChildren;
  readonly note?: ComponentChildren;
}

/** The few numbers that a page is opened for. */
export const Figures = ({ figures }: { readonly figures: readonly FigureFacts[] }) => (
  <dl class="figures">
    {figures.map(({ label, value, note }) => (
      <div key={label} class="figure">
        <dt>{label}</dt>
        <dd class="figure-value">{value}</dd>
        {note === undefined ? null : <dd class="figure-note">{note}</dd>}
      </div>
    ))}
  </dl>
);
