// A process that may die: it hunts over a part of the cases and tells its parent what it finds.
import { hunt } from './hunt.ts';

const [seed = 1, from = 0, to = 0] = process.argv.slice(2).map(Number);
for await (const findings of hunt({ seed, from, to })) {
  // Kilobytes of the whole process: the thread that decodes is a part of it.
  process.send?.({ ...findings, peakKilobytes: process.resourceUsage().maxRSS });
}
process.disconnect?.();
