import { DAY_MS, type Instant } from '../base/instant.ts';
import { RECENT_DAYS } from './recent.ts';

/** Plans and silences that a judgement at `asOf` may need: what they muted is told to be heard again when they are over. */
export const endedLately = ({ endsAt }: { readonly endsAt: Instant }, asOf: Instant): boolean =>
  endsAt + RECENT_DAYS * DAY_MS >= asOf;
