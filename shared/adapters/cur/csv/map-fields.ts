import { type CurWord, PRODUCT_MODEL_KEY, PRODUCT_NAME_KEY } from '../columns.ts';
import type { CodedColumn, Selection } from '../source-block.ts';

/** Keys of a map column by selected row. */
export type Keys = readonly { readonly key: string; readonly column: CodedColumn }[];

/** Reads single keys of the product map, whose texts are looked at once for all of them. */
export function createProductKeys(
  keysOf: (word: CurWord, selection: Selection) => Keys,
  blank: (selection: Selection) => CodedColumn,
): (word: 'productName' | 'productModel', selection: Selection) => CodedColumn {
  const picked = new Map<number, Keys>();
  return (word, selection) => {
    const keys = picked.get(selection.rows) ?? keysOf('product', selection);
    picked.set(selection.rows, keys);
    const name = word === 'productName' ? PRODUCT_NAME_KEY : PRODUCT_MODEL_KEY;
    return keys.find(({ key }) => key === name)?.column ?? blank(selection);
  };
}
