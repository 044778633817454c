import type { KnownBlock } from '@slack/types';
import { button, context, section } from './text.ts';

const QUESTION = 'quiet/ask';
const ANSWERS = 'quiet/answer';

/** After three messages without a sign of life: asked once, at the end of the next one. */
export function quietQuestion(): KnownBlock[] {
  return [
    section(
      'You may have more on your mind than my last three messages. Shall I go quiet? If you do not answer, I do; whatever you write to me later wakes me.',
      QUESTION,
    ),
    {
      type: 'actions',
      block_id: ANSWERS,
      elements: [
        button('Keep reminding me', 'quiet.keep', 'keep', 'primary'),
        button('Go quiet', 'quiet.go', 'go'),
      ],
    },
  ];
}

/** The same message with the answer in the question's place. */
export function withQuietAnswer(blocks: readonly KnownBlock[], answer: string): KnownBlock[] {
  return blocks.flatMap((block) => {
    if (block.block_id === ANSWERS) return [];
    return block.block_id === QUESTION ? [context(answer)] : [block];
  });
}
