import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt';
import { countries } from '../../etiquette/calendar.ts';
import { type Preferences, savePreferences, setPause } from '../../journal/members.ts';
import { normalise } from '../../words/normalise.ts';
import type { Desk } from '../app.ts';
import { settingsForm } from '../blocks/forms/settings.ts';
import { pauseReply, settingsLines } from '../blocks/settings.ts';
import { savedView } from '../blocks/views.ts';
import { lookOf, publishHome } from '../home.ts';
import {
  answerPress,
  type Found,
  memberBehind,
  metBehind,
  openFormForAnybody,
  showInPlace,
  userBehind,
} from '../press.ts';
import { type Fields, type Outcome, type Submission, submitted } from './form.ts';
import { errorsIn, readZoneField } from './read.ts';

export function listenForSettings(app: App, desk: Desk): void {
  app.action<BlockButtonAction>('member.settings', async ({ ack, body, client, respond }) => {
    await ack();
    await openFormForAnybody(desk, { body, client, respond }, settingsFormOf);
  });

  app.view<ViewSubmitAction>(
    { callback_id: 'member.settings', type: 'view_submission' },
    async ({ ack, view, body, client }) => {
      await submitted(desk, { ack, view, body, client }, (submission) => save(desk, submission), metBehind);
    },
  );

  app.action<BlockButtonAction>('member.unpause', async ({ ack, body, client, respond }) => {
    await ack();
    const { journal } = desk;
    const unpause = async () => {
      const member = await memberBehind(desk, body);
      return pauseReply(member && (await setPause(journal, member.id, undefined)), journal.now());
    };
    if (body.view?.type !== 'home') return showInPlace({ body, client, respond }, unpause);
    await answerPress({ body, client, respond }, async () => void (await unpause()));
    await publishHome(desk, client, userBehind(body), lookOf(body.view));
  });
}

export function settingsFormOf({ facts, member }: Found) {
  return settingsForm(facts.settings, { chosenZone: member.chosenZone, countries: countries() });
}

async function save({ journal }: Desk, { member, fields }: Submission): Promise<Outcome> {
  const read = readFields(fields);
  if ('errors' in read) return read;
  const after = await savePreferences(journal, member.id, read.preferences);
  return { view: savedView('Settings', settingsLines(after.settings)) };
}

/** Whoever is awake for less than this could not be given a thank-you note in time. */
const AWAKE_AT_LEAST = 4 * 60;
const LONGEST_SIGNATURE = 120;

function readFields(fields: Fields): { preferences: Preferences } | { errors: Record<string, string> } {
  const zone = readZoneField(fields.text('zone'), '');
  const waking = { from: minutesOf(fields.time('waking-from')), to: minutesOf(fields.time('waking-to')) };
  const weekend = fields.options('weekend').map(Number);
  const signature = normalise(fields.text('signature'));
  const errors = {
    ...errorsIn({ zone }),
    ...(waking.to - waking.from >= AWAKE_AT_LEAST
      ? {}
      : { 'waking-to': 'Leave me at least four hours, within one day.' }),
    ...(signature.length <= LONGEST_SIGNATURE
      ? {}
      : { signature: `It can have ${LONGEST_SIGNATURE} characters. Shorten it, please.` }),
    ...(weekend.length < 7 ? {} : { weekend: 'Leave at least one day on which offices are open.' }),
  };
  if ('ask' in zone || Object.keys(errors).length > 0) return { errors };
  const country = fields.option('country') ?? undefined;
  return {
    preferences: {
      chosenZone: zone.value || undefined,
      waking,
      weekend,
      country: country && country in countries() ? country : undefined,
      checkInBuffer: Math.min(5, Math.max(1, Number(fields.option('check-in-buffer')) || 1)),
      discreet: fields.isChecked('discreet'),
      signature: signature || undefined,
    },
  };
}

function minutesOf(time = '00:00'): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
