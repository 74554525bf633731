/**
 * Gives the keyed hash that makes pseudonyms: hex digits of a text that nobody can reproduce without the key. Undefined
 * where the operator gave no key; rejects where it cannot be read for now.
 */
export type NameHash = () => Promise<((text: string) => string) | undefined>;
