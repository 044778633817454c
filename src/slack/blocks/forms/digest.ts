/** `community.digest`. */
import type { ConversationsSelect, ModalView } from '@slack/types';
import { section } from '../text.ts';
import { form, input } from '../views.ts';

/** `channel`: where the digest is posted at present; it is off without one. */
export function digestForm(channel?: string): ModalView {
  return form('community.digest', 'Community digest', '', [
    section(
      'On Mondays I post in a channel how many interviews, thank-you notes, next rounds and offers there were in the week before last, and never a number that fewer than five members make up. Nobody is named, and I announce it in the channel first.',
    ),
    input('channel', 'Channel', publicChannels(channel), {
      hint: 'Invite me there first: /invite @Afterword. Empty: the digest is off.',
    }),
  ]);
}

/** Those of this workspace alone: what is told in it stays in it. */
function publicChannels(initial?: string): ConversationsSelect {
  return {
    type: 'conversations_select',
    placeholder: { type: 'plain_text', text: 'Off' },
    filter: { include: ['public'], exclude_external_shared_channels: true, exclude_bot_users: true },
    ...(initial ? { initial_conversation: initial } : {}),
  };
}
