/** Neither queue nor Slack's client: how fast the loopback is. */
import { Agent, request } from 'undici';
import { contend, userOf } from '../contender.ts';
import { atOnce } from '../measure.ts';

contend({
  prepare: async () => {},
  async work({ due, concurrency, message, slackApi }) {
    const dispatcher = new Agent({ connections: concurrency });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Bearer xoxb-T0' };
    const said = Object.entries(message).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const rest = new URLSearchParams(Object.fromEntries(said)).toString();
    const all = atOnce(due.length, concurrency, async (index) => {
      const body = `channel=${userOf(index)}&${rest}`;
      const answer = await request(`${slackApi}chat.postMessage`, {
        method: 'POST',
        headers,
        body,
        dispatcher,
      });
      await answer.body.dump();
    });
    return async () => {
      await all;
      await dispatcher.close();
    };
  },
});
