import type { Silence } from '../../domain/alert/silence.ts';
import type { SilenceStore } from '../../ports/silence-store.ts';
import { silenceKey, silencesPk } from './keys.ts';
import type { TableOptions } from './table-access.ts';
import { createVersionedStore } from './versioned-store.ts';

export const createDynamoSilenceStore = (options: TableOptions): SilenceStore =>
  createVersionedStore<Silence>(options, { name: 'silence', pk: silencesPk, key: silenceKey });
