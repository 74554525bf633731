import type { Pico } from '../../base/money.ts';
import { byText } from '../../base/order.ts';
import type { ComparedCell } from './compared-cells.ts';
import type { ModelSwitch } from './facts.ts';

/** Share of a caller's tokens that must have moved: less is daily variation between models. */
const MOVED_MIN = 0.3;
/** Part of its usual tokens that the left model may keep. */
const LEFT_MAX = 0.7;
/** The volume "stayed": at least 0.4 and at most 2.5 times, since tokenizers of models and days differ too. */
const VOLUME = { min: 0.4, max: 2.5 };

/** The switch of one caller that raised its cost most, if any caller moved most of its tokens to another model. */
export function modelSwitchOf(cells: readonly ComparedCell[]): ModelSwitch | undefined {
  const callers = new Map<string, ComparedCell[]>();
  for (const cell of cells) {
    if (cell.tokens <= 0 && cell.usualTokens <= 0) continue;
    const own = callers.get(cell.principal);
    if (own === undefined) callers.set(cell.principal, [cell]);
    else own.push(cell);
  }
  let best: { readonly found: ModelSwitch; readonly rise: Pico } | undefined;
  for (const [principal, own] of callers) {
    const found = switchOf(principal, own);
    const rise = own.reduce((sum, { cost, usualCost }) => sum + cost - usualCost, 0n);
    if (found !== undefined && (best === undefined || rise > best.rise)) best = { found, rise };
  }
  return best?.found;
}

interface ModelUse {
  readonly name: string;
  now: number;
  was: number;
  cost: number;
  usualCost: number;
}

function switchOf(principal: string, cells: readonly ComparedCell[]): ModelSwitch | undefined {
  const models = modelsOf(cells);
  const [now, was] = [total(models, 'now'), total(models, 'was')];
  if (was <= 0 || now < VOLUME.min * was || now > VOLUME.max * was) return undefined;
  const moved = (model: ModelUse): number => model.now / now - model.was / was;
  const sorted = [...models].sort((a, b) => moved(b) - moved(a) || byText(a.name, b.name));
  const [to, from] = [sorted[0]!, sorted.at(-1)!];
  if (moved(to) < MOVED_MIN || moved(from) > -MOVED_MIN || from.now > LEFT_MAX * from.was) return undefined;
  return {
    principal,
    from: from.name,
    to: to.name,
    tokensWas: Math.round(was),
    tokensNow: Math.round(now),
    shareWas: to.was / was,
    shareNow: to.now / now,
    fromPrice: perMillion(from.usualCost, from.was),
    toPrice: perMillion(to.cost, to.now),
  };
}

function modelsOf(cells: readonly ComparedCell[]): readonly ModelUse[] {
  const models = new Map<string, ModelUse>();
  for (const { model, tokens, usualTokens, cost, usualCost } of cells) {
    const use = models.get(model) ?? { name: model, now: 0, was: 0, cost: 0, usualCost: 0 };
    use.now += tokens;
    use.was += usualTokens;
    use.cost += Number(cost);
    use.usualCost += Number(usualCost);
    models.set(model, use);
  }
  return [...models.values()];
}

const total = (models: readonly ModelUse[], side: 'now' | 'was'): number =>
  models.reduce((sum, model) => sum + model[side], 0);

const perMillion = (cost: number, tokens: number): Pico => BigInt(Math.round((cost / tokens) * 1e6));
