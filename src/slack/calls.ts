/** Every call to Slack's Web API goes through here to be counted, whichever client makes it. */
import type { FetchFunction } from '@slack/web-api';
import type { CallOutcome, Metrics } from '../operate/metrics.ts';

const SLACK = 'https://slack.com/api/';
/** `chat.postMessage`, `oauth.v2.access`. An address that holds an id, of an upload or of an answer, has no such end. */
const METHOD = /^[a-z]+(\.v2)?(\.[A-Za-z]+)+$/;

/** `fetch` for the clients of one bot. */
export function countedFetch({ slackCalled }: Metrics, apiUrl = SLACK): FetchFunction {
  return async (url, init) => {
    const startedAt = performance.now();
    const note = (outcome: CallOutcome) =>
      slackCalled(methodOf(String(url), apiUrl), outcome, (performance.now() - startedAt) / 1000);
    const noAnswer = (error: unknown) => {
      note('no-answer');
      throw error;
    };
    const response = await fetch(url, init).catch(noAnswer);
    if (!isAnswer(response)) {
      note(response.ok ? 'ok' : response.status === 429 ? 'rate-limited' : 'http-error');
      return response;
    }
    // Noted when the client reads it: a copy of the body costs as much as all the rest of the call.
    const read = response.text.bind(response);
    return Object.assign(response, {
      text: async () => {
        const text = await read().catch(noAnswer);
        note(isRefusal(text) ? 'refused' : 'ok');
        return text;
      },
    });
  };
}

/** Slack says in the body whether it refuses, and with which words. */
function isAnswer({ ok, headers }: Response): boolean {
  return ok && headers.get('content-type')?.startsWith('application/json') === true;
}

function isRefusal(text: string): boolean {
  const body: unknown = JSON.parse(text);
  return typeof body === 'object' && body !== null && 'ok' in body && body.ok === false;
}

/** The uploads and answers that go to addresses of their own are `other`. */
function methodOf(url: string, apiUrl: string): string {
  const name = url.startsWith(apiUrl) ? url.slice(apiUrl.length) : '';
  return METHOD.test(name) ? name : 'other';
}
