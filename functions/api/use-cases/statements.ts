import { seesAll } from '../../../shared/domain/access/scope.ts';
import { isBillingPeriod } from '../../../shared/domain/base/period.ts';
import { readBasis } from '../../../shared/flow/read/read-basis.ts';
import { statementsOf } from '../../../shared/flow/statements.ts';
import { type Answer, type Asked, answer, file, notFound } from '../answer.ts';
import type { Api } from '../api-ports.ts';
import { statementDocument } from '../documents/statement.ts';

/** What each team pays for a month, and the files that were kept when it was told. */
export const statementUseCases = ({ ports, settings }: Api) => ({
  statements: async ({ params, scope, now }: Asked): Promise<Answer> => {
    const period = params.period ?? '';
    if (!isBillingPeriod(period)) return notFound('month');
    const chosen = await settings();
    const { exportName } = chosen;
    const [month, basis] = await Promise.all([
      statementsOf(ports, scope, exportName, period, now),
      readBasis(ports, chosen, now),
    ]);
    const pointer = basis?.pointers.find(({ billingPeriod }) => billingPeriod === period);
    if (month === undefined || basis === undefined || pointer === undefined) return notFound('month');
    // A file has every team.
    const files = seesAll(scope) ? await ports.statements.kept(exportName, period) : [];
    return answer(statementDocument({ month, files, pointer, freshness: basis.freshness(pointer), now }));
  },
  statementFile: async ({ params, scope }: Asked): Promise<Answer> => {
    const { period = '', name } = params;
    if (!isBillingPeriod(period) || !seesAll(scope)) return notFound('file');
    const kept = await ports.statements.kept((await settings()).exportName, period);
    const found = kept.find((each) => each.name === name);
    return found === undefined ? notFound('file') : file(found.name, found.type, found.bytes);
  },
});
