import type { Alert } from '../domain/alert/alert.ts';
import { byText } from '../domain/base/order.ts';
import { PRINCIPAL_DIMENSION } from '../domain/ledger/entry.ts';
import { personText } from '../domain/notification/decisions.ts';
import { maskerOf } from '../domain/notification/mask-names.ts';
import { pseudonymOf } from '../domain/notification/names.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';

export interface FindPersonPorts {
  readonly ledger: Pick<LedgerStore, 'pointers' | 'viewParts'>;
  readonly alerts: Pick<AlertStore, 'all'>;
}

export interface FoundPerson {
  readonly pseudonym: string;
  readonly name: string;
}

/**
 * Whose pseudonyms begin so: of all people in the export's ledger (principals, and the sessions that it keeps by name)
 * and of whoever decided about an alert. By pseudonym, then name.
 */
export async function findPerson(
  ports: FindPersonPorts,
  exportName: string,
  pseudonym: string,
  keyedHash: (text: string) => string,
): Promise<readonly FoundPerson[]> {
  const names = new Set<string>();
  const collect = maskerOf([], (name) => {
    names.add(name);
    return name;
  });
  for (const pointer of await ports.ledger.pointers(exportName)) {
    for await (const part of ports.ledger.viewParts(pointer)) {
      for (const { scope, sessions } of part) {
        if (scope.dimension !== PRINCIPAL_DIMENSION) continue;
        collect(scope.value);
        for (const session of sessions.sample) names.add(session);
      }
    }
  }
  for (const name of decidersOf(await ports.alerts.all(exportName))) names.add(name);
  return [...names]
    .map((name) => ({ pseudonym: pseudonymOf(name, keyedHash), name }))
    .filter((each) => each.pseudonym.startsWith(pseudonym))
    .sort((a, b) => byText(a.pseudonym, b.pseudonym) || byText(a.name, b.name));
}

/** As messages write them. */
const decidersOf = (alerts: readonly Alert[]): readonly string[] =>
  alerts.flatMap(({ handling = {}, history }) =>
    [handling.acknowledged, handling.snoozed, handling.verdict, handling.notMine, ...history].flatMap(
      (each) => (each?.by === undefined ? [] : [personText(each.by.name)]),
    ),
  );
