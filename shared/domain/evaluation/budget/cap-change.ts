import type { Instant } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';

interface Changed {
  readonly at: Instant;
  readonly by: string;
  readonly version: number;
  readonly reason: string | undefined;
}

/** The audit's row of a changed cap, which is of no team. */
export const capChange = (
  { before, after }: { readonly before: Pico | undefined; readonly after: Pico | undefined },
  { reason, ...changed }: Changed,
) => ({
  ...changed,
  team: '',
  cap: { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
  ...(reason === undefined ? {} : { reason }),
});
