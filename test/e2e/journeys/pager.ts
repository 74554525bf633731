import { listenLocally, readBody } from '../../../shared/embedded/wire.ts';

/** An event as PagerDuty's Events API v2 gets it. */
interface PagerEvent {
  readonly event_action: string;
  readonly dedup_key: string;
  readonly payload?: { readonly summary: string; readonly severity: string };
}

/** Answers as https://events.pagerduty.com/v2/enqueue does, and keeps what it was sent. */
export interface Pager {
  readonly url: string;
  events(): readonly PagerEvent[];
  close(): Promise<void>;
}

export async function startPager(): Promise<Pager> {
  const events: PagerEvent[] = [];
  const { endpoint, close } = await listenLocally(async (request, response) => {
    const event = JSON.parse(String(await readBody(request, 1_000_000))) as PagerEvent;
    events.push(event);
    const answer = { status: 'success', message: 'Event processed', dedup_key: event.dedup_key };
    response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  return { url: endpoint, events: () => events, close };
}
