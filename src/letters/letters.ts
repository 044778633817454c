import type { Application } from '../etiquette/facts.ts';
import { asksForAnswer, isOverdue, type Nudge, subjectOf } from '../etiquette/nudge.ts';
import { isSecondCheckIn } from '../etiquette/patience.ts';
import { graciousReply, offerNote, stayInTouchNote } from './ending.ts';
import { checkInNote, materialNote } from './follow-up.ts';
import { handwrittenNote } from './handwritten.ts';
import type { Letter, Occasion } from './letter.ts';
import { thankYouNotes } from './thank-you.ts';

/**
 * The drafts that go with a rule: one for each person to thank, one otherwise, none where nothing is written. `again` is the
 * second check-in, or the reminder of material that is overdue.
 */
export function lettersFor(occasion: Occasion, again = false): Letter[] {
  switch (occasion.rule) {
    case 'thank-you':
    case 'thank-you-last-call':
      return thankYouNotes(occasion);
    case 'handwritten-note':
      return [handwrittenNote(occasion)];
    case 'material':
      return [materialNote(occasion, again)];
    case 'check-in':
      return [checkInNote(occasion, again)];
    case 'gracious-reply':
      return [graciousReply(occasion)];
    case 'stay-in-touch':
      return [stayInTouchNote(occasion)];
    case 'offer':
      return [offerNote(occasion)];
    case 'closing':
    case 'debrief':
    case 'moving-on':
      return [];
  }
}

/** The drafts that go with a nudge. Accepting or declining an offer is the member's own word: nothing is written for them. */
export function lettersAbout(
  nudge: Pick<Nudge, 'id' | 'rule' | 'interviewId'>,
  application: Application,
  { settings, now }: Pick<Occasion, 'settings' | 'now'>,
): Letter[] {
  if (asksForAnswer(nudge)) return [];
  const interview = application.interviews.find(({ id }) => id === nudge.interviewId);
  const promise = interview?.promises.find(({ id }) => id === subjectOf(nudge.id));
  const occasion = { rule: nudge.rule, application, interview, promise, settings, now };
  return lettersFor(occasion, isSecondCheckIn(nudge.id) || isOverdue(nudge));
}
