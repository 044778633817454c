import type { Button, ContextBlock, KnownBlock, MrkdwnElement, SectionBlock } from '@slack/types';

/** What a listener answers with: the plain text is what notifications and screen readers get. */
export type Reply = { text: string; blocks: KnownBlock[] };

/** Slack's limit for the text of a section. */
const SECTION = 3000;
/** Characters in a message: Slack refuses somewhat more than this, and its reference names no number (bolt-js #2509, #2867). */
const MESSAGE = 10_000;
/** Characters in a window, so that it stays below a hundred blocks and 250 kB. */
export const WINDOW = 60_000;
/** Raw characters in one section: escaping makes at most five of one. */
const CHUNK = 580;
const LINES_APART = 1;
const MORE = '_There is more than fits here. Name one company to see all of it._';

/** Slack reads only these three as markup (docs: formatting text); a member's words must not become mentions or links. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Only what is markup is a link or a mention: Slack is not to find any in a member's words (`@here`, `#general`, `acme.com`). */
function asWritten(mrkdwn: string): MrkdwnElement {
  return { type: 'mrkdwn', text: clip(mrkdwn, SECTION), verbatim: true };
}

export function section(mrkdwn: string, blockId?: string): SectionBlock {
  return {
    type: 'section',
    ...(blockId ? { block_id: blockId } : {}),
    text: asWritten(mrkdwn),
  };
}

export function context(mrkdwn: string, blockId?: string): ContextBlock {
  return {
    type: 'context',
    ...(blockId ? { block_id: blockId } : {}),
    elements: [asWritten(mrkdwn)],
  };
}

export function button(label: string, actionId: string, value: string, style?: 'primary' | 'danger'): Button {
  return {
    type: 'button',
    text: { type: 'plain_text', text: label },
    action_id: actionId,
    value,
    ...(style ? { style } : {}),
  };
}

/** A button that opens a page, and needs no answer. */
export function linkButton(label: string, actionId: string, url: string): Button {
  return { type: 'button', text: { type: 'plain_text', text: label }, action_id: actionId, url };
}

/** One plain sentence or two, as a whole reply. */
export function sentence(text: string): Reply {
  return { text: escapeMrkdwn(text), blocks: [section(escapeMrkdwn(text))] };
}

/** Lines in as few sections as Slack's limits allow; where there are more than `room` characters, the last line says so. */
export function sections(lines: readonly string[], room = MESSAGE): SectionBlock[] {
  const texts: string[] = [];
  for (const line of linesThatFit(lines, room)) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + LINES_APART + line.length <= SECTION)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map((text) => section(text));
}

function linesThatFit(lines: readonly string[], room: number): readonly string[] {
  let length = 0;
  const cut = lines.findIndex((line) => {
    length += Math.min(line.length, SECTION) + LINES_APART;
    return length > room;
  });
  return cut < 0 ? lines : [...lines.slice(0, cut), MORE];
}

/** Somebody's own words without a backtick, as they stand; as many as fit, and a line that says so. */
export function quoted(words: string): KnownBlock[] {
  const chunks = words.match(new RegExp(`[^]{1,${CHUNK}}`, 'gu')) ?? [];
  const blocks = chunks.map((chunk) => section(`\`\`\`${escapeMrkdwn(chunk)}\`\`\``));
  const shown = thatFit(blocks);
  const more = context('There is more than fits into one message.');
  return shown.length === blocks.length ? shown : [...shown, more];
}

/** As many of the blocks, from the first, as one message has room for. */
export function thatFit<Block extends KnownBlock>(blocks: readonly Block[]): Block[] {
  let length = 0;
  const cut = blocks.findIndex((block) => {
    length += textIn(block);
    return length > MESSAGE;
  });
  return cut < 0 ? [...blocks] : blocks.slice(0, cut);
}

/** Characters of all the texts in blocks, the labels of buttons included. */
function textIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const lengths = Object.entries(value).map(([field, inner]) =>
    field === 'text' && typeof inner === 'string' ? inner.length : textIn(inner),
  );
  return lengths.reduce((sum, length) => sum + length, 0);
}

export function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

type Named = { company: string; role?: string | undefined };

/** "Acme (Backend engineer)", escaped. */
export function nameOf(application: Named): string {
  return escapeMrkdwn(plainNameOf(application));
}

/** The same for a label, where Slack reads no markup. */
function plainNameOf({ company, role }: Named): string {
  return role ? `${company} (${role})` : company;
}

/** "1 minute", "60 minutes". */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** "Dana Fox, Bo Li and Sam Lee". */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
