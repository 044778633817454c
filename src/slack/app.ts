import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { ExtendedErrorHandlerArgs } from '@slack/bolt/dist/App.js';
import type { SlackConfig } from '../config.ts';
import type { Journal } from '../journal/journal.ts';
import type { Route } from '../operate/health.ts';
import { boltLogger, type Log } from '../operate/log.ts';
import type { Calls } from './calls.ts';
import { listenForChoices } from './choices.ts';
import { listenForCommands } from './commands.ts';
import { holdFloods } from './flood.ts';
import { listenForDebrief } from './forms/debrief.ts';
import { listenForDigest } from './forms/digest.ts';
import { listenForDrafts } from './forms/draft.ts';
import { listenForHeardBack } from './forms/heard-back.ts';
import { listenForInterviewForms } from './forms/interview.ts';
import { listenForSettings } from './forms/settings.ts';
import { listenForSharing } from './forms/share.ts';
import { listenForSnoozeUntil } from './forms/snooze-until.ts';
import { listenForHome } from './home.ts';
import { installRoutes } from './install.ts';
import { listenForMessages } from './messages.ts';
import { listenForNudges } from './nudges.ts';
import { listenForPresses } from './presses.ts';
import { listenForQuiet } from './quiet.ts';
import type { Reach } from './reach.ts';
import { createReplays } from './replays.ts';
import { listenForShortcuts } from './shortcuts.ts';
import { listenForUninstall } from './uninstalled.ts';
import { listenForMoves } from './zone.ts';

/** What every listener works with. */
export type Desk = { journal: Journal; log: Log };

/** What ways to Slack are made with. */
export type Ways = Desk & Calls;

/** Slack asks for an answer within three seconds where a form waits for it; one more try is all that fits. */
const PATIENCE = { timeout: 2500, retryConfig: { retries: 1, minTimeout: 100, maxTimeout: 300 } };
/** How long the socket waits for a pong, and socket-mode 3.1 also before it connects again: commands fail in that gap. */
const PONG_TIMEOUT = 3000;
const SOCKET_TIMEOUT = 10_000;
/**
 * Bytes of a request over HTTP. The largest that Slack sends is a form of twelve letters, in which the view and the fields
 * have the 36,000 characters each: 1.2 MB where they are emoji, escaped in JSON and then in the body of a form.
 */
const LARGEST_REQUEST = 2_000_000;

export type SlackApp = {
  app: App;
  /** Stops taking commands, and resolves when those that were under way have been answered. */
  stop: () => Promise<void>;
};

/**
 * The people's side, ready to be started with `app.start()`. Rejects with Slack's own error when it refuses the token.
 * In HTTP mode `routes` are served on the same port.
 */
export async function createSlackApp(
  desk: Ways,
  { slack, reach, routes }: { slack: SlackConfig; reach: Reach; routes: readonly Route[] },
): Promise<SlackApp> {
  const logger = boltLogger(desk.log);
  const root = { fetch: desk.fetch, ...(slack.apiUrl ? { slackApiUrl: slack.apiUrl } : {}) };
  const replays = createReplays();
  const receiver =
    slack.mode === 'socket'
      ? new SocketModeReceiver({
          appToken: slack.appToken,
          logger,
          clientPingTimeout: PONG_TIMEOUT,
          // Its own retries go on for hours, and must: where they end the socket stays closed for good.
          installerOptions: { clientOptions: { ...root, timeout: SOCKET_TIMEOUT } },
        })
      : new HTTPReceiver({
          signingSecret: slack.signingSecret,
          logger,
          bodyLimit: LARGEST_REQUEST,
          // Bolt asks for these once it knows a request for Slack's.
          customPropertiesExtractor: (request) => {
            replays.noteSigned(request);
            return {};
          },
          customRoutes: [...routes, ...(slack.mode === 'oauth' ? installRoutes(desk, slack) : [])],
        });
  if (receiver instanceof HTTPReceiver) receiver.requestListener = replays.refusing(receiver.requestListener);
  const app = new App({
    ...(slack.mode === 'oauth' ? {} : { token: slack.botToken }),
    ...(reach.authorize ? { authorize: reach.authorize } : {}),
    receiver,
    logger,
    // What Slack puts off is tried again by whoever waits for it (in-turn.ts), and holds up nobody else.
    clientOptions: { ...PATIENCE, ...root, rejectRateLimitedCalls: true },
    convoStore: false,
    deferInitialization: true,
    extendedErrorHandler: true,
  });
  await app.init();
  const underWay = trackListeners(app);
  holdFloods(app);
  app.error(async ({ error }: ExtendedErrorHandlerArgs) => {
    desk.log.error({ event: 'listener.failed', err: 'original' in error ? error.original : error });
  });
  listenForCommands(app, desk);
  listenForNudges(app, desk);
  listenForQuiet(app, desk);
  listenForPresses(app, desk);
  listenForHeardBack(app, desk);
  listenForDebrief(app, desk);
  listenForSnoozeUntil(app, desk);
  listenForDrafts(app, desk);
  listenForInterviewForms(app, desk);
  listenForSettings(app, desk);
  listenForDigest(app, desk, reach);
  listenForSharing(app, desk, reach);
  listenForChoices(app, desk);
  listenForHome(app, desk);
  listenForMessages(app, desk);
  listenForShortcuts(app, desk);
  listenForMoves(app, desk);
  listenForUninstall(app, desk, reach);
  return {
    app,
    stop: async () => {
      await app.stop();
      await Promise.allSettled(underWay);
    },
  };
}

/** Bolt forgets about what it has begun; whoever closes the database must not. */
function trackListeners(app: App): Set<Promise<void>> {
  const underWay = new Set<Promise<void>>();
  app.use(async ({ next }) => {
    const run = next();
    underWay.add(run);
    await run.finally(() => underWay.delete(run));
  });
  return underWay;
}
