import { expect, test } from 'vitest';
import { maskNames } from '../../../shared/domain/notification/mask-names.ts';
import { REPORT_MESSAGES } from '../../builders/report-messages.ts';

test.each(Object.entries(REPORT_MESSAGES))('%s names nobody where a channel wants no names', (_, message) => {
  const shown = JSON.stringify(maskNames(message, () => 'person-7f3a2c'));
  expect(shown).not.toMatch(/Anna|Schmidt|U0ANNA|Fiona|Finch|U0FIONA|user\/notebook|--user-name notebook/);
});
