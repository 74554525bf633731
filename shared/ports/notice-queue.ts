import type { Notice } from '../domain/delivery/delivery.ts';

/** The queue that notices wait in: the sweep puts what it found behind what S3 announced. */
export interface NoticeQueue {
  send(notice: Notice): Promise<void>;
}
