import uPlot from 'uplot';
import { axisMoney } from '../../text/money.ts';
import type { ChartFacts, ChartSeries } from './chart-facts.ts';
import { drawLevel, drawSpans } from './draw-marks.ts';
import { paletteOf } from './palette.ts';
import { timeLabels } from './time-labels.ts';

interface Drawing extends ChartFacts {
  readonly height: number;
  readonly onPoint: (index: number | undefined) => void;
}

export interface Drawn {
  readonly pointAt: (index: number) => void;
  readonly end: () => void;
}

/** Paints into the box and follows its width until it is ended. */
export function drawChart(box: HTMLElement, drawing: Drawing): Drawn {
  const { times, series, bands = [], height } = drawing;
  const data = [
    times.map((time) => time / 1000),
    ...series.map(({ values }) => [...values]),
    ...bands.flatMap(({ low, high }) => [[...high], [...low]]),
  ] as uPlot.AlignedData;
  const plot = new uPlot(optionsOf(box, drawing), data, box);
  const look = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }));
  look.observe(box);
  return {
    pointAt: (index) =>
      plot.setCursor(
        { left: plot.valToPos((times[index] ?? 0) / 1000, 'x'), top: plot.over.clientHeight / 2 },
        false,
      ),
    end: () => {
      look.disconnect();
      plot.destroy();
    },
  };
}

function optionsOf(box: HTMLElement, drawing: Drawing): uPlot.Options {
  const { series, bands = [], currency, level, height, onPoint } = drawing;
  const color = paletteOf(box);
  const axis = { stroke: color('soft'), font: '12px system-ui, sans-serif', ticks: { show: false } };
  const grid = { stroke: color('line'), width: 1 };
  return {
    width: box.clientWidth,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    legend: { show: false },
    padding: [12, 12, 0, 0],
    scales: { y: { range: (_, __, most) => [0, Math.max(most ?? 0, level?.value ?? 0, 0.01) * 1.08] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        values: (_, splits, __, ___, step) => timeLabels(splits, step),
        space: 72,
        size: 36,
        gap: 8,
      },
      { ...axis, grid, size: 62, values: (_, splits) => [...axisMoney(splits, currency)] },
    ],
    series: [
      {},
      ...series.map((one) => seriesOptions(one, color)),
      ...bands.flatMap(() => [HIDDEN_EDGE, HIDDEN_EDGE]),
    ],
    bands: bands.map((band, index) => ({
      series: [1 + series.length + 2 * index, 2 + series.length + 2 * index] as [number, number],
      fill: color(band.color, 0.26),
    })),
    cursor: { y: false, points: { size: 7 }, drag: { setScale: false, x: false } },
    hooks: {
      setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)],
      drawClear: [(plot) => drawSpans(plot, drawing.spans ?? [], color)],
      draw: [(plot) => drawLevel(plot, level, color)],
    },
  };
}

const HIDDEN_EDGE: uPlot.Series = { width: 0, points: { show: false } };
const BARS = { size: [0.75, 40] as [number, number], radius: 0.1 };

function seriesOptions(
  { label, color: name, kind }: ChartSeries,
  color: ReturnType<typeof paletteOf>,
): uPlot.Series {
  const common = { label, stroke: color(name), points: { show: false } };
  if (kind === 'bars') {
    return {
      ...common,
      fill: color(name),
      width: 0,
      ...(uPlot.paths.bars === undefined ? {} : { paths: uPlot.paths.bars(BARS) }),
    };
  }
  return { ...common, width: 2, ...(kind === 'dashed' ? { dash: [6, 4] } : {}) };
}
