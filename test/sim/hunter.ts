import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Hunt, Hunted } from './hunt.ts';

/** A process of its own that plays worlds: all processors are used, and whatever a world does to it is noticed. */
export interface Hunter {
  /** Rejects where the process dies over these worlds. */
  hunt(order: Hunt & { readonly stopAtFirst?: boolean }): Promise<Hunted>;
  end(): void;
}

/** Starts `hunt-process.ts` at this place, which may be a copy of the code with a guard missing. */
export function startHunter(place: URL): Hunter {
  const child = fork(fileURLToPath(place), { serialization: 'advanced', execArgv: [] });
  return {
    hunt: (order) =>
      new Promise((resolve, reject) => {
        const settle = (then: () => void): void => {
          child.off('message', onMessage);
          child.off('error', onError);
          child.off('exit', onExit);
          then();
        };
        const onMessage = (found: unknown): void => settle(() => resolve(found as Hunted));
        const onError = (error: Error): void => settle(() => reject(error));
        const onExit = (code: number | null, signal: string | null): void =>
          settle(() =>
            reject(
              new Error(
                `the process that played worlds ${order.from} to ${order.to} died: ${signal ?? code}`,
              ),
            ),
          );
        child.on('message', onMessage);
        child.on('error', onError);
        child.on('exit', onExit);
        child.send(order);
      }),
    end: () => {
      if (child.connected) child.disconnect();
    },
  };
}
