import { DuckDBInstance } from '@duckdb/node-api';
import { drawMacros, type Recipe } from './draws.ts';

export interface Duck {
  readonly run: (sql: string) => Promise<void>;
  readonly close: () => void;
}

/** One thread, so that the same recipe gives the same bytes; a bound that the largest file keeps by far. */
export async function openDuck(recipe: Recipe): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '3GB' });
  const connection = await instance.connect();
  for (const macro of drawMacros(recipe)) await connection.run(macro);
  return {
    run: async (sql) => void (await connection.run(sql)),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
