/** `nudge.draft`: letters to edit, and then the ways to send them. The member sends them, the bot never does. */
import type { KnownBlock, ModalView } from '@slack/types';
import type { Application, Interview } from '../../../etiquette/facts.ts';
import type { Letter } from '../../../letters/letter.ts';
import { mailLinks } from '../../../letters/mail.ts';
import { button, clip, context, escapeMrkdwn, linkButton, nameOf, section } from '../text.ts';
import { form, input, page, text } from '../views.ts';

/** Letters in one window: a panel may be any size, and a window holds a hundred blocks and 250 kB. The others come as these are sent. */
const AT_ONCE = 12;

const ADD_A_DETAIL = 'Add one thing that you talked about: it is what they will remember.';
const TOO_LONG_FOR_LINKS =
  ':warning: This text is too long for a link: the mail opens with its address and subject. Copy the text from above.';

/** A letter as a section of a page shows it: Slack's limit, less the marks around it and what escaping adds. */
const SHOWN = 2900;

/** `id`: its key in short, for what Slack carries. The key of a letter that thanks many people is longer than that may be. */
export type Draft = Letter & { id: string };

export type Drafts = {
  application: Application;
  interview?: Interview | undefined;
  letters: readonly Draft[];
  /** What the nudge is named by; it comes back with the form. */
  about: string;
  /** Why it is too soon for them: "not before Thursday, ...". */
  notYet?: string | undefined;
};

/** The field of the n-th letter: `text` where there is but one, `text-1`, `text-2` ... otherwise. */
export function fieldOf(name: 'subject' | 'text', index: number, count: number): string {
  return count === 1 ? name : `${name}-${index + 1}`;
}

/** What comes back with the form: the nudge, and which letter stands in which field. */
export function openedWith(metadata: string): { about: string; ids: string[] } {
  const [about = '', ...ids] = metadata.split('\n');
  return { about, ids };
}

export function draftForm({ application, interview, letters, about, notYet }: Drafts): ModalView {
  const shown = letters.slice(0, AT_ONCE);
  const blocks = shown.flatMap((letter, index): KnownBlock[] => [
    section(`*To:* ${addressOf(letter)}`, `to-${index + 1}`),
    input(fieldOf('subject', index, shown.length), 'Subject', text(letter.subject, { most: 250 }), {
      optional: false,
    }),
    input(fieldOf('text', index, shown.length), 'Text', text(letter.text, { lines: true }), {
      optional: false,
    }),
    ...(letter.lacksDetail ? [context(ADD_A_DETAIL)] : []),
  ]);
  const note = 'Make it yours. I keep it as you leave it, and I never write to an employer.';
  return form(
    'nudge.draft',
    'Draft',
    [about, ...shown.map(({ id }) => id)].join('\n'),
    [
      section(`*${nameOf(application)}*${progress(interview)}`),
      ...warning(notYet),
      ...blocks,
      ...more(letters),
      context(note),
    ],
    'Next: send it',
  );
}

/** The letters as they stand, each with its ways to be sent, and who is thanked already. */
export function sendPage({ application, interview, letters, about, notYet }: Drafts): ModalView {
  const thanked = (interview?.interviewers ?? []).filter(({ thankedAt }) => thankedAt);
  return page(
    'Ready to send',
    [
      section(`*${nameOf(application)}*${progress(interview)}`),
      ...warning(notYet),
      ...(thanked.length > 0
        ? [context(thanked.map(({ name }) => `:white_check_mark: ${escapeMrkdwn(name)}`).join('  '))]
        : []),
      ...letters.slice(0, AT_ONCE).flatMap((letter) => letterBlocks(letter, about)),
      ...more(letters),
      ...(letters.length === 0 ? [section('Nothing is left to write. Well done.')] : []),
    ],
    { callbackId: 'nudge.draft', about },
  );
}

function warning(notYet: string | undefined): KnownBlock[] {
  return notYet ? [section(`:raised_hand: ${notYet}`)] : [];
}

function more(letters: readonly Letter[]): KnownBlock[] {
  const left = letters.length - AT_ONCE;
  return left > 0 ? [section(`_And ${left} more: each comes here as one of these is sent._`)] : [];
}

function letterBlocks(letter: Draft, about: string): KnownBlock[] {
  const { gmail, outlook, mailto, withoutText } = mailLinks(letter);
  const words = clip(escapeMrkdwn(letter.text.replaceAll('`', "'")), SHOWN);
  return [
    section(`*To:* ${addressOf(letter)}\n*Subject:* ${escapeMrkdwn(letter.subject)}`),
    section(`\`\`\`${words}\`\`\``),
    ...(withoutText ? [context(TOO_LONG_FOR_LINKS)] : []),
    ...(mailto ? [section(`<${escapeMrkdwn(mailto)}|Open it in your mail program>`)] : []),
    {
      type: 'actions',
      elements: [
        ...(gmail ? [linkButton('Open in Gmail', 'draft.gmail', gmail)] : []),
        ...(outlook ? [linkButton('Open in Outlook', 'draft.outlook', outlook)] : []),
        button('I sent it', 'draft.sent', JSON.stringify({ about, letter: letter.id }), 'primary'),
      ],
    },
  ];
}

/** ", 2 of 4 thanked" */
function progress(interview: Interview | undefined): string {
  const people = interview?.interviewers ?? [];
  if (people.length < 2) return '';
  return `, ${people.filter(({ thankedAt }) => thankedAt).length} of ${people.length} thanked`;
}

function addressOf({ to: { name, email }, byHand }: Letter): string {
  if (byHand) return `${escapeMrkdwn(name ?? 'the office')}, by hand`;
  if (!name && !email) return 'whoever you are in touch with there; they can pass it on';
  if (!email) return `${escapeMrkdwn(name ?? '')} (no address yet: whoever arranged it can pass it on)`;
  return escapeMrkdwn(name ? `${name} <${email}>` : email);
}
