/** What a member asked for in words, done and answered: after `/interview`, or in the direct message. */
import type { KnownBlock, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { atLocal } from '../etiquette/calendar.ts';
import type { Application, Facts } from '../etiquette/facts.ts';
import { findApplications, isNamed, rolesInQuestion } from '../etiquette/find.ts';
import { currentRound, ending, roundMeant } from '../etiquette/rounds.ts';
import type { InterviewInput } from '../etiquette/told.ts';
import { recordAnswer } from '../journal/answers.ts';
import { recordInterview } from '../journal/interviews.ts';
import { factsOf } from '../journal/journal.ts';
import { type Member, setPause } from '../journal/members.ts';
import type { Command, Mistake } from '../words/command.ts';
import type { Desk } from './app.ts';
import { interviewCard, notThereReply, whichReply, whichRole } from './blocks/answers.ts';
import { applicationReply } from './blocks/application.ts';
import { mistakeReply } from './blocks/faults.ts';
import { heardReply, sayHoldOff } from './blocks/heard.ts';
import { forgetQuestion, formReply, helpReply } from './blocks/help.ts';
import { movedReply } from './blocks/invitations.ts';
import { listReply, planReply, whenReply, withPlans } from './blocks/lists.ts';
import { pauseReply } from './blocks/settings.ts';
import { type Reply, section } from './blocks/text.ts';
import { debriefValue } from './forms/debrief.ts';
import { offerDigest } from './forms/digest.ts';
import { addFormFrom, editFormOf } from './forms/interview.ts';
import { BUTTON_VALUE, type Understood, writePrefill } from './forms/prefill.ts';
import { settingsFormOf } from './forms/settings.ts';
import { exportReply, sayStats } from './takeaway.ts';

/** A command comes with a trigger that opens a form; a message has none, and gets a button instead. */
export type Turn = {
  client: WebClient;
  member: Member;
  userId: string;
  isOrganisationWide: boolean;
  /** Answers at once, for who has to see how Slack takes the answer. */
  say: (reply: Reply) => Promise<unknown>;
  /** What was written, to be given back where it cannot be understood. */
  typed: string;
  show?: ((view: ModalView) => Promise<void>) | undefined;
};

type Known = { facts: Facts; now: Date };

/** Does what the command says. Undefined where a form was opened, and nothing is left to say. */
export async function answer(desk: Desk, turn: Turn, command: Command): Promise<Reply | undefined> {
  const { journal } = desk;
  const { member } = turn;
  const now = journal.now();
  switch (command.kind) {
    case 'mistake': {
      const known = await knownIn(desk, member, command);
      return known ? answer(desk, turn, { kind: 'add', interview: known }) : mistaken(desk, turn, command);
    }
    case 'add':
      return add(desk, turn, command.interview);
    case 'open-form':
      return offer(turn, addFormFrom({}, member.zone), formReply('interview.add', 'Fill in the form'));
    case 'help':
      return helpReply();
    case 'pause':
      return pauseReply(await setPause(journal, member.id, pauseOf(command, member)), now);
    case 'forget-me':
      return forgetQuestion(now);
    case 'digest':
      return offerDigest(desk, turn, turn.show);
    default:
      return answerFromFacts(desk, turn, command, { facts: await factsOf(journal, member.id), now });
  }
}

/** Records it; where it could belong to several applications, its form asks for the role. */
async function add(desk: Desk, turn: Turn, interview: InterviewInput): Promise<Reply> {
  const { journal } = desk;
  const { applications } = await factsOf(journal, turn.member.id);
  const roles = rolesInQuestion(applications, interview);
  if (roles.length > 0)
    return mistaken(desk, turn, { say: whichRole(interview.company, roles), understood: interview });
  return interviewCard(await recordInterview(journal, turn.member.id, interview), journal.now());
}

type AboutFacts = Exclude<
  Command,
  { kind: 'mistake' | 'add' | 'open-form' | 'help' | 'pause' | 'forget-me' | 'digest' }
>;

async function answerFromFacts(
  desk: Desk,
  turn: Turn,
  command: AboutFacts,
  { facts, now }: Known,
): Promise<Reply | undefined> {
  switch (command.kind) {
    case 'list':
      return listReply(facts, now);
    case 'stats':
      return sayStats(desk, turn, facts);
    case 'export':
      return exportReply(desk, { ...turn, facts }, command.format);
    case 'settings':
      return offer(
        turn,
        settingsFormOf({ facts, member: turn.member }),
        formReply('member.settings', 'Open the settings'),
      );
    case 'moved':
    case 'hold-off':
      return aboutRound(command, { facts, now });
    case 'heard':
      return heard(desk, turn, command, { facts, now });
    case 'plan':
    case 'when':
      return aboutApplications(command, { facts, now });
    case 'show':
    case 'edit':
      return aboutOne(turn, command, { facts, now });
  }
}

/** Opens the form where that is possible, and offers it otherwise. */
async function offer(
  turn: Pick<Turn, 'show'>,
  view: ModalView,
  otherwise: Reply,
): Promise<Reply | undefined> {
  if (!turn.show) return otherwise;
  await turn.show(view);
  return undefined;
}

/** `acme tomorrow 3pm`, where Acme is recorded. */
async function knownIn({ journal }: Desk, { id }: Member, { ifKnown }: Mistake) {
  if (!ifKnown) return undefined;
  const { applications } = await factsOf(journal, id);
  return applications.some((one) => isNamed(one, ifKnown.company)) ? ifKnown : undefined;
}

/** Says what to mend; where an interview was meant, its form opens with what was understood. */
async function mistaken(
  { log }: Desk,
  { show, member, typed }: Turn,
  { say, understood = {} }: Pick<Mistake, 'say' | 'understood'>,
): Promise<Reply> {
  const isInterview = Object.keys(understood).length > 0;
  if (isInterview)
    // The answer has a button for the same form: whoever is too late for the trigger presses that.
    await show?.(addFormFrom(understood, member.zone, say)).catch((error: unknown) =>
      log.warn({ event: 'form.not-opened', err: error }),
    );
  const { text, blocks } = mistakeReply(say, typed);
  return { text, blocks: [...blocks, ...(isInterview ? [fillIn(understood)] : [])] };
}

function fillIn(understood: Understood): KnownBlock {
  return buttonOf(formReply('interview.add', 'Fill in the form', writePrefill(understood, BUTTON_VALUE)));
}

function buttonOf({ blocks: [, actions] }: Reply): KnownBlock {
  return actions ?? { type: 'divider' };
}

function pauseOf({ until, off }: Extract<Command, { kind: 'pause' }>, { zone }: Member) {
  if (off) return undefined;
  return until ? { until: atLocal(until, 0, zone) } : {};
}

function aboutApplications(
  { kind, company }: Extract<Command, { kind: 'plan' | 'when' }>,
  { facts, now }: Known,
): Reply {
  const isWhole = kind === 'plan' && !company;
  const found = isWhole ? withPlans(facts, now) : findApplications(facts.applications, company);
  if (found.length === 0) return notThereReply(company, facts);
  if (kind === 'when')
    return company && found.length > 1 ? whichReply(found, kind, now) : whenReply(facts, found, now);
  const beside = company ? endedBeside(found, company, { facts, now }) : [];
  const all = [...found, ...beside];
  return company && found.length > 1 ? whichReply(all, kind, now) : planReply(facts, all, now);
}

/** What has ended stands behind what is open, but may still ask for something: a reply to their no. */
function endedBeside(found: readonly Application[], company: string, { facts, now }: Known): Application[] {
  return withPlans(facts, now).filter((one) => ending(one) && !found.includes(one) && isNamed(one, company));
}

async function aboutOne(
  turn: Turn,
  { kind, company }: Extract<Command, { kind: 'show' | 'edit' }>,
  { facts, now }: Known,
): Promise<Reply | undefined> {
  const found = findApplications(facts.applications, company);
  const [application] = found;
  if (!application) return notThereReply(company, facts);
  if (found.length > 1) return whichReply(found, kind, now);
  if (kind === 'show') return applicationReply(application, facts, now);
  return editOf(turn, application, facts, now);
}

/** The form for the round that counts; where there is none, all that there is. */
export async function editOf(
  turn: Pick<Turn, 'member' | 'show'>,
  application: Application,
  facts: Facts,
  now: Date,
) {
  const ahead = application.interviews.filter(({ startsAt }) => startsAt > now);
  // Of several that lie ahead nobody can tell which is meant: each has its button.
  if (ahead.length > 1) return applicationReply(application, facts, now);
  const round = currentRound(application) ?? application.interviews.at(-1);
  const form = round && editFormOf({ facts, member: turn.member }, round.id);
  if (!round || !form) return applicationReply(application, facts, now);
  return offer(turn, form, formReply('interview.edit', 'Change it', round.id));
}

/** What the forms of one round take: its new time, or that they asked to be left alone. */
function aboutRound(command: Extract<Command, { kind: 'moved' | 'hold-off' }>, { facts, now }: Known): Reply {
  const { company } = command;
  const found = findApplications(facts.applications, company);
  const [application] = found;
  if (!application) return notThereReply(company, facts);
  if (found.length > 1) return whichReply(found, command.kind === 'moved' ? 'edit' : 'show', now);
  const outcome = command.kind === 'moved' ? 'postponed' : 'waiting';
  const interview = roundMeant(application, outcome, now);
  if (!interview) return applicationReply(application, facts, now);
  if (command.kind === 'moved') return movedReply({ application, interview }, command, { facts, now });
  const text = sayHoldOff(command, now);
  const form = formReply('interview.debrief', 'What they said', debriefValue(interview.id, command));
  return { text, blocks: [section(text), buttonOf(form)] };
}

type Heard = Extract<Command, { kind: 'heard' }>;

async function heard(
  { journal }: Desk,
  { member }: Turn,
  { company, ...what }: Heard,
  { facts, now }: Known,
): Promise<Reply> {
  const found = findApplications(facts.applications, company);
  const [application] = found;
  if (!application) return notThereReply(company, facts);
  // What is recorded of the wrong company is worse than a question.
  const isSure = found.length === 1 && (!company || isNamed(application, company));
  if (!isSure) return whichReply(found, 'heard', now, what);
  const recorded = await recordAnswer(journal, member.id, application.id, what);
  return recorded ? heardReply(recorded, application.id, what.outcome, now) : notThereReply(company, facts);
}
