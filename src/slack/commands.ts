import type { AllMiddlewareArgs, AnyMiddlewareArgs, App, SlashCommand } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Conversation } from '../journal/members.ts';
import { parseCommand } from '../words/command.ts';
import { answer } from './answer.ts';
import { answering } from './answering.ts';
import type { Desk } from './app.ts';
import type { Reply } from './blocks/text.ts';
import { memberOf } from './zone.ts';

const DIRECT_MESSAGE = 'directmessage';

export function listenForCommands(app: App, desk: Desk): void {
  app.use(acknowledgeCommands);
  app.command('/interview', async ({ command, respond, client, context }) => {
    const { text, team_id: workspaceId, user_id: userId, trigger_id } = command;
    await answering(
      respond,
      async () => {
        const member = await memberOf(desk, client, { workspaceId, userId }, typedIn(command));
        const show = async (view: ModalView) => void (await client.views.open({ trigger_id, view }));
        const say = (reply: Reply) => respond({ ...reply, response_type: 'ephemeral' });
        const read = parseCommand(text, { now: desk.journal.now(), zone: member.zone });
        const { isEnterpriseInstall: isOrganisationWide } = context;
        const turn = { client, member, userId, isOrganisationWide, typed: text, say, show };
        return answer(desk, turn, read);
      },
      { typed: text },
    );
  });
}

/** Before Bolt asks each of forty listeners whether it is theirs: Slack waits for nothing else. */
async function acknowledgeCommands({ next, ...args }: AnyMiddlewareArgs & AllMiddlewareArgs): Promise<void> {
  if ('command' in args) await args.ack();
  await next();
}

function typedIn({ channel_name, channel_id: channel }: SlashCommand): Conversation | undefined {
  return channel_name === DIRECT_MESSAGE ? { channel, isWithBot: false } : undefined;
}
