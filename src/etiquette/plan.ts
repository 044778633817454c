import type { Facts } from './facts.ts';
import { type Nudge, type Pursuit, pursuitsOf, type Round } from './nudge.ts';
import { checkIn } from './rules/check-in.ts';
import { closing } from './rules/closing.ts';
import { debrief } from './rules/debrief.ts';
import { graciousReply } from './rules/gracious-reply.ts';
import { handwrittenNote } from './rules/handwritten-note.ts';
import { material } from './rules/material.ts';
import { movingOn } from './rules/moving-on.ts';
import { offer } from './rules/offer.ts';
import { stayInTouch } from './rules/stay-in-touch.ts';
import { thankYou } from './rules/thank-you.ts';
import { thankYouLastCall } from './rules/thank-you-last-call.ts';

const ABOUT_A_ROUND: readonly ((round: Round) => Nudge[])[] = [
  closing,
  debrief,
  thankYou,
  thankYouLastCall,
  material,
  handwrittenNote,
  checkIn,
  movingOn,
];
const ABOUT_AN_ENDING: readonly ((pursuit: Pursuit) => Nudge[])[] = [graciousReply, stayInTouch, offer];

/**
 * Everything that the advice asks for, given the facts: past and to come, by due instant. It depends on the facts alone:
 * not on the order they were recorded in, nor on what time it is.
 */
export function plan(facts: Facts): Nudge[] {
  const nudges = pursuitsOf(facts).flatMap(nudgesFor);
  const once = new Map(nudges.map((nudge) => [nudge.id, nudge]));
  return [...once.values()].sort((a, b) => a.due.getTime() - b.due.getTime() || (a.id < b.id ? -1 : 1));
}

function nudgesFor(pursuit: Pursuit): Nudge[] {
  const rounds = pursuit.application.interviews.map((interview) => ({ ...pursuit, interview }));
  return [
    ...ABOUT_A_ROUND.flatMap((rule) => rounds.flatMap(rule)),
    ...ABOUT_AN_ENDING.flatMap((rule) => rule(pursuit)),
  ];
}
