/** Many communities: the app is installed by OAuth, each works with a token of its own, and what is taken out is gone. */
import oauth from '@slack/oauth';
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bot, startBot } from '../../src/bot.ts';
import { openLog } from '../../src/operate/log.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { DATABASES } from '../support/databases.ts';
import { answerSlack, comeBack, install, oauthConfig, openInstallPage } from '../support/oauth.ts';
import { KEY, MONDAY_NOON, nudgeMessages, textOf } from '../support/story.ts';

const TWELVE_HOURS = 43_200;

let now: Date;
let slack: Standin;
let pool: Pool;
let bots: Bot[];
let ends: (() => Promise<void>)[];
let lines: string[];

async function start(
  fresh: (typeof DATABASES)[number]['fresh'],
  { replicas = 1, ...options }: { replicas?: number; tokenLifetimeSeconds?: number } = {},
) {
  now = MONDAY_NOON;
  lines = [];
  slack = await startStandin({ clock: () => now, ...options });
  slack.workspace.installed = false;
  const database = await fresh();
  pool = database.pool;
  const log = openLog({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  const replica = () =>
    startBot({
      ...{ slack: oauthConfig(slack), http: { host: '127.0.0.1', port: 0 } },
      ...{ pool, sealer: openSealer([KEY]), clock: () => now, log },
    });
  bots = await Promise.all(Array.from({ length: replicas }, replica));
  await deliverTo(0);
  ends = [...bots.map((bot) => bot.stop), slack.close, database.close];
}

function deliverTo(replica: number): Promise<void> {
  return slack.deliverByHttp(`http://127.0.0.1:${port(replica)}/slack/events`);
}

function port(replica = 0): number {
  return bots[replica]?.port ?? 0;
}

async function say(user: User, text: string): Promise<string> {
  return textOf(await (await slack.slash(user, '/interview', text)).waitForReply());
}

async function wind(iso: string): Promise<void> {
  now = new Date(iso);
  await Promise.all(bots.map((bot) => bot.nudgeNow()));
}

/** How many rows hold what members recorded, or a token. */
async function rows(): Promise<Record<string, number>> {
  const tables = [
    'installation',
    'workspace',
    'member',
    'application',
    'interview',
    'interviewer',
    'delivery',
    'digest',
  ];
  const counts = tables.map(async (name) => {
    const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${name}`);
    return [name, rows[0]?.count ?? 0];
  });
  return Object.fromEntries(await Promise.all(counts));
}

const NOTHING = {
  ...{ installation: 0, workspace: 0, member: 0, application: 0, interview: 0, interviewer: 0, delivery: 0 },
  digest: 0,
};

afterEach(async () => {
  for (const end of ends) await end();
});

describe.each(DATABASES)('on $name', ({ fresh }) => {
  describe('installing', () => {
    beforeEach(() => start(fresh));

    test('the page says what it will ask for, and lets nothing in from elsewhere', async () => {
      const { html, headers, url } = await openInstallPage(port());
      expect(html).toContain('no organiser');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      const asked = new URL(url).searchParams;
      expect(asked.get('redirect_uri')).toBe('https://afterword.example/slack/oauth_redirect');
      expect(asked.get('scope')).toContain('chat:write');
    });

    test('the last page names the workspace and what to type, and the bot works there', async () => {
      const place = slack.addWorkspace('Career <b>Group</b> & Friends');
      const answer = await install(port(), place);
      expect(answer.status).toBe(200);
      const html = await answer.text();
      expect(html).toContain('Career &lt;b&gt;Group&lt;/b&gt; &amp; Friends');
      expect(html).toContain('/interview help');
      const ada = slack.addUser({ name: 'Ada', tz: 'Europe/Berlin', workspace: place });
      expect(await say(ada, 'Acme, tomorrow 15:00 with Dana Fox')).toContain('Acme');
    });

    test('who says no is told that nothing was changed', async () => {
      const { url, cookie } = await openInstallPage(port());
      const answer = await comeBack(port(), await answerSlack(url, 'Cancel'), cookie);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('Nothing was changed');
      expect(await rows()).toEqual(NOTHING);
    });

    test('a state is taken once, from the browser that it was given to, within ten minutes, and as it was signed', async () => {
      const { url, cookie } = await openInstallPage(port());
      const back = await answerSlack(url, `Allow in ${slack.workspace.name}`);
      expect((await comeBack(port(), back, '')).status).toBe(400);
      expect((await comeBack(port(), back, 'slack-app-oauth-state=another')).status).toBe(400);
      const forge = async (state: string) => {
        const forged = new URL(back);
        forged.searchParams.set('state', state);
        return (await comeBack(port(), forged.href, `slack-app-oauth-state=${state}`)).status;
      };
      const options = {
        scopes: ['chat:write'],
        redirectUri: 'https://afterword.example/slack/oauth_redirect',
      };
      const guessed = new oauth.ClearStateStore('another secret').generateStateParam(options, new Date());
      expect(await forge(await guessed)).toBe(400);
      const old = new Date(Date.now() - 11 * 60_000);
      expect(
        await forge(await new oauth.ClearStateStore('a state secret').generateStateParam(options, old)),
      ).toBe(400);
      expect(await rows()).toEqual(NOTHING);
      expect((await comeBack(port(), back, cookie)).status).toBe(200);
      expect((await comeBack(port(), back, cookie)).status).toBe(400);
      expect((await comeBack(port(), back.replace(/code=[^&]*/, ''), cookie)).status).toBe(400);
    });

    test('where Slack does not answer the page says so, and beginning again works', async () => {
      slack.faults.next('oauth.v2.access', { kind: 'status', status: 503 });
      const answer = await install(port(), slack.workspace);
      expect(answer.status).toBe(502);
      expect(await answer.text()).toContain('Begin again');
      expect((await install(port(), slack.workspace)).status).toBe(200);
    });

    test('nothing of an installation that failed or succeeded stands in the log', async () => {
      const { url, cookie } = await openInstallPage(port());
      const back = await answerSlack(url, `Allow in ${slack.workspace.name}`);
      for (const with_ of ['', cookie, cookie]) await comeBack(port(), back, with_);
      const secrets = [
        new URL(back).searchParams.get('code'),
        cookie.split('=')[1],
        'xoxb',
        slack.client.secret,
      ];
      for (const secret of secrets) expect(lines.join('')).not.toContain(secret);
      expect(lines.join('')).toContain('"event":"installed"');
    });
  });

  test('each workspace is reached with its own token, and one that is not installed hears nothing', async () => {
    await start(fresh);
    const other = slack.addWorkspace('Alumni');
    await install(port(), slack.workspace);
    await install(port(), other);
    const ada = slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
    const bob = slack.addUser({ name: 'Bob', tz: 'Europe/Berlin', workspace: other });
    await say(ada, 'Acme, today 15:00');
    await say(bob, 'Globex, today 15:00');
    await wind('2026-11-23T13:00:00Z');
    expect(nudgeMessages(slack, ada).map(textOf).join()).toContain('Acme');
    expect(nudgeMessages(slack, bob).map(textOf).join()).toContain('Globex');
    const posts = slack.calls({ method: 'chat.postMessage' });
    expect(new Set(posts.map(({ teamId }) => teamId))).toEqual(new Set([slack.workspace.id, other.id]));
    await slack.uninstall(other, { silent: true });
    await wind('2026-11-23T17:30:00Z');
    expect(nudgeMessages(slack, bob)).toHaveLength(1);
    expect(nudgeMessages(slack, ada).length).toBeGreaterThan(1);
    // Installed again, nobody waits for the hour's pause.
    await install(port(), other);
    await wind('2026-11-23T17:31:00Z');
    expect(nudgeMessages(slack, bob).length).toBeGreaterThan(1);
  });

  describe('tokens that rotate', () => {
    beforeEach(async () => {
      await start(fresh, { replicas: 2, tokenLifetimeSeconds: TWELVE_HOURS });
      await install(port(), slack.workspace);
    });
    const age = (left: string) =>
      pool.query(`UPDATE installation SET expires_at = now() + $1::interval`, [left]);
    const exchanges = () =>
      slack.calls({ method: 'oauth.v2.access' }).filter(({ args }) => args.grant_type === 'refresh_token');

    test.each(['1 hour', '-1 hour'])('of two replicas one exchanges what has %s left, once', async (left) => {
      const members = Array.from({ length: 5 }, (_, n) =>
        slack.addUser({ name: `M${n}`, tz: 'Europe/Berlin' }),
      );
      for (const member of members) await say(member, 'Acme, today 15:00');
      await age(left);
      now = new Date('2026-11-23T13:00:00Z');
      const nudged = bots.map((bot) => bot.nudgeNow());
      const asked = members.map(async (member, n) => {
        if (n === 2) await deliverTo(1);
        return say(member, 'list');
      });
      for (const answer of await Promise.all(asked)) expect(answer).toContain('Acme');
      await Promise.all(nudged);
      await wind('2026-11-23T13:00:00Z');
      expect(exchanges()).toHaveLength(1);
      expect(members.map((member) => nudgeMessages(slack, member).length)).toEqual(members.map(() => 1));
      await age('1 hour');
      // What was read a moment ago serves for two seconds.
      const askAgain = async () => {
        await say(members[0] as User, 'list'); // there are five
        return exchanges().length;
      };
      await expect.poll(askAgain, { timeout: 10_000 }).toBe(2);
    });

    test('while Slack refuses the exchange the old token serves, and it is tried again', async () => {
      const ada = slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
      await age('1 hour');
      slack.faults.next('oauth.v2.access', { kind: 'status', status: 500 });
      await say(ada, 'Acme, today 15:00');
      expect(lines.join('')).toContain('token.not-exchanged');
      await pool.query(`UPDATE installation SET refreshing_until = now() - interval '1 second'`);
      await say(ada, 'list');
      await say(ada, 'list');
      expect(exchanges()).toHaveLength(2);
    });
  });

  describe('uninstalling', () => {
    let ada: User;
    beforeEach(async () => {
      await start(fresh);
      await install(port(), slack.workspace);
      ada = slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
      await say(ada, 'Acme, today 15:00 with Dana Fox');
      await wind('2026-11-23T13:00:00Z');
    });
    const untilGone = () => expect.poll(rows, { timeout: 10_000 }).toEqual(NOTHING);

    test.each([
      ['app_uninstalled', 'tokens_revoked'],
      ['tokens_revoked', 'app_uninstalled'],
      ['app_uninstalled', 'app_uninstalled'],
      ['tokens_revoked', 'tokens_revoked'],
    ] as const)('%s, then %s: everything is gone', async (first, second) => {
      expect(await rows()).toMatchObject({ installation: 1, member: 1, interview: 1, delivery: 1 });
      await slack.uninstall(slack.workspace, { silent: true });
      await slack.tellOfUninstall(slack.workspace, first);
      await slack.tellOfUninstall(slack.workspace, second);
      await untilGone();
      await wind('2026-11-24T13:00:00Z');
      expect(nudgeMessages(slack, ada)).toHaveLength(1);
    });

    test('word of it that comes after the app was installed anew takes nothing away', async () => {
      await slack.uninstall(slack.workspace, { silent: true });
      await install(port(), slack.workspace);
      await slack.tellOfUninstall(slack.workspace, 'app_uninstalled');
      await slack.tellOfUninstall(slack.workspace, 'tokens_revoked');
      await slack.waitForCall('auth.test', (call) => call.answer?.ok === true);
      expect(await say(ada, 'list')).toContain('Acme');
    });

    test('a user’s own token that was revoked is none of ours', async () => {
      await slack.event(ada, { type: 'tokens_revoked', tokens: { oauth: [ada.id], bot: [] } });
      expect(await say(ada, 'list')).toContain('Acme');
    });

    test('where its word got lost the night notices, and thirty days later everything is gone', async () => {
      await slack.uninstall(slack.workspace, { silent: true });
      await bots[0]?.tidyNow();
      expect(await rows()).toMatchObject({ installation: 1, member: 1 });
      const refusedFor = (days: number) =>
        pool.query(`UPDATE installation SET refused_since = now() - make_interval(days => $1)`, [days]);
      await refusedFor(29);
      await bots[0]?.tidyNow();
      expect(await rows()).toMatchObject({ installation: 1, member: 1 });
      await refusedFor(31);
      await bots[0]?.tidyNow();
      expect(await rows()).toEqual(NOTHING);
    });

    test('a night on which Slack takes the token again forgets that it did not', async () => {
      await pool.query(`UPDATE installation SET refused_since = now() - make_interval(days => 31)`);
      await bots[0]?.tidyNow();
      expect(await say(ada, 'list')).toContain('Acme');
    });

    test('where Slack cannot be asked at first, it is asked again', async () => {
      slack.faults.next('auth.test', { kind: 'status', status: 503 });
      await slack.uninstall();
      await untilGone();
    });
  });

  describe('what Slack tells one community of another', () => {
    let ada: User;
    let eve: User;
    beforeEach(async () => {
      await start(fresh);
      const elsewhere = slack.addWorkspace('Elsewhere');
      for (const place of [slack.workspace, elsewhere]) await install(port(), place);
      ada = slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
      eve = slack.addUser({ name: 'Eve', tz: 'Europe/Berlin', workspace: elsewhere });
      for (const one of [ada, eve]) await say(one, 'Acme, today 15:00');
    });
    /** Once this is answered, what was sent before has been dealt with. */
    const settle = async () => {
      await Promise.all(bots.map((bot) => bot.stop()));
      ends = ends.slice(bots.length);
    };

    test('of a guest in a shared channel who is gone there changes nothing at home', async () => {
      await slack.event(eve, {
        type: 'user_change',
        user: { id: ada.id, team_id: slack.workspace.id, deleted: true, tz: 'Asia/Tokyo' },
      });
      await settle();
      const { rows } = await pool.query('SELECT DISTINCT left_at, slack_zone FROM member');
      expect(rows).toEqual([{ left_at: null, slack_zone: 'Europe/Berlin' }]);
    });

    test('that it was taken away from workspaces removes none that it never reached', async () => {
      await slack.event(eve, { type: 'team_access_revoked', team_ids: [slack.workspace.id] });
      await settle();
      expect(await rows()).toMatchObject({ installation: 2, workspace: 2, member: 2 });
    });
  });

  describe('a whole organisation', () => {
    test('one token reaches all its workspaces; each can be taken out, and all at once', async () => {
      await start(fresh);
      const college = slack.addOrganisation('College');
      const [arts, law] = ['Arts', 'Law'].map((name) => {
        const workspace = slack.addWorkspace(name, [], college);
        workspace.installed = false;
        return {
          workspace,
          member: slack.addUser({ name: `${name} student`, tz: 'Europe/Berlin', workspace }),
        };
      });
      if (!arts || !law) throw new Error('there are two');
      expect((await install(port(), college)).status).toBe(200);
      for (const { member } of [arts, law]) await say(member, 'Acme, today 15:00');
      await wind('2026-11-23T13:00:00Z');
      for (const { member } of [arts, law]) expect(nudgeMessages(slack, member)).toHaveLength(1);
      expect(await rows()).toMatchObject({ installation: 1, workspace: 2, member: 2 });
      await slack.event(arts.member, { type: 'team_access_revoked', team_ids: [arts.workspace.id] });
      await expect.poll(rows, { timeout: 10_000 }).toMatchObject({ workspace: 1, member: 1 });
      expect(await say(law.member, 'list')).toContain('Acme');
      await slack.uninstall(college);
      await expect.poll(rows, { timeout: 10_000 }).toEqual(NOTHING);
    });

    test('a workspace with an installation of its own stays where the organisation’s is taken away from it', async () => {
      await start(fresh);
      const college = slack.addOrganisation('College');
      const arts = slack.addWorkspace('Arts', [], college);
      const law = slack.addWorkspace('Law', [], college);
      law.installed = false;
      for (const place of [arts, college]) await install(port(), place);
      const [ada, bo] = [arts, law].map((workspace) =>
        slack.addUser({ name: `Student of ${workspace.name}`, tz: 'Europe/Berlin', workspace }),
      );
      if (!ada || !bo) throw new Error('there are two');
      for (const one of [ada, bo]) await say(one, 'Acme, today 15:00');
      await slack.event(bo, { type: 'team_access_revoked', team_ids: [arts.id, law.id] });
      await expect.poll(rows, { timeout: 10_000 }).toMatchObject({ workspace: 1, member: 1 });
      expect(await say(ada, 'list')).toContain('Acme');
    });

    test('a move to another zone holds in whichever of its workspaces Slack tells of it', async () => {
      await start(fresh);
      const college = slack.addOrganisation('College');
      const [arts, law] = ['Arts', 'Law'].map((name) => slack.addWorkspace(name, [], college));
      if (!arts || !law) throw new Error('there are two');
      for (const one of [arts, law]) one.installed = false;
      await install(port(), college);
      const [ada, bo] = [arts, law].map((workspace) =>
        slack.addUser({ name: `Student of ${workspace.name}`, tz: 'Europe/Berlin', workspace }),
      );
      if (!ada || !bo) throw new Error('there are two');
      for (const one of [ada, bo]) await say(one, 'Acme, today 15:00');
      await slack.event(bo, {
        type: 'user_change',
        user: { id: ada.id, team_id: arts.id, deleted: false, tz: 'Asia/Tokyo' },
      });
      const zoneOf = async ({ id }: User) =>
        (await pool.query('SELECT slack_zone FROM member WHERE slack_user_id = $1', [id])).rows[0]
          ?.slack_zone;
      await expect.poll(() => zoneOf(ada), { timeout: 10_000 }).toBe('Asia/Tokyo');
      expect(await zoneOf(bo)).toBe('Europe/Berlin');
    });

    test('a workspace that leaves its own installation for the organisation’s keeps what was recorded', async () => {
      await start(fresh);
      const college = slack.addOrganisation('College');
      const arts = slack.addWorkspace('Arts', [], college);
      arts.installed = false;
      const member = slack.addUser({ name: 'Ada', tz: 'Europe/Berlin', workspace: arts, role: 'admin' });
      await install(port(), arts);
      await say(member, 'Acme, today 15:00');
      await slack.slash(member, '/interview', 'digest');
      const channel = slack.addChannel('job-search', { workspace: arts }).id;
      await slack.submit(member, await slack.waitForView(member), { channel });
      expect(await rows()).toMatchObject({ digest: 1 });
      await install(port(), college);
      await slack.uninstall(arts);
      await expect.poll(rows, { timeout: 10_000 }).toMatchObject({ installation: 1, member: 1, digest: 0 });
      // Who is an admin there is not for the organisation's token to know.
      expect(await say(member, 'digest')).toContain('installed in this workspace itself');
      expect(await say(member, 'list')).toContain('Acme');
      await wind('2026-11-23T13:00:00Z');
      expect(nudgeMessages(slack, member)).toHaveLength(1);
    });
  });
});
