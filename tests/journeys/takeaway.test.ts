/** What a member takes away: files in the conversation, the picture of the funnel; and words where files are not allowed. */
import { beforeEach, describe, expect, test } from 'vitest';
import { ada, MODES, startStory, story, textOf, useStory } from '../support/story.ts';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);
  beforeEach(async () => {
    await story.say(ada, 'Acme, engineer, today 9:00 with Dana Fox dana@acme.example');
  });

  const fileNamed = (name: string) => {
    const file = story.slack.files().find((one) => one.name === name);
    if (!file) throw new Error(`no ${name}, only ${story.slack.files().map((one) => one.name)}`);
    return file.content.toString();
  };

  test('an export is everything as JSON, and the dated log', async () => {
    const answer = await story.say(ada, 'export');
    expect(textOf(answer)).toContain('Here you are');
    const everything = JSON.parse(fileNamed('afterword.json'));
    expect(everything.applications[0]).toMatchObject({ company: 'Acme', role: 'engineer' });
    expect(everything.applications[0].interviews[0].interviewers[0].email).toBe('dana@acme.example');
    expect(fileNamed('afterword-log.csv')).toContain('2026-11-23,09:00,Europe/Berlin,Acme,engineer,');
    const shared = story.slack.messages(ada).flatMap(({ files = [] }) => files.map(({ name }) => name));
    expect(shared).toEqual(['afterword.json', 'afterword-log.csv']);
  });

  test('interviews and their dates go out as .ics', async () => {
    await story.say(ada, 'export ics');
    expect(fileNamed('interviews.ics')).toContain('BEGIN:VCALENDAR');
    expect(fileNamed('interviews.ics')).toContain('Acme');
    const shown = await story.say(ada, 'show Acme');
    const pressed = await story.slack.click(ada, shown, 'interview.calendar');
    expect(textOf(await pressed.waitForReply())).toContain('Here you are');
  });

  test('the numbers come with their picture, once Slack can show it', async () => {
    story.slack.delayFiles(1);
    const answer = await story.say(ada, 'stats');
    expect(JSON.stringify(answer.blocks)).toContain('slack_file');
    expect(textOf(answer)).toContain('1 application');
    expect(story.slack.calls({ method: 'files.getUploadURLExternal' })).toHaveLength(1);
    await story.say(ada, 'stats');
    expect(story.slack.calls({ method: 'files.getUploadURLExternal' })).toHaveLength(1);
  });

  test('the home tab shows the picture, with the same numbers in words', async () => {
    await story.slack.openHome(ada);
    const home = await story.slack.waitForHome(ada, (view) =>
      JSON.stringify(view.blocks).includes('slack_file'),
    );
    expect(JSON.stringify(home.blocks)).toContain('Your search so far');
  });
});

test('without the scope for files the words themselves are shown', async () => {
  const story = await startStory('socket', { scopes: ['commands', 'chat:write', 'users:read'] });
  const ada = story.slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  await story.say(ada, 'Acme, engineer, today 9:00');
  expect(textOf(await story.say(ada, 'export csv'))).toContain(
    '2026-11-23,09:00,Europe/Berlin,Acme,engineer',
  );
  expect(textOf(await story.say(ada, 'stats'))).toContain('1 application');
  await story.slack.openHome(ada);
  const home = await story.slack.waitForHome(ada);
  expect(JSON.stringify(home.blocks)).toContain('Your search so far');
  await story.end();
});
