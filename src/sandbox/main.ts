import { setFlagsFromString } from 'node:v8';
import { startSandbox } from './sandbox.ts';

// PGlite answers a few queries here: optimising its WebAssembly takes longer than it saves, and on both cores.
setFlagsFromString('--liftoff-only');
const port = Number(process.env.PORT || 3001);

console.log('Starting the bot and a stand-in for Slack ...');
try {
  const sandbox = await startSandbox({ port });
  console.log(`\n  Try Afterword at ${sandbox.url}\n  Ctrl-C ends it, and forgets everything.\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await sandbox.close();
      process.exit(0);
    });
  }
} catch (error) {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(isTaken ? `Port ${port} is taken. Choose another: PORT=${port + 1} npm run sandbox` : error);
  process.exit(1);
}
