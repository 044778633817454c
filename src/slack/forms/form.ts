/** Opening a form from a nudge, and answering when it is sent off. */
import type { BlockAction, RespondFn, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Facts } from '../../etiquette/facts.ts';
import { type Delivered, findDelivered } from '../../journal/deliveries.ts';
import { findMember, type Member } from '../../journal/members.ts';
import { answering } from '../answering.ts';
import type { Desk } from '../app.ts';
import { GONE } from '../blocks/answers.ts';

export type Opened = Delivered & { facts: Facts };
export type Submission = Opened & { memberId: string };

/** What is wrong, by field: the form stays open with everything typed. Or the view that takes its place. */
export type Outcome = { errors: Record<string, string> } | { view: ModalView };

export type Press = { body: BlockAction; client: WebClient; respond: RespondFn };

/** Opens the form about a delivered nudge. The trigger lives three seconds, so nothing slow may come before. */
export async function openForm(
  desk: Desk,
  { body, client, respond }: Press,
  value: unknown,
  formFor: (about: Opened) => ModalView | undefined,
): Promise<void> {
  try {
    const about = await deliveredTo(desk, body, value);
    const view = about && formFor(about);
    if (!view) return await answering(respond, async () => GONE);
    await client.views.open({ trigger_id: body.trigger_id, view });
  } catch (error) {
    await answering(respond, () => Promise.reject(error));
  }
}

type Sent = Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'ack' | 'view' | 'body'>;

/**
 * Answers a form that was sent off: with its errors, or with what came of it. Slack waits for this acknowledgement, so
 * that the form closes only when its contents are stored. A fault keeps the form open, with what was typed.
 */
export async function submitted(
  desk: Desk,
  { ack, view, body }: Sent,
  act: (submission: Submission) => Promise<Outcome>,
): Promise<void> {
  const [firstField = ''] = Object.keys(view.state.values);
  try {
    const member = await memberBehind(desk, body);
    const about = await deliveredTo(desk, body, view.private_metadata);
    const outcome: Outcome =
      member && about
        ? await act({ ...about, memberId: member.id })
        : { errors: { [firstField]: 'This interview is no longer recorded.' } };
    await ack(
      'errors' in outcome
        ? { response_action: 'errors', ...outcome }
        : { response_action: 'update', ...outcome },
    );
  } catch (error) {
    const sorry = 'Something went wrong on my side. Nothing is lost: please save again in a minute.';
    await ack({ response_action: 'errors', errors: { [firstField]: sorry } });
    throw error;
  }
}

/** Who pressed or sent it, as Slack says. */
type ByMember = { team: { id: string } | null; user: { id: string; team_id?: string | undefined } };

export function memberBehind(desk: Desk, { team, user }: ByMember): Promise<Member | undefined> {
  return findMember(desk.journal, { workspaceId: team?.id ?? user.team_id ?? '', userId: user.id });
}

/** The delivered nudge that a button or a form names, if it is this member's own. */
async function deliveredTo(desk: Desk, body: ByMember, value: unknown): Promise<Opened | undefined> {
  const member = await memberBehind(desk, body);
  const id = z.uuid().safeParse(value);
  return member && id.success ? findDelivered(desk.journal, member.id, id.data) : undefined;
}

/** The fields of a submitted form, by name. */
export function fieldsOf(view: Sent['view']) {
  const field = (name: string) => view.state.values[name]?.[name];
  return {
    text: (name: string) => field(name)?.value ?? '',
    date: (name: string) => field(name)?.selected_date ?? undefined,
    isChecked: (name: string) => (field(name)?.selected_options?.length ?? 0) > 0,
    option: (name: string) => field(name)?.selected_option?.value,
    instant: (name: string) => {
      const seconds = field(name)?.selected_date_time;
      return seconds ? new Date(seconds * 1000) : undefined;
    },
  };
}
