import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SCOPES } from '../src/slack/scopes.ts';
import { manifestSchema } from './support/manifest-schema.ts';

const root = join(import.meta.dirname, '..');
const read = (name: string) => manifestSchema.parse(JSON.parse(readFileSync(join(root, name), 'utf8')));
const manifest = read('manifest.json');

/** What the listeners in src/slack wait for, of one kind: `app.command('/interview', ...)`. */
function listenedFor(kind: 'command' | 'event' | 'shortcut'): string[] {
  const files = readdirSync(join(root, 'src/slack'), { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'src/slack', name), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(new RegExp(`\\bapp\\.${kind}(?:<\\w+>)?\\(\\s*'([^']+)'`, 'g'))].map(
      ([, name = '']) => name,
    ),
  );
}

test('it is for Socket Mode: Slack needs no address of ours', () => {
  expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
  expect(JSON.stringify(manifest)).not.toMatch(/"(url|request_url)":/);
});

test('it announces what the bot listens for, and nothing else', () => {
  const { slash_commands, shortcuts = [], app_home } = manifest.features ?? {};
  expect(slash_commands?.map(({ command }) => command)).toEqual(listenedFor('command'));
  expect(shortcuts.map(({ callback_id }) => callback_id)).toEqual(listenedFor('shortcut'));
  const events = manifest.settings?.event_subscriptions?.bot_events ?? [];
  // The opening of the home tab is subscribed to like any event, and makes sense only where there is a tab.
  const heard = listenedFor('event').map((name) => (name === 'message' ? 'message.im' : name));
  expect([...events].sort()).toEqual(heard.sort());
  expect(app_home?.home_tab_enabled).toBe(listenedFor('event').includes('app_home_opened'));
});

test('nudges have a place to arrive in, and no more is asked for than they need', () => {
  expect(manifest.features?.app_home?.messages_tab_enabled).toBe(true);
  expect(manifest.oauth_config?.scopes).toEqual({ bot: SCOPES.required, bot_optional: SCOPES.optional });
});

test('for many communities only the way to Slack is another', () => {
  const many = read('manifest.many.json');
  const url = 'https://afterword.example/slack/events';
  const { slash_commands = [], ...features } = manifest.features ?? {};
  expect(many).toEqual({
    ...manifest,
    features: { ...features, slash_commands: slash_commands.map((command) => ({ ...command, url })) },
    oauth_config: {
      ...manifest.oauth_config,
      redirect_urls: ['https://afterword.example/slack/oauth_redirect'],
    },
    settings: {
      ...manifest.settings,
      event_subscriptions: { ...manifest.settings?.event_subscriptions, request_url: url },
      interactivity: { is_enabled: true, request_url: url },
      ...{ org_deploy_enabled: true, socket_mode_enabled: false, token_rotation_enabled: true },
    },
  });
});

test.each<[string, object]>([
  ['a name that is too long', { display_information: { name: 'A'.repeat(36) } }],
  ['a misspelt setting', { settings: { socket_mode: true } }],
  ['a command without its slash', { features: { slash_commands: [{ command: 'i', description: 'd' }] } }],
  ['no version', { _metadata: undefined }],
])('the schema refuses %s', (_name, change) => {
  expect(manifestSchema.safeParse({ ...manifest, ...change }).success).toBe(false);
});
