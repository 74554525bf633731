import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { LineList } from './line-list.tsx';
import type { Statements } from './statements-page.tsx';

/** What of the bill is not Bedrock: with it the whole closes. */
export const RestPanel = ({ statements: { rest, currency } }: { readonly statements: Statements }) => (
  <Panel title="Rest of the bill" isFlush={rest.length === 0}>
    {rest.length === 0 ? (
      <Empty>The export holds nothing but Bedrock.</Empty>
    ) : (
      <LineList lines={rest} currency={currency} />
    )}
  </Panel>
);
