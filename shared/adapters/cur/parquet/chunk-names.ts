/**
 * Whether the bytes of a column chunk's metadata hold a leaf's path, as Thrift's compact protocol writes it: a list of
 * texts. To look for it is a tenth of the work of taking the struct apart. May be false where the path is there all the
 * same (long names, names that are not ASCII): then the struct has to be taken apart.
 */
export function createChunkNames(
  footer: Uint8Array,
  paths: readonly string[],
): (leaf: number, start: number, end: number) => boolean {
  const text = Buffer.from(footer.buffer, footer.byteOffset, footer.length).toString('latin1');
  return (leaf, start, end) => {
    const path = paths[leaf];
    if (path === undefined) return false;
    const at = text.indexOf(listOfTexts(path.split('.')), start);
    return at !== -1 && at < end;
  };
}

const BINARY = 8;

const listOfTexts = (texts: readonly string[]): string =>
  texts.reduce(
    (all, text) => `${all}${String.fromCharCode(text.length)}${text}`,
    String.fromCharCode((texts.length << 4) | BINARY),
  );
