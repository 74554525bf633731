import type { Views } from '../heap.ts';
import { DAMAGED } from '../kernels.ts';

export function join(
  views: Views,
  rows: number,
  count: number,
  selection: number,
  selected: number,
  at: number,
  index: number,
): number {
  const { i32 } = views;
  const from = rows >> 2;
  const picked = selection >> 2;
  const ats = at >> 2;
  const indices = index >> 2;
  let found = 0;
  let s = 0;
  for (let i = 0; i < count; i++) {
    const row = i32[from + i]!;
    while (s < selected && i32[picked + s]! < row) s++;
    if (s === selected) break;
    i32[ats + found] = i;
    i32[indices + found] = s;
    if (i32[picked + s] === row) found++;
  }
  return found;
}

export function remap(
  views: Views,
  codes: number,
  count: number,
  map: number,
  mapSize: number,
  out: number,
): number {
  const { i32, u32 } = views;
  const from = codes >> 2;
  const mapped = map >> 2;
  const to = out >> 2;
  for (let i = 0; i < count; i++) {
    const code = u32[from + i]!;
    if (code >= mapSize) return DAMAGED;
    i32[to + i] = i32[mapped + code]!;
  }
  return 0;
}

export function gather(
  views: Views,
  indices: number,
  count: number,
  values: number,
  size: number,
  out: number,
): number {
  const { i32 } = views;
  const from = indices >> 2;
  const picked = values >> 2;
  const to = out >> 2;
  for (let i = 0; i < count; i++) {
    const index = i32[from + i]!;
    if (index >= 0 && index < size) i32[to + i] = i32[picked + index]!;
    else if (index === -1) i32[to + i] = 0;
    else return DAMAGED;
  }
  return 0;
}

export function gatherDoubles(
  views: Views,
  indices: number,
  count: number,
  values: number,
  size: number,
  out: number,
): number {
  const { i32, f64 } = views;
  const from = indices >> 2;
  const picked = values >> 3;
  const to = out >> 3;
  for (let i = 0; i < count; i++) {
    const index = i32[from + i]!;
    if (index >= 0 && index < size) f64[to + i] = f64[picked + index]!;
    else if (index === -1) f64[to + i] = 0;
    else return DAMAGED;
  }
  return 0;
}

export function scatter(views: Views, indices: number, values: number, count: number, out: number): void {
  const { i32 } = views;
  const from = indices >> 2;
  const picked = values >> 2;
  const to = out >> 2;
  for (let i = 0; i < count; i++) i32[to + i32[from + i]!] = i32[picked + i]!;
}

export function fill(views: Views, out: number, count: number, value: number): void {
  views.i32.fill(value, out >> 2, (out >> 2) + count);
}

export function iota(views: Views, out: number, count: number, first: number): void {
  const { i32 } = views;
  const to = out >> 2;
  for (let i = 0; i < count; i++) i32[to + i] = first + i;
}

export function less(views: Views, values: number, count: number, base: number, out: number): void {
  const { i32 } = views;
  const from = values >> 2;
  const to = out >> 2;
  for (let i = 0; i < count; i++) i32[to + i] = i32[from + i]! - base;
}

export function selectMarked(views: Views, codes: number, count: number, marks: number, out: number): number {
  const { i32, u8 } = views;
  const from = codes >> 2;
  const to = out >> 2;
  let found = 0;
  for (let i = 0; i < count; i++) {
    const mark = u8[marks + i32[from + i]!]!;
    i32[to + found] = i;
    if (mark !== 0) found++;
  }
  return found;
}
