import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt';
import { localDate } from '../../etiquette/calendar.ts';
import { OUTCOMES } from '../../etiquette/facts.ts';
import { findNudge } from '../../etiquette/find.ts';
import { type Heard, recordAnswer, setStayInTouch, undoAnswer } from '../../journal/answers.ts';
import { inRange } from '../../words/when.ts';
import type { Desk } from '../app.ts';
import { heardBackForm } from '../blocks/forms/heard-back.ts';
import { heardReply, helloReply, TOO_EARLY, unheardReply } from '../blocks/heard.ts';
import { page } from '../blocks/views.ts';
import { publishHome } from '../home.ts';
import { memberBehind, openForm, showInPlace, userBehind } from '../press.ts';
import { NO_LONGER_RECORDED, type Outcome, type Submission, submitted } from './form.ts';

export function listenForHeardBack(app: App, desk: Desk): void {
  app.action<BlockButtonAction>('nudge.heard-back', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openForm(desk, { body, client, respond }, ({ facts }) => {
      const found = findNudge(facts, action.value ?? '');
      return found && heardBackForm(found.application);
    });
  });

  app.action<BlockButtonAction>('application.heard-back', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openForm(desk, { body, client, respond }, ({ facts }) => {
      const application = facts.applications.find(({ id }) => id === action.value);
      return application && heardBackForm(application);
    });
  });

  app.view<ViewSubmitAction>(
    { callback_id: 'interview.heard-back', type: 'view_submission' },
    async ({ ack, view, body, client }) => {
      await submitted(desk, { ack, view, body, client }, (submission) => heardBack(desk, submission));
    },
  );

  app.action<BlockButtonAction>('heard.undo', async ({ ack, action, body, client, respond }) => {
    await ack();
    await showInPlace({ body, client, respond }, async () => {
      const member = await memberBehind(desk, body);
      const undone = member && (await undoAnswer(desk.journal, member.id, action.value ?? ''));
      return unheardReply(undone, desk.journal.now());
    });
    await publishHome(desk, client, userBehind(body));
  });

  app.action<BlockButtonAction>(
    /^application\.(no-hello|hello)$/,
    async ({ ack, action, body, client, respond }) => {
      await ack();
      await showInPlace({ body, client, respond }, async () => {
        const member = await memberBehind(desk, body);
        const wanted = action.action_id === 'application.hello';
        const changed = member && (await setStayInTouch(desk.journal, member.id, action.value ?? '', wanted));
        return helloReply(changed, desk.journal.now());
      });
    },
  );
}

async function heardBack({ journal }: Desk, { member, facts, about, fields }: Submission): Promise<Outcome> {
  const now = journal.now();
  const outcome = OUTCOMES.find((one) => one === fields.option('outcome'));
  const day = fields.date('reply-by');
  if (!outcome) return { errors: { outcome: 'Choose what you heard.' } };
  if (day && outcome !== 'waiting' && outcome !== 'offer')
    return {
      errors: {
        'reply-by': 'A day goes with “not decided yet” or with an offer. Clear it, or choose one of these.',
      },
    };
  if (day && day < localDate(now, facts.settings.zone))
    return { errors: { 'reply-by': 'That day has passed. Choose one that lies ahead.' } };
  const inReach = day && inRange(day, localDate(now, facts.settings.zone));
  if (inReach && 'ask' in inReach) return { errors: { 'reply-by': inReach.ask } };
  const heard: Heard = { outcome, ...(outcome === 'offer' ? { answerBy: day } : { replyBy: day }) };
  const recorded = await recordAnswer(journal, member.id, about, heard);
  if (!recorded) return { errors: { outcome: NO_LONGER_RECORDED } };
  if (recorded === 'too-early') return { errors: { outcome: TOO_EARLY } };
  return { view: page('Heard back', heardReply(recorded, about, outcome, now).blocks) };
}
