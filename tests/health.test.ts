import { App, HTTPReceiver } from '@slack/bolt';
import { expect, onTestFinished, test } from 'vitest';
import { healthRoutes, type Readiness, startHealth } from '../src/operate/health.ts';

const ready: Readiness = async () => ({ ready: true, reasons: [] });
const routes = healthRoutes(ready);

/** The address of a health server that lives as long as the test. */
async function serve(readiness: Readiness): Promise<string> {
  const { port, close } = await startHealth({ host: '127.0.0.1', port: 0, routes: healthRoutes(readiness) });
  onTestFinished(close);
  return `http://127.0.0.1:${port}`;
}

async function get(url: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url);
  return { status: response.status, body: await response.json() };
}

test('a process that lives says so, even where it cannot work', async () => {
  const root = await serve(async () => ({ ready: false, reasons: ['the database'] }));
  expect(await get(`${root}/healthz`)).toEqual({ status: 200, body: { alive: true } });
});

test('what can work is ready; what cannot says what it lacks', async () => {
  const answers = [
    { ready: false, reasons: ['the database', 'Slack'] },
    { ready: true, reasons: [] },
  ];
  const root = await serve(async () => answers.shift() ?? { ready: true, reasons: [] });
  const lacking = { ready: false, reasons: ['the database', 'Slack'] };
  expect(await get(`${root}/readyz?verbose`)).toEqual({ status: 503, body: lacking });
  expect(await get(`${root}/readyz`)).toEqual({ status: 200, body: { ready: true, reasons: [] } });
});

test('a check that never ends is a no, in time for who asks', async () => {
  const root = await serve(() => new Promise(() => {}));
  expect(await get(`${root}/readyz`)).toMatchObject({ status: 503, body: { ready: false } });
});

test('a check that fails is a no, without what it failed with, and the process lives', async () => {
  const root = await serve(async () => {
    throw new Error('password authentication failed for postgresql://bot:hunter2@db');
  });
  const body = { ready: false, reasons: ['the check itself failed'] };
  expect(await get(`${root}/readyz`)).toEqual({ status: 503, body });
  expect(await get(`${root}/healthz`)).toMatchObject({ status: 200 });
});

test('nothing else is served', async () => {
  const root = await serve(ready);
  expect((await get(`${root}/`)).status).toBe(404);
  expect((await fetch(`${root}/healthz`, { method: 'POST' })).status).toBe(404);
});

test('a port that is taken is an error, not a silence', async () => {
  const root = await serve(ready);
  const port = Number(new URL(root).port);
  await expect(startHealth({ host: '127.0.0.1', port, routes })).rejects.toThrow('EADDRINUSE');
});

test('it closes although a client keeps its connection', async () => {
  const { port, close } = await startHealth({ host: '127.0.0.1', port: 0, routes });
  await get(`http://127.0.0.1:${port}/healthz`);
  await close();
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});

test('in HTTP mode the same routes stand beside those of Bolt', async () => {
  const receiver = new HTTPReceiver({ signingSecret: 'secret', customRoutes: healthRoutes(ready) });
  const app = new App({ receiver, authorize: async () => ({}) });
  const server = await receiver.start({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => void (await app.stop()));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  expect(await get(`http://127.0.0.1:${port}/healthz`)).toMatchObject({ status: 200 });
  expect(await get(`http://127.0.0.1:${port}/readyz`)).toMatchObject({ status: 200 });
});
