// Preloaded into the processes of the functions, which ask the machine for the time and call the pager by its own name:
// a story has a time of its own, and a pager on this machine.
import { followClock, STORY_CLOCK, STORY_PAGER } from './story-clock.ts';

const { [STORY_CLOCK]: clock, [STORY_PAGER]: pager } = process.env;
if (clock !== undefined) followClock(clock);
if (pager !== undefined) {
  const call = globalThis.fetch;
  globalThis.fetch = (to, init) => {
    const url = new URL(to instanceof Request ? to.url : to);
    return url.host === 'events.pagerduty.com' ? call(`${pager}${url.pathname}`, init) : call(to, init);
  };
}
