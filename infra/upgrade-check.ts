// node infra/upgrade-check.ts <deployed template> <new template>: what the update would do to data. Both as JSON:
//   aws cloudformation get-template --stack-name billhook-prod --query TemplateBody > deployed.json
// With one template and --record it is kept in infra/stateful-resources.json, which a test compares with every change.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dangersOfUpdate, type StatefulResources, statefulResources } from './stateful-resources.ts';

const RECORD = fileURLToPath(new URL('stateful-resources.json', import.meta.url));
const read = (file: string): StatefulResources => statefulResources(JSON.parse(readFileSync(file, 'utf8')));

const files = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const [first, second] = files;
if (first !== undefined && process.argv.includes('--record')) {
  writeFileSync(RECORD, `${JSON.stringify(read(first), null, 2)}\n`);
} else if (first !== undefined && second !== undefined) {
  const dangers = dangersOfUpdate(read(first), read(second));
  process.stdout.write(
    dangers.length === 0 ? 'Nothing that holds data is replaced or deleted.\n' : `${dangers.join('\n')}\n`,
  );
  process.exitCode = dangers.length === 0 ? 0 : 1;
} else {
  process.stderr.write('node infra/upgrade-check.ts <deployed template> <new template>\n');
  process.exitCode = 2;
}
