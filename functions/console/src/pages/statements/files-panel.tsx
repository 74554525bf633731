import { Command } from '../../components/command.tsx';
import { Download } from '../../components/download.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { countText } from '../../text/count.ts';
import type { Statements } from './statements-page.tsx';

/** The same month as files, each with what its bytes come to. */
export const FilesPanel = ({ statements: { period, files } }: { readonly statements: Statements }) => (
  <Panel title="Files" aside={files.length === 0 ? null : <code>sha256sum --check</code>}>
    {files.length === 0 ? (
      <Empty>
        <strong>There are no files of this month yet.</strong> They are written once, when the month is told
        to be final.
      </Empty>
    ) : (
      <ul class="file-list">
        {files.map(({ name, bytes, sha256 }) => (
          <li key={name}>
            <div>
              <Download route="statementFile" params={{ period, name }}>
                {name}
              </Download>
            </div>
            <span class="soft">{sizeText(bytes)}</span>
            <Command text={`${sha256}  ${name}`} label="Copy checksum" />
          </li>
        ))}
      </ul>
    )}
  </Panel>
);

const sizeText = (bytes: number): string =>
  bytes < 10_000 ? `${countText(bytes)} bytes` : `${countText(Math.round(bytes / 1_000))} kB`;
