import type uPlot from 'uplot';
import type { ChartFacts, ChartSpan } from './chart-facts.ts';
import type { Palette } from './palette.ts';

/** Behind the lines: each span as a tint with an edge at its top. */
export function drawSpans(plot: uPlot, spans: readonly ChartSpan[], color: Palette): void {
  const { ctx, bbox } = plot;
  ctx.save();
  for (const { from, to, tone } of spans) {
    const left = Math.max(bbox.left, plot.valToPos(from / 1000, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(to / 1000, 'x', true));
    if (right <= left) continue;
    const width = Math.max(right - left, 2 * devicePixelRatio);
    ctx.fillStyle = color(tone, 0.13);
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.fillStyle = color(tone);
    ctx.fillRect(left, bbox.top, width, 2 * devicePixelRatio);
  }
  ctx.restore();
}

/** Over the lines: the budget across the picture. */
export function drawLevel(plot: uPlot, level: ChartFacts['level'], color: Palette): void {
  if (level === undefined) return;
  const { ctx, bbox } = plot;
  const y = plot.valToPos(level.value, 'y', true);
  ctx.save();
  ctx.strokeStyle = color('ink');
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
