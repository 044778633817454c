/** The least that a Bolt app can be: it acknowledges the command, and answers with a word. */
import { App } from '@slack/bolt';

const app = new App({
  token: process.env.SLACK_BOT_TOKEN ?? '',
  appToken: process.env.SLACK_APP_TOKEN ?? '',
  socketMode: true,
  convoStore: false,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL ?? '' },
});
app.command('/interview', async ({ ack, respond }) => {
  await ack();
  await respond('Yes');
});
await app.start();
console.log(JSON.stringify({ event: 'ready' }));
process.once('SIGTERM', () => process.exit(0));
