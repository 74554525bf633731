/** Where a fault was seen and what stood there: enough for a person to find and mend it. */
export interface FailureDetail {
  readonly file?: string;
  /** 1-based data row (the CSV header is not a row); for YAML and CSV budget files the 1-based line. */
  readonly row?: number;
  readonly column?: string;
  readonly expected?: string;
  readonly found?: string;
}

/**
 * Named by what the operator should do: `retryable` (wait, it may pass), `poison` (this input is bad:
 * quarantine it), `misconfigured` (a setting or the export must change), `bug` (an invariant broke).
 */
export type FailureKind = 'retryable' | 'poison' | 'misconfigured' | 'bug';

/** The one error class of the product. Its message is written for a person and holds no stack or secret. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly detail: FailureDetail;

  constructor(kind: FailureKind, message: string, detail: FailureDetail = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Failure';
    this.kind = kind;
    this.detail = detail;
  }
}

export const retryable = (message: string, detail?: FailureDetail, cause?: unknown): Failure =>
  new Failure('retryable', message, detail, cause);
export const poison = (message: string, detail?: FailureDetail, cause?: unknown): Failure =>
  new Failure('poison', message, detail, cause);
export const misconfigured = (message: string, detail?: FailureDetail, cause?: unknown): Failure =>
  new Failure('misconfigured', message, detail, cause);
export const bug = (message: string, detail?: FailureDetail, cause?: unknown): Failure =>
  new Failure('bug', message, detail, cause);

/** One line: `file: row 12, column line_item_unblended_cost: message (expected …, found …)`. */
export function describeFailure(failure: Failure): string {
  const { file, row, column, expected, found } = failure.detail;
  const place = [row === undefined ? '' : `row ${row}`, column === undefined ? '' : `column ${column}`]
    .filter((part) => part !== '')
    .join(', ');
  const facts = [
    expected === undefined ? '' : `expected ${expected}`,
    found === undefined ? '' : `found ${found}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
  const head = [file ?? '', place].filter((part) => part !== '').join(': ');
  return `${head === '' ? '' : `${head}: `}${failure.message}${facts === '' ? '' : ` (${facts})`}`;
}
