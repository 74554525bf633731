/** Events in the log and counts as metrics. Implementations redact; callers never pass secrets. */
export interface Telemetry {
  event(name: string, facts: Readonly<Record<string, string | number | boolean>>): void;
  count(name: string, value: number): void;
}
