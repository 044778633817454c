import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt';
import { localDate } from '../../etiquette/calendar.ts';
import { type Debrief, recordDebrief } from '../../journal/debriefs.ts';
import { readMaterials } from '../../words/materials.ts';
import { normalise } from '../../words/normalise.ts';
import { readPeople } from '../../words/people.ts';
import type { Desk } from '../app.ts';
import { debriefForm, savedView } from '../blocks/forms.ts';
import { planLines } from '../blocks/lists.ts';
import { fieldsOf, type Opened, type Outcome, openForm, type Submission, submitted } from './form.ts';

export function listenForDebrief(app: App, desk: Desk): void {
  app.action<BlockButtonAction>('nudge.debrief', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openForm(desk, { body, client, respond }, action.value, (about) => {
      const interview = interviewOf(about);
      return (
        interview && debriefForm(about.application, interview, about.delivery.id, about.facts.settings.zone)
      );
    });
  });

  app.view<ViewSubmitAction>(
    { callback_id: 'interview.debrief', type: 'view_submission' },
    async ({ ack, view, body }) => {
      await submitted(desk, { ack, view, body }, (about) => debriefed(desk, about, fieldsOf(view)));
    },
  );
}

function interviewOf({ application, delivery }: Opened) {
  return application.interviews.find(({ id }) => id === delivery.interviewId);
}

async function debriefed(
  { journal }: Desk,
  about: Submission,
  fields: ReturnType<typeof fieldsOf>,
): Promise<Outcome> {
  const now = journal.now();
  const interview = interviewOf(about);
  if (!interview) return { errors: { 'reply-by': 'This interview is no longer recorded.' } };
  const { zone } = about.facts.settings;
  const materials = readMaterials(
    normalise(fields.text('materials').replaceAll('\n', ';')),
    interview.startsAt,
    { now, zone },
  );
  const interviewers = readPeople(normalise(fields.text('interviewers')));
  const interviewDay = localDate(interview.startsAt, interview.zone);
  const isBefore = (field: string) => (fields.date(field) ?? interviewDay) < interviewDay;
  const errors = {
    ...(isBefore('reply-by') ? { 'reply-by': 'That day is before the interview.' } : {}),
    ...(isBefore('hold-off') ? { 'hold-off': 'That day is before the interview.' } : {}),
    ...('ask' in materials ? { materials: plain(materials.ask) } : {}),
    ...('ask' in interviewers ? { interviewers: plain(interviewers.ask) } : {}),
  };
  if ('ask' in materials || 'ask' in interviewers || Object.keys(errors).length > 0) return { errors };
  const debrief: Debrief = {
    replyBy: fields.date('reply-by'),
    holdOff: fields.date('hold-off'),
    noContact: fields.isChecked('no-contact'),
    nextDay: fields.isChecked('next-day'),
    traditional: fields.isChecked('traditional'),
    materials: materials.value,
    interviewers: interviewers.value,
  };
  const facts = await recordDebrief(journal, about.memberId, interview.id, debrief);
  const application = facts?.applications.find(({ id }) => id === about.application.id);
  if (!facts || !application) return { errors: { 'reply-by': 'This interview is no longer recorded.' } };
  return { view: savedView('Noted', ['*What comes next*', ...planLines(application, facts, now)]) };
}

/** Slack reads no markup in an error. */
function plain(mrkdwn: string): string {
  return mrkdwn.replaceAll('`', '"');
}
