import type { Instant } from '../domain/base/instant.ts';

/** What keeps a request that was overheard from being sent a second time. */
export interface SeenRequests {
  /** True the first time; false for as long as `until` at least. Safe to repeat where its answer was lost. */
  remember(id: string, until: Instant): Promise<boolean>;
}
