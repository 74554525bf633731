import { demoBudgets } from '../../functions/cli/demo/settings.ts';
import { createEvidenceStore } from '../../shared/adapters/evidence/evidence-objects.ts';
import type { EvidencePack } from '../../shared/domain/evidence/pack.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import type { ObjectStore } from '../../shared/ports/object-store.ts';
import { EXPORT_NAME } from '../../shared/synthetic/company.ts';
import { demoDeliveries } from '../../shared/synthetic/deliveries.ts';
import { createDemoScenario } from '../../shared/synthetic/scenario.ts';
import { type SyntheticDelivery, writeDelivery } from '../../shared/synthetic/write-delivery.ts';
import { EVIDENCE } from './evidence.ts';
import { createFlowWorld, INGEST, PREFIX, SWEEP } from './flow-world.ts';

export interface StoryOptions {
  readonly format: 'parquet' | 'csv';
  readonly mode: 'create-new' | 'overwrite';
  /** Where the deliveries lie; in memory where absent. */
  readonly objects?: ObjectStore;
  /** Which of the story's deliveries are told. */
  readonly takes?: (delivery: SyntheticDelivery) => boolean;
}

export interface ToldDelivery {
  readonly delivery: SyntheticDelivery;
  /** Everything that was told by it. */
  readonly packs: readonly EvidencePack[];
}

const BUCKET = 'demo-export';

/** The demo's deliveries, read and judged one after another over the twins in memory, with the evidence that is kept. */
export async function* demoStory(options: StoryOptions): AsyncGenerator<ToldDelivery> {
  const scenario = createDemoScenario();
  const world = createFlowWorld();
  world.tables.budgets.book = { version: 1, budgets: demoBudgets(scenario.budgets) };
  const objects = options.objects ?? world.ports.objects;
  const place = { bucket: BUCKET, prefix: PREFIX, exportName: EXPORT_NAME, ...options };
  const packs: EvidencePack[] = [];
  const kept = createEvidenceStore(world.ports.objects, 'work');
  const evidence = {
    ...kept,
    keep: async (pack: EvidencePack) => {
      packs.push(pack);
      return kept.keep(pack);
    },
  };
  const ports = { ...world.ports, objects, evidence };
  for (const delivery of demoDeliveries(scenario)) {
    if (options.takes?.(delivery) === false) continue;
    const written = await writeDelivery(
      delivery,
      { ...place, rowsPerFile: 60_000 },
      { put: (key, bytes) => objects.write(BUCKET, key, bytes, 'application/octet-stream') },
    );
    const key = written.manifestKeys[0]!;
    await ingestNotice(ports, { bucket: BUCKET, key, from: 's3' }, { ...INGEST, exportName: EXPORT_NAME });
    packs.length = 0;
    await evaluateExport(ports, EXPORT_NAME, { ...SWEEP, evidence: EVIDENCE });
    yield { delivery, packs: [...packs] };
  }
}
