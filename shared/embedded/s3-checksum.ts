import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** CRC-32C (Castagnoli), reflected polynomial, one table of 256 words. */
const CRC32C = Uint32Array.from({ length: 256 }, (_, byte) => {
  let word = byte;
  for (let bit = 0; bit < 8; bit++) word = word & 1 ? 0x82f63b78 ^ (word >>> 1) : word >>> 1;
  return word >>> 0;
});

function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC32C[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** CRC-64/NVME table, reflected polynomial 0x9A6C9329AC4BC9B5, kept as low and high words. */
const CRC64_LOW = new Uint32Array(256);
const CRC64_HIGH = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let word = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) word = word & 1n ? 0x9a6c9329ac4bc9b5n ^ (word >> 1n) : word >> 1n;
  CRC64_LOW[byte] = Number(word & 0xffffffffn);
  CRC64_HIGH[byte] = Number(word >> 32n);
}

function crc64nvme(bytes: Uint8Array): Buffer {
  let low = 0xffffffff;
  let high = 0xffffffff;
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = CRC64_LOW[index]! ^ ((low >>> 8) | (high << 24));
    high = CRC64_HIGH[index]! ^ (high >>> 8);
  }
  const out = Buffer.alloc(8);
  out.writeUInt32BE(~high >>> 0, 0);
  out.writeUInt32BE(~low >>> 0, 4);
  return out;
}

function word(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value >>> 0);
  return out;
}

/** Header (lower case) to the digest it must hold, base64. */
const DIGESTS: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  'x-amz-checksum-crc32': (bytes) => word(crc32(bytes)).toString('base64'),
  'x-amz-checksum-crc32c': (bytes) => word(crc32c(bytes)).toString('base64'),
  'x-amz-checksum-crc64nvme': (bytes) => crc64nvme(bytes).toString('base64'),
  'x-amz-checksum-sha1': (bytes) => createHash('sha1').update(bytes).digest('base64'),
  'x-amz-checksum-sha256': (bytes) => createHash('sha256').update(bytes).digest('base64'),
  'content-md5': (bytes) => createHash('md5').update(bytes).digest('base64'),
};

/** Name of the first header whose digest does not match the bytes, or undefined when all that are given do. */
export function wrongDigest(
  bytes: Uint8Array,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): string | undefined {
  return Object.keys(DIGESTS).find((name) => {
    const given = headers[name];
    return typeof given === 'string' && given !== DIGESTS[name]!(bytes);
  });
}
