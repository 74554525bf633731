import fc from 'fast-check';
import type { Notification } from '../../shared/domain/notification/notification.ts';

/** Names that want to be more than a name. */
export const HOSTILE_NAMES: readonly string[] = [
  '<!channel>',
  '<@U1>',
  '<http://x|y>',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '*b*',
  '_i_',
  '~s~',
  '`c`',
  '```pre```',
  ':smile:',
  '@here',
  '#general',
  'https://evil.example.com/x',
  '&amp;&lt;b&gt;',
  '> quoted',
  'javascript:alert(1)',
  'line\nbreak\r\n*two*',
  'a\u202Egnp.exe',
  'zero\u200Bwidth\u2060',
  'x'.repeat(2_000),
  '👩‍👩‍👧‍👦'.repeat(200),
  '\uD83D',
  '',
];

const name = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3_000 }) },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_NAMES) },
);
const labelled = fc.record({ label: name, value: name });
const row = fc.record({ label: name, value: name, code: fc.boolean() }, { requiredKeys: ['label', 'value'] });
const reasons = [
  'first',
  'threshold',
  'grew',
  'revised',
  'resolved',
  'fired-again',
  'period-closed',
] as const;

/** Any notification, whatever a composer would make of it. */
export const anyNotification: fc.Arbitrary<Notification> = fc.record(
  {
    alertId: fc.oneof(fc.constant('spike-3f9a2c71'), name),
    reason: fc.constantFrom(...reasons),
    state: fc.constantFrom(
      'FIRING',
      'ACK',
      'SNOOZED',
      'MUTED',
      'REVISED',
      'RESOLVED',
      'WITHDRAWN',
      'CLOSED',
      'TEST',
      'REPORT',
    ),
    decisions: fc.array(name, { maxLength: 12 }),
    sections: fc.array(fc.record({ title: name, rows: fc.array(row, { maxLength: 20 }) }), {
      maxLength: 12,
    }),
    actions: fc.array(
      fc.record(
        {
          name: fc.constantFrom(
            'acknowledge',
            'snooze',
            'expected',
            'not-mine',
            'approve',
            'decline',
            'confirm',
          ),
          label: name,
          value: fc.string({ minLength: 1, maxLength: 12 }),
          style: fc.constantFrom('primary', 'danger'),
        },
        { requiredKeys: ['name', 'label'] },
      ),
      { maxLength: 20 },
    ),
    severity: fc.constantFrom('critical', 'warning', 'info'),
    rule: fc.constantFrom('budget-threshold', 'budget-forecast', 'spike', 'newcomer'),
    team: name,
    headline: name,
    parts: fc.record({ word: name, subject: name, amount: name, when: name }),
    change: name,
    why: fc.array(labelled, { maxLength: 10 }),
    facts: fc.array(labelled, { maxLength: 40 }),
    outlook: fc.array(labelled, { maxLength: 20 }),
    notes: fc.array(name, { maxLength: 40 }),
    contributors: fc.array(labelled, { maxLength: 80 }),
    spark: fc.array(fc.double(), { maxLength: 800 }),
    sparkCaption: fc.record({ from: name, to: name, mark: fc.integer(), low: name, high: name }),
    gauges: fc.array(fc.record({ label: name, share: fc.double() }), { maxLength: 6 }),
    freshness: name,
    links: fc.array(fc.record({ label: name, url: fc.oneof(fc.webUrl(), name) }), { maxLength: 4 }),
    data: fc.dictionary(name, fc.oneof(name, fc.double()), { maxKeys: 30 }),
  },
  {
    requiredKeys: [
      'alertId',
      'reason',
      'state',
      'severity',
      'rule',
      'team',
      'headline',
      'change',
      'facts',
      'outlook',
      'notes',
      'contributors',
      'spark',
      'freshness',
      'links',
      'data',
    ],
  },
);

/** The same hostile name wherever a name can stand. */
export const named = (hostile: string): Notification => ({
  alertId: 'spike-3f9a2c71',
  reason: 'first',
  state: 'FIRING',
  severity: 'warning',
  rule: 'spike',
  team: hostile,
  headline: `WARNING · ${hostile}`,
  parts: { word: 'WARNING', subject: hostile, amount: '$1.00/h', when: 'since Tue 17 Nov 02:00 UTC' },
  change: `was ${hostile}`,
  why: [{ label: 'Pattern', value: hostile }],
  facts: [{ label: 'Model', value: hostile }],
  outlook: [{ label: hostile, value: '+$1.00' }],
  notes: [hostile],
  contributors: [{ label: hostile, value: hostile }],
  spark: [1, 2],
  freshness: hostile,
  links: [{ label: hostile, url: hostile }],
  data: { principal: hostile },
});
