import type { Hint } from './jobs.ts';
import type { Stage } from './stage.ts';

/** The table's stream: tells of moved pointers and new messages, and is lost or doubled as the world is hostile. */
export interface Stream {
  readonly hints: readonly Hint[];
  /** Looks for changes that it has not told yet. */
  watch(): void;
  take(index: number): Hint;
  again(hint: Hint): void;
}

export function createStream(stage: Stage, { whenCalm }: { readonly whenCalm: boolean }): Stream {
  const { choices, hazards, trace } = stage;
  const { tables } = stage.durable;
  const hints: Hint[] = [];
  const visible = new Map<string, string>();
  const decided = new Set<string>();

  const tell = (kind: Hint['kind'], id: string): void => {
    const lost = stage.calm ? !whenCalm : choices.permille(hazards.hintLost);
    trace.say(stage.now(), 'stream', () => `${kind} ${id}${lost ? ', and nobody hears of it' : ''}`);
    if (lost) return;
    hints.push({ kind, id, tries: 1 });
    if (!stage.calm && choices.permille(hazards.hintTwice)) hints.push({ kind, id, tries: 1 });
  };

  return {
    hints,
    watch() {
      for (const [key, { order }] of tables.pointers) {
        if (visible.get(key) === order) continue;
        visible.set(key, order);
        tell('pointer moved', order);
      }
      if (decided.size === tables.outbox.size) return;
      for (const id of tables.outbox.keys()) {
        if (decided.has(id)) continue;
        decided.add(id);
        tell('message decided', id);
      }
    },
    take: (index) => hints.splice(index, 1)[0]!,
    again: (hint) => void hints.push(hint),
  };
}
