/** The buttons that ask which application was meant. */
import type { App, BlockButtonAction } from '@slack/bolt';
import { z } from 'zod';
import { OUTCOMES } from '../etiquette/facts.ts';
import { recordAnswer } from '../journal/answers.ts';
import { editOf } from './answer.ts';
import type { Desk } from './app.ts';
import { GONE } from './blocks/answers.ts';
import { applicationReply } from './blocks/application.ts';
import { heardReply } from './blocks/heard.ts';
import { planReply, whenReply } from './blocks/lists.ts';
import { answerPress, foundBehind, memberBehind, showModal } from './press.ts';

/** What a button carries belongs to the member who pressed it, or to nobody: every journal call checks the owner. */
const heardChoice = z.object({
  applicationId: z.uuid(),
  outcome: z.enum(OUTCOMES),
  interviewId: z.uuid().optional(),
  replyBy: z.iso.date().optional(),
  answerBy: z.iso.date().optional(),
});

export function listenForChoices(app: App, desk: Desk): void {
  const { journal } = desk;

  app.action<BlockButtonAction>(/^heard\.which\.\d+$/, async ({ ack, action, body, client, respond }) => {
    await ack();
    await answerPress({ body, client, respond }, async () => {
      const member = await memberBehind(desk, body);
      const { applicationId, ...heard } = heardChoice.parse(JSON.parse(action.value ?? ''));
      const recorded = member && (await recordAnswer(journal, member.id, applicationId, heard));
      return recorded ? heardReply(recorded, applicationId, heard.outcome, journal.now()) : GONE;
    });
  });

  app.action<BlockButtonAction>(
    /^(plan|when|show|edit)\.which\.\d+$/,
    async ({ ack, action, body, client, respond }) => {
      await ack();
      const press = { body, client, respond };
      await answerPress(press, async () => {
        const { facts, member } = (await foundBehind(desk, body)) ?? {};
        const application = facts?.applications.find(({ id }) => id === action.value);
        if (!facts || !member || !application) return GONE;
        const now = journal.now();
        switch (action.action_id.split('.')[0]) {
          case 'plan':
            return planReply(facts, [application], now);
          case 'when':
            return whenReply(facts, [application], now);
          case 'edit': {
            const show = (view: Parameters<typeof showModal>[1]) => showModal(press, view);
            return editOf({ member, show }, application, facts, now);
          }
          default:
            return applicationReply(application, facts, now);
        }
      });
    },
  );
}
