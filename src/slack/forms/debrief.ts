import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import { addDays, atLocal, localDate } from '../../etiquette/calendar.ts';
import type { Facts, Interview, Settings } from '../../etiquette/facts.ts';
import { type FoundInterview, findInterview, findNudge } from '../../etiquette/find.ts';
import { isInvitedToAsk, replyByOf } from '../../etiquette/patience.ts';
import type { Person, ToldPromise, WhatTheySaid } from '../../etiquette/told.ts';
import { type Debrief, recordDebrief } from '../../journal/debriefs.ts';
import { readInterviewers, writeInterviewers } from '../../words/interviewers.ts';
import { readMaterialLines, writeMaterials } from '../../words/materials.ts';
import { inRange } from '../../words/when.ts';
import type { Desk } from '../app.ts';
import { type DebriefWords, debriefForm } from '../blocks/forms/debrief.ts';
import { planLines } from '../blocks/lists.ts';
import { savedView } from '../blocks/views.ts';
import { openForm } from '../press.ts';
import { type Fields, NO_LONGER_RECORDED, type Outcome, type Submission, submitted } from './form.ts';
import { errorsIn, readContact, thatFit, writeContact } from './read.ts';

export function listenForDebrief(app: App, desk: Desk): void {
  app.action<BlockButtonAction>('nudge.debrief', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openForm(desk, { body, client, respond }, ({ facts }) => {
      const { application, interview } = findNudge(facts, action.value ?? '') ?? {};
      return application && interview && filledIn({ application, interview }, facts);
    });
  });

  app.action<BlockButtonAction>('interview.debrief', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openForm(desk, { body, client, respond }, ({ facts }) => {
      const [id = '', told = ''] = (action.value ?? '').split('/');
      const found = findInterview(facts, id);
      return found && filledIn(withHoldOff(found, told), facts);
    });
  });

  app.view<ViewSubmitAction>(
    { callback_id: 'interview.debrief', type: 'view_submission' },
    async ({ ack, view, body, client }) => {
      await submitted(desk, { ack, view, body, client }, (submission) => debriefed(desk, submission));
    },
  );
}

const NO_CONTACT = 'no-contact';

/** What the button to the form carries: the interview, and what was said of a hold-off, if anything was. */
export function debriefValue(interviewId: string, { holdOff, noContact }: WhatTheySaid): string {
  const told = noContact ? NO_CONTACT : holdOff;
  return told ? `${interviewId}/${told}` : interviewId;
}

function withHoldOff({ application, interview }: FoundInterview, told: string): FoundInterview {
  if (told === NO_CONTACT) return { application, interview: { ...interview, noContact: true } };
  const day = z.iso.date().safeParse(told);
  if (!day.success) return { application, interview };
  return { application, interview: { ...interview, holdOffUntil: atLocal(day.data, 0, interview.zone) } };
}

/** The day that they named last, wherever it was told; an invitation to ask on the next day is spent once they have spoken. */
function filledIn({ application, interview }: FoundInterview, { settings }: Facts) {
  const replyBy = replyByOf({ application, interview });
  const nextDayInvited = isInvitedToAsk({ application, interview });
  const found = { application, interview: { ...interview, replyBy, nextDayInvited } };
  return debriefForm(found, wordsOf(found, settings));
}

function wordsOf({ application, interview }: FoundInterview, { zone }: Settings): DebriefWords {
  return {
    materials: writeMaterials(
      shown(openPromises(interview), (some) => writeMaterials(some, zone)),
      zone,
    ),
    interviewers: writeInterviewers(shown(interview.interviewers, writeInterviewers)),
    agency: writeContact(application.agency),
    coordinator: writeContact(application.coordinator),
  };
}

function shown<T>(things: readonly T[], write: (things: readonly T[]) => string): readonly T[] {
  return things.slice(0, thatFit(things, write));
}

function unseen<T>(things: readonly T[], write: (things: readonly T[]) => string): readonly T[] {
  return things.slice(thatFit(things, write));
}

function openPromises({ promises }: Interview) {
  return promises.filter(({ sentAt, droppedAt }) => !sentAt && !droppedAt);
}

async function debriefed({ journal }: Desk, { member, facts, about, fields }: Submission): Promise<Outcome> {
  const found = findInterview(facts, about);
  if (!found) return { errors: { 'reply-by': NO_LONGER_RECORDED } };
  const now = journal.now();
  const read = readFields(fields, found, { now, zone: facts.settings.zone });
  if ('errors' in read) return read;
  const after = await recordDebrief(journal, member.id, about, read.debrief);
  const application = after?.applications.find(({ id }) => id === found.application.id);
  if (!after || !application) return { errors: { 'reply-by': NO_LONGER_RECORDED } };
  return { view: savedView('Noted', ['*What comes next*', ...planLines(application, after, now)]) };
}

type Context = { now: Date; zone: string };
type ReadFields = { debrief: Debrief } | { errors: Record<string, string> };

function readFields(fields: Fields, { interview }: FoundInterview, context: Context): ReadFields {
  const materials = readMaterialsOf(fields.text('materials'), interview, context);
  const people = readInterviewers(fields.text('interviewers'));
  const coordinator = readContact(fields.text('coordinator'));
  const agency = readContact(fields.text('agency'));
  const errors = {
    ...outOfReach(fields, context),
    ...tooEarly(fields, interview),
    ...contradiction(fields, interview),
    ...errorsIn({ materials, interviewers: people, coordinator, agency }),
  };
  if ('ask' in materials || 'ask' in people || 'ask' in coordinator || 'ask' in agency) return { errors };
  const interviewers = withTalkingPoint(people.value, fields.text('talking-point'));
  if (!interviewers)
    return { errors: { ...errors, 'talking-point': 'Name the person above, and put it after their name.' } };
  if (Object.keys(errors).length > 0) return { errors };
  return {
    debrief: {
      replyBy: fields.date('reply-by'),
      holdOff: fields.date('hold-off'),
      noContact: fields.isChecked('no-contact'),
      nextDay: fields.isChecked('next-day'),
      traditional: fields.isChecked('traditional'),
      materials: [
        ...materials.value,
        ...unseen(openPromises(interview), (some) => writeMaterials(some, context.zone)),
      ],
      interviewers: [...interviewers, ...unseen(interview.interviewers, writeInterviewers)],
      coordinator: coordinator.value,
      agency: agency.value,
    },
  };
}

/** A promise that still stands as the form showed it is that promise, overdue or not; only other lines are read. */
function readMaterialsOf(text: string, interview: Interview, context: Context) {
  const asWritten = (promise: ToldPromise) => writeMaterials([promise], context.zone);
  const lines = text.split('\n').map((line) => line.trim());
  const kept = openPromises(interview).filter((promise) => lines.includes(asWritten(promise)));
  const written = kept.map(asWritten);
  const others = lines.filter((line) => !written.includes(line)).join('\n');
  const read = readMaterialLines(others, interview.startsAt, context);
  return 'ask' in read ? read : { value: [...kept, ...read.value] };
}

function outOfReach(fields: Fields, { now, zone }: Context): Record<string, string> {
  const today = localDate(now, zone);
  const days = ['reply-by', 'hold-off'].map((field) => [field, fields.date(field)] as const);
  return errorsIn(
    Object.fromEntries(days.flatMap(([field, day]) => (day ? [[field, inRange(day, today)]] : []))),
  );
}

function tooEarly(fields: Fields, { startsAt, zone }: Interview): Record<string, string> {
  const interviewDay = localDate(startsAt, zone);
  const early = ['reply-by', 'hold-off'].filter(
    (field) => (fields.date(field) ?? interviewDay) < interviewDay,
  );
  return Object.fromEntries(
    early.map((field) => [field, 'That day is before the interview. Choose a later one, or clear it.']),
  );
}

/** Which of the two they said only the member knows. */
function contradiction(fields: Fields, { startsAt, zone }: Interview): Record<string, string> {
  if (!fields.isChecked('next-day')) return {};
  if (fields.isChecked('no-contact'))
    return { 'next-day': 'They cannot have said both. Clear this, or “Don’t call us, we call you” above.' };
  const interviewDay = localDate(startsAt, zone);
  const isToWait =
    (fields.date('reply-by') ?? '') > interviewDay ||
    (fields.date('hold-off') ?? '') > addDays(interviewDay, 1);
  if (!isToWait) return {};
  return {
    'next-day':
      'By the day above I would hold you back. Clear that day to ask on the next one, or clear this.',
  };
}

/** The one detail that was named goes to the first person who has none: no two letters may say the same. */
function withTalkingPoint(people: readonly Person[], talkingPoint: string): readonly Person[] | undefined {
  if (!talkingPoint) return people;
  const index = people.findIndex((person) => !person.talkingPoint);
  if (index < 0) return undefined;
  return people.map((person, i) => (i === index ? { ...person, talkingPoint } : person));
}
