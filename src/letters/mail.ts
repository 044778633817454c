import type { Letter } from './letter.ts';

/** Ways to open a letter in the member's own mail, with address, subject and text. None for a note by hand. */
export type MailLinks = {
  gmail?: string;
  outlook?: string;
  mailto?: string;
  /** The text made the links too long for Slack, and is in none of them: the member has to copy it. */
  withoutText?: true;
};

/** Slack takes 3,000 characters for the url of a button, and for a section, in which a link has its label beside it. */
const LONGEST = 2900;
/** One address, and nothing that would begin a second one or a header. */
const ADDRESS = /^[^\s@,;:<>"\p{Cc}]+@[^\s@,;:<>"\p{Cc}]+$/u;

/**
 * Compose links: the documented parameters of Gmail and Outlook on the web, and a `mailto:` of RFC 6068 (line breaks are
 * `%0D%0A`, a blank is `%20`). Everything that a member wrote is percent-encoded, so that no header can be added and no
 * mark of Slack's markup is left.
 */
export function mailLinks(letter: Letter): MailLinks {
  if (letter.byHand) return {};
  const whole = linksOf(letter, letter.text);
  if (isShortEnough(whole)) return whole;
  const bare = linksOf(letter);
  return isShortEnough(bare) ? { ...bare, withoutText: true } : {};
}

function isShortEnough(links: MailLinks): boolean {
  return [links.gmail, links.outlook, links.mailto].every((link) => (link?.length ?? 0) <= LONGEST);
}

function linksOf({ to: { email = '' }, subject }: Letter, text?: string): MailLinks {
  const address = ADDRESS.test(email) ? encoded(email) : '';
  const about = encoded(subject.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));
  const body = text === undefined ? '' : `&body=${encoded(text.replace(/\r\n|\r|\n/g, '\r\n'))}`;
  return {
    gmail: `https://mail.google.com/mail/?view=cm&fs=1&to=${address}&su=${about}${body}`,
    outlook: `https://outlook.office.com/mail/deeplink/compose?to=${address}&subject=${about}${body}`,
    mailto: `mailto:${address.replace('%40', '@')}?subject=${about}${body}`,
  };
}

/** RFC 3986: of what `encodeURIComponent` leaves alone, these are reserved. Half an emoji, which it refuses, is replaced. */
function encoded(words: string): string {
  return encodeURIComponent(words.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
