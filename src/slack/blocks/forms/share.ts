/** `community.share`. */
import type { ModalView } from '@slack/types';
import { winLine } from '../share.ts';
import { context, section } from '../text.ts';
import { form, input, text } from '../views.ts';

/** Characters of a member's own line. */
export const LONGEST_LINE = 200;

/** Shows what would be posted; nothing is before it is sent off. */
export function shareForm(userId: string, about: { applicationId: string; channel: string }): ModalView {
  return form(
    'community.share',
    'Share this win',
    JSON.stringify(about),
    [
      section(`Once you press Share, this stands in <#${about.channel}> for everybody there to read:`),
      section(`> ${winLine(userId)}`),
      input('words', 'A line of your own below it', text('', { most: LONGEST_LINE })),
      context('I name no company and nobody else; in your own line you can. You can take it back.'),
    ],
    'Share',
  );
}
