/** Every call to Slack's Web API goes through here to be counted, whichever client makes it. */
import type { FetchFunction } from '@slack/web-api';
import { Agent, request } from 'undici';
import type { CallOutcome, Metrics } from '../operate/metrics.ts';

const SLACK = 'https://slack.com/api/';
/** `chat.postMessage`, `oauth.v2.access`. An address that holds an id, of an upload or of an answer, has no such end. */
const METHOD = /^[a-z]+(\.v2)?(\.[A-Za-z]+)+$/;

/** Of one version, whatever Node's own `fetch` goes through. Until there is a connection undici looks at no signal. */
const dispatcher = new Agent({ connect: { timeout: 2000 } });

export type Answer = { status: number; statusText: string; headers: Headers; text: string };
type Init = NonNullable<Parameters<FetchFunction>[1]>;

/** `call` for those who read the answer themselves, `fetch` for Slack's client. */
export type Calls = { call: (url: string | URL, init: Init) => Promise<Answer>; fetch: FetchFunction };

/** The ways out of one bot. */
export function openCalls({ slackCalled }: Metrics, apiUrl = SLACK): Calls {
  const counted: Calls['call'] = async (url, init) => {
    const startedAt = performance.now();
    const note = (outcome: CallOutcome) =>
      slackCalled(methodOf(String(url), apiUrl), outcome, (performance.now() - startedAt) / 1000);
    try {
      const answer = await call(url, init);
      note(outcomeOf(answer));
      return answer;
    } catch (error) {
      note('no-answer');
      throw error;
    }
  };
  return {
    call: counted,
    fetch: async (url, init = {}) => {
      const answer = await counted(url, init);
      // To some (204) even an empty body is forbidden.
      return new Response(answer.text || null, answer);
    },
  };
}

/** `fetch` costs twice as much, for streams and copies that nobody reads here. It is left with the forms in which files go. */
async function call(url: string | URL, init: Init): Promise<Answer> {
  const { body, method = 'GET', headers, signal } = init;
  if (typeof body !== 'string') {
    const response = await fetch(url, init);
    const { status, statusText } = response;
    return { status, statusText, headers: response.headers, text: await response.text() };
  }
  const answer = await request(url, { method, headers, body, signal, dispatcher });
  return {
    status: answer.statusCode,
    statusText: answer.statusText,
    headers: new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    text: await answer.body.text(),
  };
}

function outcomeOf({ status, headers, text }: Answer): CallOutcome {
  if (status === 429) return 'rate-limited';
  if (status < 200 || status > 299) return 'http-error';
  const isJson = headers.get('content-type')?.startsWith('application/json') === true;
  return isJson && isRefusal(text) ? 'refused' : 'ok';
}

/** Slack says in the body whether it refuses, and with which words. */
function isRefusal(text: string): boolean {
  const body: unknown = JSON.parse(text);
  return typeof body === 'object' && body !== null && 'ok' in body && body.ok === false;
}

/** The uploads and answers that go to addresses of their own are `other`. */
function methodOf(url: string, apiUrl: string): string {
  const name = url.startsWith(apiUrl) ? url.slice(apiUrl.length) : '';
  return METHOD.test(name) ? name : 'other';
}
