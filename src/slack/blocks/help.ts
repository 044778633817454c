/** What there is to write, for those who do not know it yet. */
import { button, listOf, type Reply, section, sentence } from './text.ts';

const RECORD = '`/interview Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com`';

const HELP_HINT = '`/interview help` shows how to do it in words.';

/** Which of the optional scopes were granted is for the workspace to say; a bot that cannot read is silent there. */
export const WITHOUT_COMMAND =
  '*In our direct message* you can say the same in plain words, or drop a calendar invitation (.ics). Should I not answer there, this workspace does not let me read messages: `/interview`, alone, opens the form instead.';

export function helpReply(): Reply {
  return {
    text: 'How to use /interview',
    blocks: [
      section(
        [
          '*I remind you of what a good candidate does after an interview, and hold you back when waiting is better.*',
          'Only you see what you record. I never write to an employer: I draft, you send.',
        ].join('\n'),
      ),
      section(
        [
          '*Record an interview*, past or to come, the way you would say it:',
          RECORD,
          '`/interview yesterday 14:00 at Globex, they answer by Friday`',
          '`/interview add company="Acme" role="Engineer" at="2026-11-25 15:00" with="Dana Fox <dana@acme.com>" reply-by="2026-12-01"`',
        ].join('\n'),
      ),
      section(
        [
          '*Then ask or tell*',
          '`/interview list`: everything you recorded',
          '`/interview plan Acme`: what will come, when, and why',
          '`/interview when Acme`: may I write to them yet?',
          '`/interview heard rejection Acme`: also next-round, offer, waiting, postponed, no-show, withdrawn, no-answer',
          '`/interview show Acme`, `edit Acme`: all of it, and to change it',
        ].join('\n'),
      ),
      section(WITHOUT_COMMAND),
      section(
        [
          '*For yourself*',
          '`/interview stats`: how your search goes',
          '`/interview settings`: zone, hours, public holidays, discreet mode',
          '`/interview pause until 7 December`, `pause off`: no reminders meanwhile',
          '`/interview export`: everything as JSON and as a dated log (CSV); `export ics` for your calendar',
          '`/interview forget-me`: removes everything',
        ].join('\n'),
      ),
      section(
        '*For organisers*\n`/interview digest`: weekly counts in a channel, off until you choose one. They name nobody, and no number that fewer than five members make up is told.',
      ),
    ],
  };
}

/** A button that opens a form, where there is no trigger to open it at once. */
export function formReply(actionId: string, label: string, value = '{}'): Reply {
  const text = `It takes a minute. ${HELP_HINT}`;
  return {
    text,
    blocks: [section(text), { type: 'actions', elements: [button(label, actionId, value, 'primary')] }],
  };
}

/** One confirmation, then at once and for good. The button holds for an hour. */
export function forgetQuestion(now: Date): Reply {
  const text =
    'Shall I forget everything that you recorded: interviews, people, drafts, settings? It happens at once, and nobody can bring it back. `/interview export` gives you a copy first. The messages that I sent stay in this conversation, as Slack keeps them.';
  return {
    text,
    blocks: [
      section(text),
      {
        type: 'actions',
        elements: [button('Forget me for good', 'member.forget', now.toISOString(), 'danger')],
      },
    ],
  };
}

/** `stay`: what they told a channel, and Slack did not delete, or never said where it put it. */
export function forgottenReply(stay: readonly { channel: string }[]): Reply {
  const done = 'Done: nothing about you is stored any more. Should you come back, /interview starts anew.';
  const channels = [...new Set(stay.map(({ channel }) => `<#${channel}>`))];
  if (channels.length === 0) return sentence(done);
  const text = `${done} What you shared may still stand in ${listOf(channels)}: I could not delete it. Look there, and ask an admin of this workspace to.`;
  return { text, blocks: [section(text)] };
}

/** To a message that asks for nothing. */
export function chatReply(): Reply {
  return sentence(
    'Tell me of an interview, as in “Globex tomorrow 3pm”, or what you heard, as in “got a rejection from Acme”. /interview help shows the rest.',
  );
}
