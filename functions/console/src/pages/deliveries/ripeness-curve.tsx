interface RipenessCurveProps {
  readonly hours: readonly number[];
  readonly share: readonly number[];
  readonly label: string;
}

const WIDTH = 320;
const HEIGHT = 120;
const LEFT = 38;
const BOTTOM = 22;
const LINES = [0, 0.5, 1] as const;
const TICKS: readonly number[] = [0, 6, 24, 72];

/** Age to the right, its first hours drawn broader than later ones; share upwards, as a step: it is known at these ages only. */
export function RipenessCurve({ hours, share, label }: RipenessCurveProps) {
  const last = hours.at(-1) ?? 1;
  const x = (hour: number): number => LEFT + (WIDTH - LEFT - 8) * Math.sqrt(hour / Math.max(1, last));
  const y = (part: number): number => 8 + (HEIGHT - BOTTOM - 8) * (1 - Math.min(1.1, part));
  const steps = hours
    .map((hour, index) => `H${x(hour).toFixed(1)}V${y(share[index] ?? 0).toFixed(1)}`)
    .join('');
  return (
    <svg class="ripeness" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {LINES.map((part) => (
        <g key={part}>
          <line x1={LEFT} x2={WIDTH - 8} y1={y(part)} y2={y(part)} />
          <text x={LEFT - 6} y={y(part) + 4} text-anchor="end">
            {part * 100} %
          </text>
        </g>
      ))}
      <path d={`M${LEFT} ${y(0)}${steps}`} />
      {[...TICKS.filter((hour) => hour < last * 0.7), last].map((hour) => (
        <text
          key={hour}
          x={x(hour)}
          y={HEIGHT - 6}
          text-anchor={hour === 0 ? 'start' : hour === last ? 'end' : 'middle'}
        >
          {Math.round(hour)} h
        </text>
      ))}
    </svg>
  );
}
