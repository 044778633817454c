/** The three pages of an installation, as HTML: no script, no font, no picture from anywhere. */
import { createHash } from 'node:crypto';
import { AuthorizationError, InvalidStateError, MissingCodeError, MissingStateError } from '@slack/oauth';
import { SCOPES } from './scopes.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #1b2b2a; --paper: #f7f5f0; --card: #fff; --line: #d9d5ca; --accent: #1f4d4a; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e6de; --paper: #161c1b; --card: #1f2827; --line: #3a4644; --accent: #8fd0c8; --on-accent: #10201e; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; }
main { max-width: 36rem; margin: 8vh auto; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 1.75rem 0 .25rem; font-size: 1.0625rem; }
ul, ol { padding-left: 1.25rem; }
li { margin: .35rem 0; }
code { padding: .1em .35em; background: var(--paper); border: 1px solid var(--line); border-radius: 5px; font-size: .95em; }
a { color: var(--accent); }
.button { display: inline-block; margin-top: 1rem; padding: .75rem 1.4rem; background: var(--accent); color: var(--on-accent); border-radius: 8px; font-weight: 600; text-decoration: none; }
.button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
@media (max-width: 40rem) { main { margin: 0; border: 0; border-radius: 0; min-height: 100vh; box-sizing: border-box; } }
`;

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** The address of the second page holds Slack's code: it is sent on to nobody and kept nowhere. */
export const PAGE_HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

const WHY: Record<(typeof SCOPES)['required' | 'optional'][number], string> = {
  commands: 'answer <code>/interview</code> and the two shortcuts',
  'chat:write':
    'send each member their reminders, in a direct message, and weekly counts to a channel, if an organiser chooses one',
  'files:write': 'hand members their own export, calendar and chart',
  'users:read': 'know the time zone that a member lives in',
  'files:read': 'read an invitation (.ics) that a member drops into that direct message',
  'im:history': 'understand plain words there, and see whether a reminder arrived',
};

/** Explains what is about to be installed. `url` is Slack's own question. */
export function installPage(url: string): string {
  return page(
    'Add Afterword to Slack',
    `<h1>Add Afterword to Slack</h1>
<p>A bot for communities of job seekers. Members record an interview; it tells them, in a direct message and at the right
moment, what a good candidate does next, and holds them back when the right thing is to wait.</p>
<p>What a member records is seen by that member alone, by no organiser either.</p>
<a class="button" href="${escaped(url)}">Add to Slack</a>
<h2>It will ask Slack for leave to</h2>
<ul>${SCOPES.required.map((scope) => `<li>${WHY[scope]}</li>`).join('')}</ul>
<h2>And, if you like, to</h2>
<ul>${SCOPES.optional.map((scope) => `<li>${WHY[scope]}</li>`).join('')}</ul>
<p>It reads no channel, and writes to nobody who has not written to it first.</p>`,
  );
}

type Installed = { name?: string | undefined; teamId?: string | undefined; appId?: string | undefined };

/** Says what to do first. */
export function successPage({ name, teamId, appId }: Installed): string {
  const query = new URLSearchParams({
    ...(appId ? { app: appId } : {}),
    ...(teamId ? { team: teamId } : {}),
  });
  return page(
    'Afterword is installed',
    `<h1>Afterword is in ${name ? escaped(name) : 'your workspace'}</h1>
<p>Nobody was written to. Tell your members about it, in your own words; this is all that they need:</p>
<ol>
<li>Type <code>/interview</code> in any conversation, or <code>/interview Acme, engineer, tomorrow 3pm</code>.</li>
<li>Afterword answers what it understood, and when it will remind them.</li>
<li><code>/interview help</code> says the rest, <code>/interview forget-me</code> removes everything.</li>
</ol>
<a class="button" href="https://slack.com/app_redirect?${escaped(query.toString())}">Open Slack</a>`,
  );
}

/** What went wrong, and what to do. `retry` is where one begins again. */
export function failurePage(error: Error | undefined, retry: string): { status: number; body: string } {
  const { status, title, text } = failureOf(error);
  const again = `<a class="button" href="${retry}">Begin again</a>`;
  return { status, body: page(title, `<h1>${title}</h1><p>${text}</p>${again}`) };
}

function failureOf(error: Error | undefined): { status: number; title: string; text: string } {
  if (error instanceof AuthorizationError)
    return {
      status: 200,
      title: 'Afterword was not installed',
      text: 'You said no to Slack’s question. Nothing was changed, and nothing is kept.',
    };
  const isStale = [InvalidStateError, MissingStateError, MissingCodeError].some(
    (kind) => error instanceof kind,
  );
  if (isStale)
    return {
      status: 400,
      title: 'This link works once',
      text: 'It was used before, is older than ten minutes, or was begun in another browser. Nothing was changed.',
    };
  return {
    status: 502,
    title: 'Slack did not finish the installation',
    text: 'Something between Slack and this server went wrong, and Afterword is not installed. In a minute it may work.',
  };
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main>${body}</main></body>
</html>
`;
}

function escaped(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? '');
}
