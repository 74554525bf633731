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

/** Age to the right, share upwards; drawn as a step, since it is known at these ages only. */
export function RipenessCurve({ hours, share, label }: RipenessCurveProps) {
  const last = hours.at(-1) ?? 1;
  const x = (hour: number): number => LEFT + ((WIDTH - LEFT - 8) * hour) / Math.max(1, last);
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
      {[0, last / 2, last].map((hour) => (
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
