/** What an operator may choose, so that each choice meets each other one at least once. */
export const VARIANTS = {
  default: [],
  existing: [
    ...['export=existing-export', 'exportBucket=example-export', 'exportName=finance', 'exportPrefix=/'],
    ...['oidcIssuer=https://login.example.com/acme', 'oidcOrigins=https://login.example.com'],
    ...['consoleName=own', 'consoleDomain=spend.example.com'],
    'consoleCertificate=arn:aws:acm:us-east-1:123456789012:certificate/1',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type VariantName = keyof typeof VARIANTS;

export const optionsOf = (name: VariantName): readonly string[] =>
  VARIANTS[name].flatMap((parameter) => ['--param', parameter]);
