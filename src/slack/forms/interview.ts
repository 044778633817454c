import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { localDate, sayDate } from '../../etiquette/calendar.ts';
import { INTERVIEW_KINDS } from '../../etiquette/facts.ts';
import { type FoundInterview, findInterview, rolesInQuestion } from '../../etiquette/find.ts';
import { editInterview, type InterviewEdit } from '../../journal/edits.ts';
import { recordInterview } from '../../journal/interviews.ts';
import { readInterviewers, writeInterviewers } from '../../words/interviewers.ts';
import { normalise } from '../../words/normalise.ts';
import { shortText } from '../../words/short-text.ts';
import { inRange } from '../../words/when.ts';
import type { Desk } from '../app.ts';
import { interviewCard, whichRole } from '../blocks/answers.ts';
import { changedView } from '../blocks/changed.ts';
import { addForm, editForm, type InterviewFields } from '../blocks/forms/interview.ts';
import { page } from '../blocks/views.ts';
import { type Found, metBehind, openForm, openFormForAnybody } from '../press.ts';
import { type Fields, NO_LONGER_RECORDED, type Outcome, type Submission, submitted } from './form.ts';
import { METADATA, readEdit, readPrefill, type Understood, writePrefill } from './prefill.ts';
import { errorsIn, readContact, readZoneField, thatFit, writeContact } from './read.ts';

export function listenForInterviewForms(app: App, desk: Desk): void {
  app.action<BlockButtonAction>('interview.add', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openFormForAnybody(desk, { body, client, respond }, ({ facts, member }) =>
      addFormFrom(readPrefill(action.value, facts), member.zone),
    );
  });

  app.action<BlockButtonAction>('interview.edit', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openForm(desk, { body, client, respond }, (found) => editFormOf(found, action.value ?? ''));
  });

  app.view<ViewSubmitAction>(
    { callback_id: 'interview.add', type: 'view_submission' },
    async ({ ack, view, body, client }) => {
      await submitted(desk, { ack, view, body, client }, (submission) => record(desk, submission), metBehind);
    },
  );

  app.view<ViewSubmitAction>(
    { callback_id: 'interview.edit', type: 'view_submission' },
    async ({ ack, view, body, client }) => {
      await submitted(desk, { ack, view, body, client }, (submission) => edit(desk, submission));
    },
  );
}

/** The form for a new interview, with what was understood filled in. What has no field of its own comes back with it. */
export function addFormFrom(understood: Understood, home: string, say?: string): ModalView {
  const { company, role, startsAt, minutes, kind, zone, agency, interviewers, ...rest } = understood;
  const fields: InterviewFields = {
    ...{ company, role, startsAt, minutes, kind },
    zone: zone === home ? undefined : zone,
    interviewers: writeInterviewers(interviewers ?? []),
    agency: writeContact(agency),
  };
  return addForm(fields, writePrefill(rest, METADATA), say);
}

/** `value` names the interview, and may bring a new time for it. */
export function editFormOf({ facts, member }: Found, value: string): ModalView | undefined {
  const { interviewId, ...moved } = readEdit(value);
  const found = findInterview(facts, interviewId);
  if (!found) return undefined;
  const interview = { ...found.interview, ...moved };
  return editForm(fieldsFrom({ ...found, interview }, member.zone), interviewId);
}

function fieldsFrom({ application, interview }: FoundInterview, home: string): InterviewFields {
  const { company, role, agency, coordinator } = application;
  const { startsAt, minutes, kind, zone, interviewers } = interview;
  return {
    ...{ company, role, startsAt, minutes, kind },
    zone: zone === home ? undefined : zone,
    interviewers: writeInterviewers(interviewers.slice(0, thatFit(interviewers, writeInterviewers))),
    agency: writeContact(agency),
    coordinator: writeContact(coordinator),
  };
}

async function record({ journal }: Desk, { member, facts, about, fields }: Submission): Promise<Outcome> {
  const read = readFields(fields, { home: member.zone, now: journal.now() });
  if ('errors' in read) return read;
  const rest = readPrefill(about, facts);
  const { applications } = facts;
  const roles = rolesInQuestion(applications, read.interview);
  if (roles.length > 0) return { errors: { role: whichRole(read.interview.company, roles) } };
  const early = earlyDay(rest, read.interview);
  if (early) return { errors: { 'starts-at': early } };
  const recorded = await recordInterview(journal, member.id, {
    materials: [],
    ...rest,
    ...read.interview,
    coordinator: rest.coordinator,
  });
  return { view: page('Recorded', interviewCard(recorded, journal.now()).blocks) };
}

async function edit({ journal }: Desk, { member, facts, about, fields }: Submission): Promise<Outcome> {
  const read = readFields(fields, { home: member.zone, now: journal.now() });
  if ('errors' in read) return read;
  const found = findInterview(facts, about);
  const isTaken = found?.application.interviews.some(
    ({ id, startsAt }) => id !== about && startsAt.getTime() === read.interview.startsAt.getTime(),
  );
  if (isTaken) return { errors: { 'starts-at': 'Another interview of this application begins then.' } };
  const known = found?.interview.interviewers ?? [];
  const unseen = known.slice(thatFit(known, writeInterviewers));
  const interviewers = [...read.interview.interviewers, ...unseen];
  const edited = await editInterview(journal, member.id, about, { ...read.interview, interviewers });
  if (!edited) return { errors: { company: NO_LONGER_RECORDED } };
  return { view: changedView(edited, about, journal.now()) };
}

/** What was said about days came with the words, and has no field here: it must not lie before the chosen time. */
function earlyDay({ replyBy, holdOff }: Understood, { startsAt, zone }: InterviewEdit): string | undefined {
  const day = localDate(startsAt, zone);
  const early = [replyBy, holdOff].find((one) => one !== undefined && one < day);
  return (
    early && `You said that they answer, or are not to be asked, by ${sayDate(early)}: that is before it.`
  );
}

type ReadFields = { interview: InterviewEdit } | { errors: Record<string, string> };

function readFields(fields: Fields, { home, now }: { home: string; now: Date }): ReadFields {
  const company = shortText(normalise(fields.text('company')), 'company');
  const role = shortText(normalise(fields.text('role')), 'role');
  const interviewers = readInterviewers(fields.text('interviewers'));
  const zone = readZoneField(fields.text('zone'), home);
  const agency = readContact(fields.text('agency'));
  const coordinator = readContact(fields.text('coordinator'));
  const startsAt = fields.instant('starts-at');
  const day = startsAt && inRange(localDate(startsAt, home), localDate(now, home));
  const minutes = Number(fields.text('minutes'));
  const errors = {
    ...errorsIn({ company, role, interviewers, zone, agency, coordinator, ...(day && { 'starts-at': day }) }),
    ...('value' in company && !company.value ? { company: 'Which company is it?' } : {}),
    ...(startsAt ? {} : { 'starts-at': 'Choose the day and the time.' }),
    ...(isLength(minutes) ? {} : { minutes: 'A whole number from 1 to 1440.' }),
  };
  if ('ask' in company || 'ask' in role || 'ask' in interviewers || 'ask' in zone) return { errors };
  if ('ask' in agency || 'ask' in coordinator || !company.value || !startsAt) return { errors };
  if (Object.keys(errors).length > 0) return { errors };
  return {
    interview: {
      ...{ company: company.value, role: role.value, startsAt, minutes, zone: zone.value },
      kind: INTERVIEW_KINDS.find((kind) => kind === fields.option('kind')) ?? 'other',
      ...{ interviewers: interviewers.value, agency: agency.value, coordinator: coordinator.value },
    },
  };
}

function isLength(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440;
}
