const SIGN_IN = ['oidcIssuer=https://login.example.com/acme', 'oidcOrigins=https://login.example.com'];

/** What an operator may choose: each choice of export, encryption and notice meets each other one. */
export const VARIANTS = {
  default: [],
  existing: [
    ...SIGN_IN,
    'notice=s3',
    ...['export=existing-export', 'exportBucket=example-export', 'exportName=finance', 'exportPrefix=/'],
    ...['consoleName=own', 'consoleDomain=spend.example.com'],
    'consoleCertificate=arn:aws:acm:us-east-1:123456789012:certificate/1',
  ],
  'own key': ['encryption=own-key', 'notice=s3', ...SIGN_IN],
  'existing, own key': ['encryption=own-key', 'export=existing-export', 'exportBucket=example-export'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type VariantName = keyof typeof VARIANTS;

/** The numbers of the other stage go with one of them. */
export const optionsOf = (name: VariantName): readonly string[] => [
  ...VARIANTS[name].flatMap((parameter) => ['--param', parameter]),
  ...(name === 'existing, own key' ? ['--stage', 'prod'] : []),
];
