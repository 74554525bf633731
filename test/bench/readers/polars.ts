// node polars.ts FILE: Polars (threads are set by POLARS_MAX_THREADS). Groups stay in Polars.
import pl from 'nodejs-polars';
import { type Answer, COLUMNS, PRODUCT, programArguments, report, TEAM_KEY } from './answer.ts';

const given = programArguments();

/** Of a list of {key, value}: the value of one key. */
const team = () => {
  const entry = pl.element().struct;
  return pl
    .col(COLUMNS.tags)
    .lst.eval(entry.field('value').filter(entry.field('key').eq(pl.lit(TEAM_KEY))))
    .lst.first();
};

async function read(): Promise<Answer> {
  const totals = await pl
    .scanParquet(given.file)
    .filter(pl.col(COLUMNS.product).eq(pl.lit(PRODUCT)))
    .select(
      pl.col(COLUMNS.hour).alias('hour'),
      pl.col(COLUMNS.principal).fillNull(pl.lit('')).alias('principal'),
      team().fillNull(pl.lit('')).alias('team'),
      pl.col(COLUMNS.usageType).fillNull(pl.lit('')).alias('usageType'),
      pl.col(COLUMNS.cost).alias('cost'),
      pl.col(COLUMNS.usage).alias('usage'),
    )
    .groupBy(['hour', 'principal', 'team', 'usageType'])
    .agg(pl.col('cost').sum(), pl.col('usage').sum(), pl.col('cost').count().alias('rows'))
    .select(
      pl.len().alias('groups'),
      pl.col('rows').sum().alias('rows'),
      pl.col('cost').sum().alias('cost'),
      pl.col('usage').sum().alias('usage'),
    )
    .collect();
  const [found] = totals.toRecords();
  const number = (name: string) => Number(found?.[name]);
  return { groups: number('groups'), rows: number('rows'), cost: number('cost'), usage: number('usage') };
}

await report(read, given);
