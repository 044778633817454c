import { openLog } from '../operate/log.ts';
import { startSandbox } from './sandbox.ts';

const port = Number(process.env.PORT ?? 3001);
// Only what goes wrong: the page is what there is to look at. Tokens and databases of the environment are left alone.
const sandbox = await startSandbox({ port, log: openLog({ level: 'warn' }) });
console.log(`The sandbox is at ${sandbox.url}. Ctrl-C ends it, and forgets everything.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await sandbox.close();
    process.exit(0);
  });
}
