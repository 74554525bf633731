const WIDTH = 96;
const HEIGHT = 22;

interface SparklineProps {
  /** Oldest first. */
  readonly values: readonly number[];
  /** What a reader who does not see it is told. */
  readonly label: string;
}

/** The shape of the last days, without axes: the numbers stand beside it. */
export function Sparkline({ values, label }: SparklineProps) {
  const most = Math.max(...values, 0);
  if (values.length < 2 || most === 0) return <span class="soft">–</span>;
  const points = values.map(
    (value, index) =>
      `${((WIDTH * index) / (values.length - 1)).toFixed(1)} ${(HEIGHT - 1 - ((HEIGHT - 2) * value) / most).toFixed(1)}`,
  );
  return (
    <svg
      class="spark"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <path d={`M${points.join('L')}`} />
    </svg>
  );
}
