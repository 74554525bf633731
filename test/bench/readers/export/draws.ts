/** What a synthetic export is made of; the same recipe gives the same rows. */
export interface Recipe {
  readonly seed: number;
  readonly principals: number;
  /** Rows of one seed that a file leaves to the files before it: together they are one company's month. */
  readonly firstRow: number;
}

/** `hash` of DuckDB does not change within a version, and the lock file holds the version. */
export const drawMacros = ({ seed }: Recipe): readonly string[] => [
  `CREATE OR REPLACE MACRO draw(key, what) AS hash(key, what, ${seed})`,
  'CREATE OR REPLACE MACRO pick(key, what, count) AS (draw(key, what) % count)::BIGINT',
  'CREATE OR REPLACE MACRO fraction(key, what) AS (draw(key, what) >> 11) / 9007199254740992.0::DOUBLE',
  // The k-th of n is drawn about 1/k as often as the first.
  `CREATE OR REPLACE MACRO zipf(key, what, count) AS
     least(count - 1, floor(pow(count + 1, fraction(key, what))) - 1)::BIGINT`,
  `CREATE OR REPLACE MACRO base32(number) AS
     translate(to_base((number >> 4)::BIGINT, 32, 13), '0123456789ABCDEFGHIJKLMNOPQRSTUV',
       'abcdefghijklmnopqrstuvwxyz234567')`,
];

/** Each row on its own, so rows are in random order as in AWS's files: 30 % Bedrock, in any hour of a month of 31 days. */
export const drawnRows = ({ principals, firstRow }: Recipe, first: number, end: number): string => `
  SELECT range AS id,
    pick(range, 'product', 10) < 3 AS bedrock,
    pick(range, 'hour', 744) AS hour,
    pick(range, 'line type', 1000) AS chance,
    zipf(range, 'principal', ${principals}) AS principal,
    pick(range, 'model', 12) + 1 AS model,
    pick(range, 'direction', 4) + 1 AS direction,
    zipf(range, 'region', 4) + 1 AS region,
    pick(range, 'profile', 4) = 0 AS profiled,
    floor(exp(fraction(range, 'tokens') * ln(2000000)))::BIGINT AS tokens,
    zipf(range, 'account', 60) AS account,
    zipf(range, 'service', 8) + 1 AS service,
    zipf(range, 'usage', 12) + 1 AS usage,
    zipf(range, 'resource', 20000) AS resource,
    pick(range, 'amount', 9000000) + 1000 AS micro_amount
  FROM range(${firstRow + first}, ${firstRow + end})`;
