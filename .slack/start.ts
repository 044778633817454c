/**
 * The `start` hook of `slack run`, in place of the one of @slack/cli-hooks, which runs plain JavaScript only.
 * The CLI hands the tokens of the app that it has installed as SLACK_CLI_*; what is set otherwise goes before, as in the CLI.
 */
const { SLACK_CLI_XOXB, SLACK_CLI_XAPP } = process.env;
if (SLACK_CLI_XOXB) process.env.SLACK_BOT_TOKEN ||= SLACK_CLI_XOXB;
if (SLACK_CLI_XAPP) process.env.SLACK_APP_TOKEN ||= SLACK_CLI_XAPP;

await import('../src/main.ts');

export {};
