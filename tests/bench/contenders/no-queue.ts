/** No queue at all: how fast Slack's client and the loopback are by themselves. */
import { contend, userOf, workspaceOf } from '../contender.ts';
import { atOnce } from '../measure.ts';
import { openSender } from '../sending.ts';

contend({
  prepare: async () => {},
  async work(order) {
    const { due, concurrency, message } = order;
    const send = openSender(order);
    const all = atOnce(due.length, concurrency, (index) =>
      send({ workspace: workspaceOf(index, order), user: userOf(index), message }),
    );
    return () => all;
  },
});
