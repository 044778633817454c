/** `interview.debrief`: what was said at the end, in one minute, with what is known already filled in. */
import type { ModalView } from '@slack/types';
import { localDate, sayDate } from '../../../etiquette/calendar.ts';
import type { FoundInterview } from '../../../etiquette/find.ts';
import { nameOf, section } from '../text.ts';
import { checkbox, date, form, input, text } from '../views.ts';

/** The fields that hold words, as the member would type them. */
export type DebriefWords = { materials: string; interviewers: string; agency: string; coordinator: string };

export function debriefForm({ application, interview }: FoundInterview, words: DebriefWords): ModalView {
  const { replyBy, holdOffUntil } = interview;
  return form('interview.debrief', 'What they said', interview.id, [
    section(`*${nameOf(application)}*, ${sayDate(localDate(interview.startsAt, interview.zone))}`),
    input('reply-by', 'They answer by', date(replyBy), { hint: 'I hold you back until that day is over.' }),
    input(
      'hold-off',
      'They asked not to be contacted before',
      date(holdOffUntil && localDate(holdOffUntil, interview.zone)),
    ),
    input('no-contact', 'Contact', checkbox('“Don’t call us, we call you”', interview.noContact)),
    input(
      'next-day',
      'The next day',
      checkbox('They asked me to get in touch the very next day', interview.nextDayInvited),
    ),
    input('materials', 'I promised to send', text(words.materials, { lines: true }), {
      hint: 'One a line, with its time: references, tomorrow 10:00. With a day alone: at 17:00. With neither: the next morning.',
    }),
    input('interviewers', 'I talked with', text(words.interviewers, { lines: true }), {
      hint: 'One a line, with what you talked about: Dana Fox dana@acme.com: the data platform',
    }),
    input('talking-point', 'A detail that we talked about', text('', { most: 300 }), {
      hint: 'For the thank-you note to the first person above who has none yet.',
    }),
    input('coordinator', 'Who arranged it', text(words.coordinator, { most: 400 }), {
      hint: 'Passes on a note to those whose address you do not have: Kim Day kim@acme.com',
    }),
    input('agency', 'Through an agency?', text(words.agency, { most: 400 }), {
      hint: 'The recruiter, who then gets every draft: Mia Ray mia@agency.com',
    }),
    input(
      'traditional',
      'The company',
      checkbox('A traditional company: a note by hand is welcome', application.traditional),
    ),
  ]);
}
