import type { ChartFacts } from './chart-facts.ts';

/** Which line is which: by pattern as well as by colour. */
export function ChartKey({ series, bands = [], spans = [], level }: ChartFacts) {
  const tones = new Map(spans.map((span) => [span.tone, span]));
  return (
    <ul class="key">
      {series.map(({ label, color, kind }) => (
        <li key={label}>
          <svg width="20" height="10" aria-hidden="true">
            {kind === 'bars' ? (
              <rect x="3" y="1" width="14" height="8" rx="1" style={{ fill: `var(--${color})` }} />
            ) : (
              <line x1="0" x2="20" y1="5" y2="5" style={lineStyle(color, kind === 'dashed' ? '5 3' : '')} />
            )}
          </svg>
          {label}
        </li>
      ))}
      {bands.map(({ label, color }) => (
        <li key={label}>
          <svg width="20" height="10" aria-hidden="true">
            <rect width="20" height="10" rx="1" style={{ fill: `var(--${color})`, fillOpacity: '0.28' }} />
          </svg>
          {label}
        </li>
      ))}
      {level === undefined ? null : (
        <li>
          <svg width="20" height="10" aria-hidden="true">
            <line x1="0" x2="20" y1="5" y2="5" style={lineStyle('ink', '2 2')} />
          </svg>
          {level.label}
        </li>
      )}
      {[...tones.values()].map(({ tone }) => (
        <li key={tone}>
          <svg width="20" height="10" aria-hidden="true">
            <rect width="20" height="10" style={{ fill: `var(--${tone})`, fillOpacity: '0.16' }} />
            <line x1="0" x2="20" y1="1" y2="1" style={lineStyle(tone, '')} />
          </svg>
          {SPAN_WORDS[tone]}
        </li>
      ))}
    </ul>
  );
}

const SPAN_WORDS = {
  critical: 'Alert, critical',
  warning: 'Alert',
  info: 'Alert, info',
  good: 'Plan',
  'line-strong': 'May still grow',
} as const;

const lineStyle = (color: string, dashes: string) => ({
  stroke: `var(--${color})`,
  strokeWidth: '2',
  strokeDasharray: dashes,
});
