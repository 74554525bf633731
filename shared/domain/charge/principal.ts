/** Rows without a caller (guardrails, provisioned throughput, data from before the option was on). */
export const NO_PRINCIPAL = 'none';
/** The team of whatever no rule claims: a real bucket with a name, an owner and a trend. */
export const UNATTRIBUTED = 'unattributed';

export type PrincipalKind =
  | 'user'
  | 'api-key'
  | 'role'
  | 'sso-role'
  | 'federated-user'
  | 'root'
  | 'unknown'
  | 'none';

/**
 * The caller in line_item_iam_principal, its session split off.
 * `id` is the ledger's key: `role/claims-agent@123456789012`, `user/alice@123456789012`; the account belongs to it
 * because one role name exists in many accounts.
 */
export interface Principal {
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly accountId: string;
  readonly name: string;
  /** Last segment of an assumed-role ARN: an instance id, a function name, or a person's e-mail address. */
  readonly session?: string;
}

/** The account in a principal's id; undefined where it names none. */
export const principalAccount = (id: string): string | undefined => /@(\d{12})$/u.exec(id)?.[1];
