import { UNATTRIBUTED } from '../domain/charge/principal.ts';
import { tokenSeries } from './bedrock-series.ts';
import { BEDROCK_SIDE } from './bedrock-side.ts';
import { ACCOUNTS, TEAMS } from './company.ts';
import { type Kind, MODELS, type Model, tokenPrice } from './models.ts';
import { OTHER_SERVICES } from './other-services.ts';
import { lambda, type PrincipalSpec, role, sso, type Tagging } from './principals.ts';
import { jitter, mix } from './random.ts';
import type { Series } from './series.ts';

/** A series and its median quantity in an hour. */
export interface BulkSeries {
  readonly series: Series;
  readonly hourly: number;
}

const CLAUDE_KINDS: readonly Kind[] = ['output', 'input', 'cache-read', 'cache-write'];

/** Every way to use a model, outputs first. */
const USES: readonly { readonly model: Model; readonly kind: Kind }[] = Object.values(MODELS).flatMap(
  (model) => {
    const kinds: readonly Kind[] =
      model.provider === 'Anthropic' ? CLAUDE_KINDS : model.output > 0 ? ['output', 'input'] : ['input'];
    return kinds.map((kind) => ({ model, kind }));
  },
);

/** `count` different series of `principals` callers in Bedrock's two shapes; up to an eighth is other services. */
export function bulkSeries(count: number, principals: number, seed: number): BulkSeries[] {
  const callers = Array.from({ length: principals }, (_, index) => caller(index));
  const meters = [...BEDROCK_SIDE, ...OTHER_SERVICES].slice(0, Math.floor(count / 8));
  return [
    ...Array.from({ length: count - meters.length }, (_, index) => tokens(index, callers, seed)),
    ...meters,
  ];
}

function tokens(index: number, callers: readonly PrincipalSpec[], seed: number): BulkSeries {
  const which = index % callers.length;
  const principal = callers[which]!;
  const slot = Math.floor(index / callers.length);
  const { model, kind } = USES[((mix(which, 1) % USES.length) + slot) % USES.length]!;
  // When a caller has used everything once, it starts again under another session name.
  const round = Math.floor(slot / USES.length);
  const names = 'names' in principal.sessions ? principal.sessions.names : [];
  const session = round === 0 ? (names[0] ?? '') : `run-${round}`;
  const scope = mix(which, 2) % 3 === 0 ? 'global' : 'regional';
  const team = principal.tags.find(([key]) => key === 'iamPrincipal/team')?.[1] ?? UNATTRIBUTED;
  const series = tokenSeries({
    account: principal.account,
    region: principal.account.region,
    model,
    kind,
    tier: 'standard',
    scope,
    streaming: which % 2 === 0,
    iamPrincipal: principal.arn(session),
    principalTags: principal.tags,
    owner: { team, principal: principal.id },
  });
  const dollars = 0.15 * jitter(1.2, seed, index, 3);
  return { series, hourly: (dollars * 1e10) / tokenPrice(model, kind, 'standard', scope) };
}

/** Roles and people signed in through Identity Center, who both have sessions; each twelfth is untagged. */
function caller(index: number): PrincipalSpec {
  const account = ACCOUNTS[index % ACCOUNTS.length]!;
  const team = TEAMS[index % TEAMS.length]!;
  const number = String(index).padStart(4, '0');
  const tagging: Tagging | undefined =
    index % 12 === 11 ? undefined : { team, project: `${team}-project-${index % 7}` };
  if (index % 10 === 9) return sso(account, `Team${number}`, [`person.${number}`], tagging);
  return role(account, `agent-${number}`, lambda(`agent-${number}`), tagging);
}
