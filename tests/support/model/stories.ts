/** Lives that every run of the model begins with. */
import type { Fate } from './life.ts';
import type { Action } from './lives.ts';

const RECORD: Extract<Action, { do: 'record' }> = {
  ...{ do: 'record', who: 0, by: 0, company: 'Acme', starts: -3, people: 0 },
  ...{ promise: undefined, replyBy: undefined },
};
type Tick = Extract<Action, { do: 'tick' }>;
const tickAfter = (after: Tick['after'], by: 0 | 1, fate?: Fate): Tick => ({
  ...{ do: 'tick', by, after, fate, meanwhile: undefined },
});
const press = (what: 'done' | 'hour' | 'morning', back: 0 | 1 = 0): Action => ({
  ...{ do: 'press', who: 0, by: 0, what, back },
});
const refused = { do: 'fault', method: 'chat.postMessage', fault: '503', times: 1 } as const;
/** Chance finds these late, and they are what most faults come down to. */
export const STORIES: Action[][] = [
  [
    RECORD,
    { do: 'fault', method: 'chat.postMessage', fault: 'lost', times: 1 },
    tickAfter(0, 0),
    tickAfter(1, 1),
  ],
  [RECORD, { do: 'pause', who: 0, by: 0, hours: undefined }, tickAfter(0, 0)],
  [RECORD, tickAfter(0, 0, { at: 'call', nth: 1, when: 'before' }), tickAfter(45, 1)],
  // Decided in the last moment of the waking hours, and there a moment later.
  [{ ...RECORD, starts: 6 }, tickAfter(240, 0), tickAfter(240, 0)],
  // A check-in that was put off to 9:00 is no late one, which would wait for 10:00.
  [{ ...RECORD, replyBy: 0 }, tickAfter(1440, 0), tickAfter('due', 0), press('morning'), tickAfter('due', 0)],
  // A check-in is on its way when they name another day.
  [
    ...[{ ...RECORD, replyBy: 0 }, tickAfter(1440, 0)],
    {
      ...{ do: 'tick', by: 0, after: 'due', fate: undefined },
      meanwhile: { do: 'debrief', who: 0, by: 0, replyBy: 3, promise: undefined },
    },
  ],
  // The other replica finds what a slow call brought and sends the next message; then the slow answer comes. Four that day are enough.
  [
    { ...RECORD, starts: 3, promise: 1 },
    { ...tickAfter(0, 0), meanwhile: RECORD },
    { do: 'fault', method: 'chat.postMessage', fault: 'slow', times: 1 },
    tickAfter(0, 0),
    { ...tickAfter(45, 0), meanwhile: RECORD },
  ],
  // It stands still until its lease has almost run out, and then Slack takes its time: who begins has the whole lease again.
  [
    RECORD,
    { do: 'fault', method: 'chat.postMessage', fault: 'tardy', times: 1 },
    tickAfter(0, 0, { at: 'turn', nth: 2, seconds: 55 }),
  ],
  // What was put off is to come, Slack does not take it, and the member presses a button of the first message.
  [RECORD, tickAfter(0, 0), press('hour'), refused, tickAfter('due', 0), press('done'), tickAfter(45, 1)],
  [RECORD, tickAfter(0, 0), press('hour'), refused, tickAfter('due', 0), press('hour'), tickAfter(45, 1)],
];
