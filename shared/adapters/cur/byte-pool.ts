/** Memory for bytes on their way from a store, used again: fresh pages would cost more than the bytes. */
export interface BytePool {
  /** Memory of just this length, with whatever is in it. */
  take(length: number): Uint8Array<ArrayBuffer>;
  /** Whoever gives bytes back must not look at them again. */
  give(bytes: Uint8Array): void;
}

const SMALLEST = 64 * 1024;
/** What is kept for later; a row group of a million rows needs some 25 MB. */
const KEPT_BYTES_MAX = 64 * 1024 * 1024;

export function createBytePool(): BytePool {
  /** Smallest first. */
  const free: ArrayBuffer[] = [];
  let kept = 0;
  return {
    take(length) {
      const index = free.findIndex((buffer) => buffer.byteLength >= length);
      const [found] = index === -1 ? [] : free.splice(index, 1);
      kept -= found?.byteLength ?? 0;
      // A quarter more than asked for, so that the next range of about this size fits too.
      const buffer = found ?? new ArrayBuffer(Math.max(SMALLEST, Math.ceil(length * 1.25)));
      return new Uint8Array(buffer, 0, length);
    },
    give({ buffer }) {
      if (!(buffer instanceof ArrayBuffer) || buffer.byteLength < SMALLEST) return;
      if (kept + buffer.byteLength > KEPT_BYTES_MAX || free.includes(buffer)) return;
      kept += buffer.byteLength;
      const at = free.findIndex(({ byteLength }) => byteLength > buffer.byteLength);
      free.splice(at === -1 ? free.length : at, 0, buffer);
    },
  };
}
