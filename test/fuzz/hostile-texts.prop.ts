import { expect, test } from 'vitest';
import { hostileTexts } from './hostile-texts.ts';

test('hostile events, notices and budget files end as what they say or as a Failure', async () => {
  expect((await hostileTexts.run({ count: 1_500, seed: 1 })).failures).toEqual([]);
});
