/** What is told besides alerts: reports by the calendar, what people ask of each other, and how Billhook itself is. */
export type ReportRule =
  | 'weekly'
  | 'close'
  | 'untagged'
  | 'system'
  | 'drill'
  | 'threshold-change'
  | 'raise'
  | 'onboarding'
  | 'plan-report';
