import type { ComponentChildren, JSX } from 'preact';

export type Tone = 'critical' | 'warning' | 'info' | 'good' | 'plain';

/** Every tone has a shape of its own, so that nothing depends on seeing colours. */
const SHAPES: Readonly<Record<Tone, JSX.Element>> = {
  critical: <path d="M6 0l6 6-6 6-6-6z" />,
  warning: <path d="M6 1l5.500 10H.5z" />,
  info: <circle cx="6" cy="6" r="5" />,
  good: <path d="M1 6.500l1.500-1.500 2.500 2.500L9.700 2 11.200 3.400 5 10.500z" />,
  plain: <rect x="2" y="5" width="8" height="2" />,
};

export const Badge = ({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }) => (
  <span class={`badge ${tone}`}>
    <svg width="11" height="11" viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">
      {SHAPES[tone]}
    </svg>
    {children}
  </span>
);

const WORDS = { critical: 'Critical', warning: 'Warning', info: 'Info' } as const;

export const SeverityBadge = ({ severity }: { readonly severity: keyof typeof WORDS }) => (
  <Badge tone={severity}>{WORDS[severity]}</Badge>
);
