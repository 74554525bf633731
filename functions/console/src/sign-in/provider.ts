/** Who signs people in, as the deployment says (infra/console.yml) and as the provider says of itself. */
export interface Provider {
  readonly clientId: string;
  readonly scope: string;
  readonly authorizeAt: string;
  readonly tokenAt: string;
}

/** Undefined where nobody signs people in, or where the provider does not answer. */
export async function findProvider(): Promise<Provider | undefined> {
  const { issuer, clientId, scope } = await fields('/sign-in.json');
  if (issuer === undefined || clientId === undefined || scope === undefined) return undefined;
  const found = await fields(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { authorization_endpoint: authorizeAt, token_endpoint: tokenAt } = found;
  return authorizeAt === undefined || tokenAt === undefined
    ? undefined
    : { clientId, scope, authorizeAt, tokenAt };
}

/** The texts of a JSON document; none where there is no such document. */
export async function fields(
  address: string,
  request: RequestInit = {},
): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    const response = await fetch(address, request);
    const body: unknown = await response.json();
    if (!response.ok || typeof body !== 'object' || body === null) return {};
    return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'));
  } catch {
    return {};
  }
}
