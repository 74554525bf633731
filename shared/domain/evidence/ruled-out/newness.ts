import type { Hour } from '../../base/instant.ts';
import { type Pico, picoText } from '../../base/money.ts';
import { principalAccount } from '../../charge/principal.ts';
import { exactCost } from '../../evaluation/series/exact-cost.ts';
import type { RuledOut } from '../pack.ts';
import { type About, isSmall, moneyIn, result } from './about.ts';

/** Accounts or callers whose first charge is younger than what newcomers are. */
export function newAccount(about: About): RuledOut {
  const { principal } = about.alert.finding.scope;
  const firsts = firstsOf(about, (name) => principalAccount(name) ?? '');
  const account = principal === undefined ? undefined : principalAccount(principal);
  if (account !== undefined) {
    return known(about, 'new account', firsts.get(account), `Account ${account}`);
  }
  return ofSeveral(about, 'new account', firsts, (name) => principalAccount(name) ?? '', 'accounts');
}

export function newcomer(about: About): RuledOut {
  const { principal } = about.alert.finding.scope;
  const firsts = firstsOf(about, (name) => name);
  if (principal !== undefined) return known(about, 'newcomer', firsts.get(principal), 'The caller');
  return ofSeveral(about, 'newcomer', firsts, (name) => name, 'callers');
}

function firstsOf({ judging }: About, nameOf: (principal: string) => string): ReadonlyMap<string, Hour> {
  const firsts = new Map<string, Hour>();
  for (const [principal, places] of judging.placesOf) {
    const first = Math.min(...places.map(({ principal: node }) => node.firstHour));
    const name = nameOf(principal);
    firsts.set(name, Math.min(first, firsts.get(name) ?? first));
  }
  return firsts;
}

const daysBefore = ({ alert }: About, first: Hour): number =>
  Math.floor((alert.finding.startedAt - first) / 24);

/** First charges at the beginning of the data say nothing: it may have been there before. */
function known(about: About, what: RuledOut['what'], first: Hour | undefined, who: string): RuledOut {
  if (first === undefined) return result(what, 'not known', '0 days', `${who} has no charge that is known.`);
  const days = Math.max(0, daysBefore(about, first));
  const isNew = days < about.judging.defaults.newcomer.days;
  const atBegin = first - about.judging.time.dataFrom < 24;
  const since = atBegin ? 'for at least' : 'for';
  return result(
    what,
    !isNew ? 'ruled out' : atBegin ? 'not known' : 'found',
    `${days} days`,
    `${who} had been charged ${since} ${days} days when it began.`,
  );
}

function ofSeveral(
  about: About,
  what: RuledOut['what'],
  firsts: ReadonlyMap<string, Hour>,
  nameOf: (principal: string) => string,
  words: string,
): RuledOut {
  const { judging, amount, entries, filter } = about;
  const isNew = (principal: string): boolean => {
    const first = firsts.get(nameOf(principal));
    return (
      first !== undefined &&
      daysBefore(about, first) < judging.defaults.newcomer.days &&
      first - judging.time.dataFrom >= 24
    );
  };
  const cost: Pico = exactCost(
    entries.filter(({ scope }) => isNew(scope.value)),
    amount,
    filter,
  );
  const rise = amount.cost - amount.expected;
  return result(
    what,
    isSmall(cost, rise) ? 'ruled out' : 'found',
    picoText(cost),
    `${moneyIn(about, cost)} of its cost is of ${words} that were first seen within ${judging.defaults.newcomer.days} days before.`,
  );
}
