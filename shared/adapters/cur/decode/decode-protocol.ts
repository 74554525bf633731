import { Failure, type FailureDetail, type FailureKind } from '../../../domain/base/failure.ts';
import type { DataFile } from '../../../domain/delivery/delivery.ts';
import type { ChargeSourceOptions } from '../../../ports/charge-source.ts';
import type { WireBatch } from './wire-batch.ts';

/** How a file is to be read. */
export type DecodeOptions = Pick<ChargeSourceOptions, 'cost' | 'tagKeys'>;

/** What the decoding thread is told. It reads one file at a time, and all that is said belongs to the file last opened. */
export type ToDecoder =
  | { readonly say: 'open'; readonly file: DataFile; readonly options: DecodeOptions }
  /** What a `read` asked for. */
  | { readonly say: 'bytes'; readonly id: number; readonly bytes: Uint8Array }
  /** One more batch may come; the memory of one that was used up comes back. */
  | { readonly say: 'more'; readonly memory: ArrayBuffer };

/** What the decoding thread says; `done` or `failed` is its last word on a file. */
export type FromDecoder =
  | { readonly say: 'ready' }
  /** `into` is memory to read into, where there is some to spare: it comes back with the bytes. */
  | {
      readonly say: 'read';
      readonly id: number;
      readonly start: number;
      readonly end: number;
      readonly into?: Uint8Array<ArrayBuffer>;
    }
  /** A column that only the general reader could read. */
  | { readonly say: 'fallback'; readonly column: string; readonly why: string }
  | { readonly say: 'batch'; readonly batch: WireBatch }
  | { readonly say: 'done' }
  | { readonly say: 'failed'; readonly failure: WireFailure };

/** Batches that may be decoded before the first of them is used up. */
export const BATCHES_AHEAD = 3;

/** A Failure as plain data: an Error loses its class on the way between threads. */
interface WireFailure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly detail: FailureDetail;
}

export const toWire = ({ kind, message, detail }: Failure): WireFailure => ({ kind, message, detail });
export const fromWire = ({ kind, message, detail }: WireFailure): Failure =>
  new Failure(kind, message, detail);
