// Starts a stack with one function that spins for ever, tells its process ids, and ends as it is told to.
import { startEmbeddedStack } from '../../../shared/embedded/stack.ts';
import { toyFunction } from './toy-function.ts';

const stack = await startEmbeddedStack({ functions: () => [toyFunction({ timeoutSeconds: 60 })] });
void stack.invoke('toy', { spin: true });
await new Promise((resolve) => setTimeout(resolve, 50));
process.stdout.write(`${JSON.stringify(stack.pids())}\n`);

process.stdin.once('data', () => {
  throw new Error('a crash, as ordered');
});
