/** What a form answers when it is sent off. */
import type { SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { NoRoom, type Room } from '../../etiquette/room.ts';
import { visible } from '../../words/normalise.ts';
import type { Desk } from '../app.ts';
import { publishHome } from '../home.ts';
import { type ByMember, type Found, foundBehind, userBehind } from '../press.ts';

export type Submission = Found & { about: string; fields: Fields };

/** What is wrong, by field: the form stays open with everything typed. Or the view that takes its place. */
export type Outcome = { errors: Record<string, string> } | { view: ModalView };

type Sent = Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'ack' | 'view' | 'body'> & { client: WebClient };

export const NO_LONGER_RECORDED = 'This is no longer recorded: close the form, and record it again.';

/** Where a form says that there is no room; in its first field where it has none of these. */
const FULL_FIELDS: Partial<Record<Room, string>> = {
  people: 'interviewers',
  promises: 'materials',
  answers: 'outcome',
  drafts: 'text',
};

/**
 * Answers a form that was sent off: with its errors, or with what came of it. Slack waits for this acknowledgement, so
 * that the form closes only when its contents are stored. A fault keeps the form open, with what was typed. `who`: known
 * members, unless the form is for anybody.
 */
export async function submitted(
  desk: Desk,
  { ack, view, body, client }: Sent,
  act: (submission: Submission) => Promise<Outcome>,
  who: (desk: Desk, by: ByMember, client: WebClient) => Promise<Found | undefined> = foundBehind,
): Promise<void> {
  const [firstField = ''] = Object.keys(view.state.values);
  try {
    const found = await who(desk, body, client);
    const outcome: Outcome = found
      ? await act({ ...found, about: view.private_metadata, fields: fieldsOf(view) })
      : { errors: { [firstField]: NO_LONGER_RECORDED } };
    await ack(
      'errors' in outcome
        ? { response_action: 'errors', ...outcome }
        : { response_action: 'update', ...outcome },
    );
    if ('view' in outcome) await publishHome(desk, client, userBehind(body));
  } catch (error) {
    if (error instanceof NoRoom) {
      const field = FULL_FIELDS[error.of] ?? firstField;
      const shownAt = field in view.state.values ? field : firstField;
      return ack({ response_action: 'errors', errors: { [shownAt]: error.message } });
    }
    const sorry = 'Something went wrong on my side. Nothing is lost: please save again in a minute.';
    await ack({ response_action: 'errors', errors: { [firstField]: sorry } });
    throw error;
  }
}

export type Fields = ReturnType<typeof fieldsOf>;

/** The fields of a submitted form, by name. */
function fieldsOf(view: Sent['view']) {
  const field = (name: string) => view.state.values[name]?.[name];
  return {
    text: (name: string) => visible(field(name)?.value ?? '').trim(),
    date: (name: string) => field(name)?.selected_date ?? undefined,
    time: (name: string) => field(name)?.selected_time ?? undefined,
    isChecked: (name: string) => (field(name)?.selected_options?.length ?? 0) > 0,
    conversation: (name: string) => field(name)?.selected_conversation ?? undefined,
    option: (name: string) => field(name)?.selected_option?.value,
    options: (name: string) => field(name)?.selected_options?.map(({ value }) => value) ?? [],
    instant: (name: string) => {
      const seconds = field(name)?.selected_date_time;
      return seconds ? new Date(seconds * 1000) : undefined;
    },
  };
}
