import { isoInstant } from '../../../shared/domain/base/instant.ts';
import type { PlanRow } from '../../../shared/flow/read/plans.ts';
import { money, orNull } from './values.ts';

export const planDocument = ({ plan, spent }: PlanRow) => ({
  id: plan.id,
  team: plan.team,
  principal: plan.principal ?? null,
  model: plan.model ?? null,
  cap: money(plan.cap),
  spent: money(spent),
  currency: plan.currency,
  from: isoInstant(plan.startsAt),
  until: isoInstant(plan.endsAt),
  note: plan.note,
  by: plan.by,
  left: orNull(plan.left, ({ at, why }) => ({ at: isoInstant(at), why })),
});
