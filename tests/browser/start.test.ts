/** `npm run sandbox` as a process, and who may talk to it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** What `npm run sandbox` runs. */
const START = ['src/start.mjs', 'src/sandbox/main.ts'];
/** What a developer's shell may hold: none of it may be used. */
const ENVIRONMENT = {
  ...{ SLACK_BOT_TOKEN: 'xoxb-real', SLACK_APP_TOKEN: 'xapp-real', SLACK_SIGNING_SECRET: 'real' },
  ...{ SLACK_API_URL: 'http://127.0.0.1:1/api/', DATABASE_URL: 'postgresql://127.0.0.1:1/real' },
};

let sandbox: ReturnType<typeof start>;
let port: string;

beforeAll(async () => {
  sandbox = start('0');
  port = await sandbox.printed(/http:\/\/127\.0\.0\.1:(\d+)/);
}, 60_000);
afterAll(async () => {
  sandbox.process.kill('SIGINT');
  expect(await sandbox.ended).toBe(0);
  expect(sandbox.stderr()).toBe('');
  expect(existsSync(madeBy(sandbox.process.pid))).toBe(false);
});

test('it starts whatever the environment holds', async () => {
  expect(await status({ path: '/' })).toBe(200);
  expect(await status({ path: '/look' })).toBe(200);
});

test('what it runs was made for it alone, and goes with it', () => {
  expect(existsSync(madeBy(sandbox.process.pid))).toBe(true);
});

test('a port that is taken is said so', async () => {
  const second = start(port);
  expect(await second.ended).toBe(1);
  expect(second.stderr()).toContain(`Port ${port} is taken`);
});

describe('only its own page may ask', () => {
  const own = () => `http://127.0.0.1:${port}`;

  test('another host name is turned away: DNS rebinding', async () => {
    expect(await status({ path: '/look', headers: { host: `evil.example:${port}` } })).toBe(403);
    expect(await status({ path: '/', headers: { host: `evil.example:${port}` } })).toBe(403);
    expect(await status({ path: '/', headers: { host: `localhost:${port}` } })).toBe(200);
  });

  test('another origin is turned away, and a post that names none', async () => {
    const post = (headers: Record<string, string>) => status({ path: '/act', method: 'POST', headers });
    expect(await status({ path: '/look', headers: { origin: 'https://evil.example' } })).toBe(403);
    expect(await post({ origin: 'https://evil.example' })).toBe(403);
    expect(await post({ origin: 'null' })).toBe(403);
    expect(await post({ origin: `http://localhost:${port}` })).toBe(403);
    expect(await post({})).toBe(403);
    // Its own origin gets as far as the body, which is missing here.
    expect(await post({ origin: own() })).toBe(500);
  });

  test('no other file is served, and what is served may load nothing from elsewhere', async () => {
    for (const path of ['/..%2fmain.ts', '/../main.ts', '/page/page.js', '/main.ts'])
      expect(await status({ path })).toBe(404);
    const { headers } = await fetch(own());
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  });
});

const madeBy = (pid?: number) => join(ROOT, `node_modules/.cache/afterword/${pid}`);

type Asked = { path: string; method?: string; headers?: Record<string, string> };

/** `fetch` sets Host and Origin by itself. */
async function status(asked: Asked): Promise<number | undefined> {
  const sent = request({ host: '127.0.0.1', port, ...asked }).end();
  const [response] = await once(sent, 'response');
  response.resume();
  return response.statusCode;
}

function start(wantedPort: string) {
  const child = spawn(process.execPath, START, {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...ENVIRONMENT, PORT: wantedPort },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  return {
    process: child,
    ended: once(child, 'close').then(([code, signal]): number | string => code ?? signal),
    stderr: () => stderr,
    /** Resolves with what the pattern's group found in the output; rejects when the process ends without it. */
    printed: (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        child.stdout.on('data', (text) => {
          stdout += text;
          const found = pattern.exec(stdout)?.[1];
          if (found) resolve(found);
        });
        child.once('close', () => reject(new Error(`it ended: ${stderr}`)));
      }),
  };
}
