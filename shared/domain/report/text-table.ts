/** A table as texts; amounts are exact decimal texts, times ISO in UTC. */
export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
