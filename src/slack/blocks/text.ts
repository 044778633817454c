import type { Button, ContextBlock, KnownBlock, SectionBlock } from '@slack/types';

/** What a listener answers with: the plain text is what notifications and screen readers get. */
export type Reply = { text: string; blocks: KnownBlock[] };

/** Slack's limit for the text of a section. */
const SECTION = 3000;
const LINES_APART = 1;
const MORE = '_There is more than fits into one message. Name one company to see all of it._';

/** Slack reads only these three as markup (docs: formatting text); a member's words must not become mentions or links. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function section(mrkdwn: string, blockId?: string): SectionBlock {
  return {
    type: 'section',
    ...(blockId ? { block_id: blockId } : {}),
    text: { type: 'mrkdwn', text: clip(mrkdwn, SECTION) },
  };
}

export function context(mrkdwn: string, blockId?: string): ContextBlock {
  return {
    type: 'context',
    ...(blockId ? { block_id: blockId } : {}),
    elements: [{ type: 'mrkdwn', text: clip(mrkdwn, SECTION) }],
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

/** Lines as few sections as Slack's limits allow, `most` of them; where there is more, the last one says so. */
export function sections(lines: readonly string[], most = 40): SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + LINES_APART + line.length <= SECTION)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  const shown = texts.length > most ? [...texts.slice(0, most - 1), MORE] : texts;
  return shown.map((text) => section(text));
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
export function plainNameOf({ company, role }: Named): string {
  return role ? `${company} (${role})` : company;
}

/** "Dana Fox, Bo Li and Sam Lee". */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
