import { createHash } from 'node:crypto';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();

/** 52 lower-case base32 characters (256 bits), the form of identity_line_item_id in real exports. */
export function lineItemId(text: string): string {
  const bytes = digest(text);
  let id = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      id += BASE32[(buffer >>> bits) & 31];
      buffer &= (1 << bits) - 1;
    }
  }
  return id + BASE32[(buffer << (5 - bits)) & 31];
}

export const hex = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/** A version 4 shaped UUID that depends on nothing but the text. */
export function uuid(text: string): string {
  const h = hex(text, 32);
  const variant = '89ab'[Number.parseInt(h[16]!, 16) & 3];
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

/** Products and prices are few and asked for by every series. */
const opaqueIds = new Map<string, string>();

/** Characters of an alphabet, e.g. the opaque ids of products and prices. */
export function opaque(text: string, length: number, alphabet: string): string {
  const known = opaqueIds.get(text);
  if (known !== undefined) return known;
  const bytes = digest(text);
  let out = '';
  for (let index = 0; index < length; index += 1) out += alphabet[bytes[index % 32]! % alphabet.length];
  opaqueIds.set(text, out);
  return out;
}

export const SKU_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const DIGITS = '0123456789';
export const LOWER_ALNUM = 'abcdefghijklmnopqrstuvwxyz0123456789';
