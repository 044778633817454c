/** What a member sees now, as the page draws it. */
import type { Sandbox } from './server.ts';

export async function look({ slack, bot, clock }: Sandbox, userId: string) {
  const members = slack.users().map(({ id, name, tz }) => ({ id, name, tz }));
  const user = slack.users().find(({ id }) => id === userId) ?? slack.users()[0];
  if (!user) throw new Error('The sandbox has no members');
  return {
    now: clock.now().toISOString(),
    nextDue: (await bot.nextDue())?.toISOString() ?? null,
    as: user.id,
    members,
    messages: slack
      .messages(user)
      .map(({ ts, byBot, text, blocks, ephemeral }) => ({ ts, byBot, text, blocks, ephemeral })),
    modal: slack.modal(user) ?? null,
    violations: slack.violations().map(({ kind, detail }) => `${kind}: ${detail}`),
  };
}
