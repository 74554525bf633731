import { useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/fields.tsx';
import type { Rule } from './rules-panel.tsx';

/** One more rule: twelve digits are an account, all else is a caller's name, in which `*` stands for any signs. */
export function RuleForm({ onAdd }: { readonly onAdd: (rule: Rule) => void }) {
  const [who, setWho] = useState('');
  const [team, setTeam] = useState('');
  const isWhole = who.trim() !== '' && team.trim() !== '';
  const add = (): void => {
    if (!isWhole) return;
    const [name, to] = [who.trim(), team.trim()];
    onAdd(
      /^\d{12}$/.test(name)
        ? { by: 'account', accountId: name, team: to }
        : { by: 'principal', pattern: name, team: to },
    );
    setWho('');
    setTeam('');
  };
  return (
    <form
      class="form-row"
      aria-label="Another rule"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextField
        label="Caller or account"
        value={who}
        onChange={setWho}
        placeholder="role/search-*@*"
        width="18rem"
      />
      <TextField label="Team" value={team} onChange={setTeam} width="10rem" />
      <Button type="submit" isDisabled={!isWhole}>
        Add rule
      </Button>
    </form>
  );
}
