import type { Letter } from './letter.ts';

/** Ways to open a letter in the member's own mail: with address, subject and text. */
export function mailLinks({ to, subject, text, byHand }: Letter): {
  gmail?: string;
  outlook?: string;
  mailto?: string;
} {
  if (byHand) return {};
  const [address, about, body] = [to.email ?? '', subject, text].map(encodeURIComponent);
  return {
    gmail: `https://mail.google.com/mail/?view=cm&fs=1&to=${address}&su=${about}&body=${body}`,
    outlook: `https://outlook.office.com/mail/deeplink/compose?to=${address}&subject=${about}&body=${body}`,
    mailto: `mailto:${address}?subject=${about}&body=${body}`,
  };
}
