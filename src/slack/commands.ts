import type { App } from '@slack/bolt';
import { findApplications } from '../etiquette/find.ts';
import { recordAnswer } from '../journal/answers.ts';
import { recordInterview } from '../journal/interviews.ts';
import { factsOf } from '../journal/journal.ts';
import type { Member } from '../journal/members.ts';
import { type Command, parseCommand } from '../words/command.ts';
import { answering } from './answering.ts';
import type { Desk } from './app.ts';
import { heardReply, interviewCard, notThereReply, whichReply } from './blocks/answers.ts';
import { mistakeReply } from './blocks/faults.ts';
import { helpReply, howToRecordReply, laterReply } from './blocks/help.ts';
import { listReply, planReply, whenReply } from './blocks/lists.ts';
import type { Reply } from './blocks/text.ts';
import { memberOf } from './zone.ts';

export function listenForCommands(app: App, desk: Desk): void {
  app.command('/interview', async ({ command: { text, team_id, user_id }, ack, respond, client }) => {
    await ack();
    await answering(
      respond,
      async () => {
        const member = await memberOf(desk, client, { workspaceId: team_id, userId: user_id });
        const command = parseCommand(text, { now: desk.journal.now(), zone: member.zone });
        return command.kind === 'mistake' ? mistakeReply(command.say, text) : answer(desk, member, command);
      },
      { typed: text },
    );
  });
}

type Understood = Exclude<Command, { kind: 'mistake' }>;

async function answer({ journal }: Desk, member: Member, command: Understood): Promise<Reply> {
  const now = journal.now();
  switch (command.kind) {
    case 'add':
      return interviewCard(await recordInterview(journal, member.id, command.interview), now);
    case 'open-form':
      return howToRecordReply();
    case 'help':
      return helpReply();
    case 'later':
      return laterReply(command.name);
    case 'heard':
      return heard(journal, member, command);
    case 'list':
      return listReply(await factsOf(journal, member.id), now);
    case 'plan':
    case 'when': {
      const facts = await factsOf(journal, member.id);
      const found = findApplications(facts.applications, command.company);
      if (command.company && found.length === 0) return notThereReply(command.company, facts);
      return command.kind === 'plan' ? planReply(facts, found, now) : whenReply(facts, found, now);
    }
  }
}

type Heard = Extract<Command, { kind: 'heard' }>;

async function heard(journal: Desk['journal'], member: Member, { company, ...what }: Heard): Promise<Reply> {
  const facts = await factsOf(journal, member.id);
  const found = findApplications(facts.applications, company);
  const [application] = found;
  if (!application) return notThereReply(company, facts);
  if (found.length > 1) return whichReply(found, what);
  const recorded = await recordAnswer(journal, member.id, application.id, what);
  return recorded
    ? heardReply(recorded, application.id, what.outcome, journal.now())
    : notThereReply(company, facts);
}
