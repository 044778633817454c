/** "Add to Slack", as a browser goes through it: the bot's page, Slack's question, and back, with the cookie. */
import type { OauthConfig } from '../../src/config.ts';
import type { Organisation, Standin, Workspace } from '../../src/standin/index.ts';

/** Where browsers would reach the bot; the tests go to its port. */
const PUBLIC_URL = 'https://afterword.example';

export function oauthConfig({ signingSecret, client, apiUrl }: Standin): OauthConfig {
  const { id: clientId, secret: clientSecret } = client;
  return {
    ...{ mode: 'oauth', signingSecret, clientId, clientSecret, stateSecret: 'a state secret', apiUrl },
    publicUrl: PUBLIC_URL,
  };
}

export type Visit = { url: string; cookie: string };

/** Opens the bot's page. @returns where its button leads, and the cookie that the page set. */
export async function openInstallPage(port: number): Promise<Visit & { html: string; headers: Headers }> {
  const response = await fetch(`http://127.0.0.1:${port}/slack/install`);
  const html = await response.text();
  const href = /href="([^"]+authorize[^"]+)"/.exec(html)?.[1] ?? '';
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { url: unescaped(href), cookie, html, headers: response.headers };
}

/** Answers Slack's question. @returns where Slack sends the browser. */
export async function answerSlack(url: string, answer: string): Promise<string> {
  const html = await (await fetch(url)).text();
  const link = [...html.matchAll(/href="([^"]+)">([^<]+)</g)].find(
    ([, , label = '']) => unescaped(label) === answer,
  );
  if (!link?.[1]) throw new Error(`Slack's page has no ${answer}: ${html}`);
  return unescaped(link[1]);
}

/** Comes back to the bot from Slack. */
export function comeBack(port: number, url: string, cookie: string): Promise<Response> {
  const { pathname, search } = new URL(url);
  return fetch(`http://127.0.0.1:${port}${pathname}${search}`, { headers: { cookie } });
}

/** The whole way, for a workspace or an organisation. */
export async function install(port: number, place: Workspace | Organisation): Promise<Response> {
  const { url, cookie } = await openInstallPage(port);
  return comeBack(port, await answerSlack(url, `Allow in ${place.name}`), cookie);
}

function unescaped(html: string): string {
  return html.replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
