import type { DeepCheck } from '../deep/deep-check.ts';
import { csvFaults } from './check-csv.ts';
import { htmlFaults } from './check-html.ts';
import { logFaults } from './check-logs.ts';
import { machineFaults } from './check-machines.ts';
import { slackFaults } from './check-slack.ts';
import { terminalFaults } from './check-terminal.ts';
import { drawStory, type Story, WORDS_A_STORY } from './story.ts';

/** Every way out of the program, and what is wrong with a story's names there. */
const OUTPUTS: Readonly<Record<string, (story: Story) => readonly string[]>> = {
  Slack: slackFaults,
  'SNS and JSON': machineFaults,
  terminal: terminalFaults,
  CSV: csvFaults,
  HTML: htmlFaults,
  logs: logFaults,
};

/**
 * Names that somebody else chose, as team, principal, model, session, tag, channel, owner and service, through every
 * output: shown literally, obeyed nowhere. Counts names; eight of them make one alert and all that is said about it.
 */
export const hostileWords: DeepCheck = {
  what: 'hostile names through every output',
  full: 100_000,
  async run({ count, seed, onProgress }) {
    const failures: string[] = [];
    const stories = Math.ceil(count / WORDS_A_STORY);
    let told = 0;
    for (let index = 0; index < stories; index += 1) {
      failures.push(...storyFailures(seed, index));
      if (performance.now() - told < 250) continue;
      told = performance.now();
      onProgress?.((index + 1) * WORDS_A_STORY);
      // Lets whoever shows the progress have a turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const names = stories * WORDS_A_STORY;
    return {
      count: names,
      result: `${Object.keys(OUTPUTS).length} outputs, ${failures.length} obeyed or lost`,
      failures,
    };
  },
};

function storyFailures(seed: number, index: number): readonly string[] {
  const story = drawStory(seed, index);
  return Object.entries(OUTPUTS).flatMap(([name, faultsOf]) => {
    const again = `seed ${seed}, story ${index} of ${story.telling} (again: hostileWords.run({ seed: ${seed}, count: ${(index + 1) * WORDS_A_STORY} }))`;
    const words = JSON.stringify(story.words).replace(
      /[^\x20-\x7e]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    try {
      return faultsOf(story).map((fault) => `${name}: ${fault}; ${again}: ${words}`);
    } catch (error) {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return [`${name}: ${why}; ${again}: ${words}`];
    }
  });
}
