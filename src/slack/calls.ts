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
    try {
      const response = await fetch(url, init);
      note(await outcomeOf(response));
      return response;
    } catch (error) {
      note('no-answer');
      throw error;
    }
  };
}

/** The uploads and answers that go to addresses of their own are `other`. */
function methodOf(url: string, apiUrl: string): string {
  const name = url.startsWith(apiUrl) ? url.slice(apiUrl.length) : '';
  return METHOD.test(name) ? name : 'other';
}

async function outcomeOf(response: Response): Promise<CallOutcome> {
  if (response.status === 429) return 'rate-limited';
  if (!response.ok) return 'http-error';
  if (!response.headers.get('content-type')?.startsWith('application/json')) return 'ok';
  // The client reads the other copy.
  const body: unknown = await response.clone().json();
  const isRefused = typeof body === 'object' && body !== null && 'ok' in body && body.ok === false;
  return isRefused ? 'refused' : 'ok';
}
