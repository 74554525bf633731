import { useState } from 'preact/hooks';
import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { useChange } from '../../api/use-change.ts';
import { useRead } from '../../api/use-read.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/fields.tsx';
import { Panel } from '../../components/panel.tsx';
import { Loaded, ProblemNote } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { RuleForm } from './rule-form.tsx';
import { RulesEffect } from './rules-effect.tsx';

export type Rules = AnswerOf<'rules'>;
export type Rule = Rules['rules'][number]['rule'];

/** How usage finds its team, in the order in which it is tried; finance changes it here. */
export function RulesPanel({ mayEdit }: { readonly mayEdit: boolean }) {
  const read = useRead('rules');
  return (
    <Panel title="Rules that give usage to teams" aside="The first that fits counts">
      <Loaded read={read} lines={4}>
        {(rules) => <RuleList key={rules.version} rules={rules} mayEdit={mayEdit} />}
      </Loaded>
    </Panel>
  );
}

interface RuleListProps {
  readonly rules: Rules;
  readonly mayEdit: boolean;
}

function RuleList({ rules: { rules, version }, mayEdit }: RuleListProps) {
  const [draft, setDraft] = useState<readonly Rule[]>();
  const shown = draft ?? rules.map(({ rule }) => rule);
  return (
    <div class="form rules">
      <ol class="rule-list">
        {shown.map((rule, index) => (
          <li key={JSON.stringify(rule)}>
            <span>{wordsOf(rule)}</span>
            {mayEdit ? (
              <Button
                kind="quiet"
                size="small"
                label={`Remove: ${wordsOf(rule)}`}
                onClick={() => setDraft(shown.filter((_, at) => at !== index))}
              >
                Remove
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      <p class="soft small">What no rule fits belongs to no team.</p>
      {mayEdit ? <RuleForm onAdd={(rule) => setDraft([...shown, rule])} /> : null}
      {draft === undefined ? null : (
        <Proposal
          key={JSON.stringify(draft)}
          rules={draft}
          version={version}
          onDrop={() => setDraft(undefined)}
        />
      )}
    </div>
  );
}

interface ProposalProps {
  readonly rules: readonly Rule[];
  readonly version: number;
  readonly onDrop: () => void;
}

/** What the rules would give to teams, before they are saved with a reason. */
function Proposal({ rules, version, onDrop }: ProposalProps) {
  const [reason, setReason] = useState('');
  const put = useChange('putRules');
  const save = async (): Promise<void> => {
    const why = reason.trim() === '' ? {} : { reason: reason.trim() };
    const outcome = await put.send({ body: { rules: [...rules], ...why }, version });
    if (!outcome.ok) return;
    toast('The rules are saved. They count from the next delivery on.');
    onDrop();
  };
  return (
    <form
      class="form"
      aria-label="Changed rules"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <RulesEffect rules={rules} version={version} />
      {put.problem === undefined ? null : <ProblemNote problem={put.problem} />}
      <div class="form-row">
        <TextField label="Why (kept with the change)" value={reason} onChange={setReason} width="22rem" />
        <Button type="submit" kind="main" isDisabled={put.isSending}>
          {put.isSending ? 'Saving…' : 'Save rules'}
        </Button>
        <Button onClick={onDrop}>Drop what I changed</Button>
      </div>
    </form>
  );
}

function wordsOf(rule: Rule): string {
  switch (rule.by) {
    case 'principal-tag':
      return `The caller’s tag ${rule.key} names the team`;
    case 'resource-tag':
      return `The resource’s tag ${rule.key} names the team`;
    case 'principal':
      return `Callers like ${rule.pattern} → ${rule.team}`;
    case 'account':
      return `Account ${rule.accountId} → ${rule.team}`;
  }
}
