/** What there is to write, for those who do not know it yet. */
import { type Reply, section } from './text.ts';

const RECORD = '`/interview Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com`';

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
        ].join('\n'),
      ),
    ],
  };
}

export function howToRecordReply(): Reply {
  const text = `Tell me the company, the day and the time, for example ${RECORD}. /interview help shows the rest.`;
  return { text, blocks: [section(text)] };
}

export function laterReply(name: string): Reply {
  const text = `\`/interview ${name}\` is not there yet. /interview help shows what is.`;
  return { text, blocks: [section(text)] };
}
