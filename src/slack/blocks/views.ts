/** The parts that all forms are made of. Each input's block and action carry the field's name, which scripts and old messages rely on. */
import type { Checkboxes, InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { type Reply, sections, WINDOW } from './text.ts';

type Element = InputBlock['element'];
type More = { optional?: boolean; hint?: string };

const LONGEST_TEXT = 3000;

/** An input, optional unless said otherwise. */
export function input(field: string, label: string, element: Element, more: More = {}): InputBlock {
  return {
    type: 'input',
    block_id: field,
    label: { type: 'plain_text', text: label },
    element: { ...element, action_id: field },
    optional: more.optional ?? true,
    ...(more.hint ? { hint: { type: 'plain_text', text: more.hint } } : {}),
  };
}

/** One line, or several, of at most `most` characters. */
export function text(initial = '', { lines = false, most = LONGEST_TEXT } = {}): Element {
  return {
    type: 'plain_text_input',
    multiline: lines,
    max_length: most,
    ...(initial ? { initial_value: initial.slice(0, most) } : {}),
  };
}

export function date(initial?: string): Element {
  return { type: 'datepicker', ...(initial ? { initial_date: initial } : {}) };
}

/** A time of day, in minutes from midnight. */
export function timeOfDay(minutes: number): Element {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'));
  return { type: 'timepicker', initial_time: `${hour}:${minute}` };
}

/** Shown in the zone that the member's Slack runs in. */
export function instant(initial?: Date): Element {
  const seconds = initial && Math.floor(initial.getTime() / 1000);
  return { type: 'datetimepicker', ...(seconds ? { initial_date_time: seconds } : {}) };
}

export function option(label: string, value: string): PlainTextOption {
  return { text: { type: 'plain_text', text: label }, value };
}

/** A menu of the labels; `initial` is the value chosen at first. */
export function menu<Value extends string>(labels: Record<Value, string>, initial?: Value): Element {
  const options = Object.entries<string>(labels).map(([value, label]) => option(label, value));
  const chosen = options.find(({ value }) => value === initial);
  return { type: 'static_select', options, ...(chosen ? { initial_option: chosen } : {}) };
}

export function checkbox(label: string, checked: boolean): Checkboxes {
  return checkboxes({ yes: label }, checked ? ['yes'] : []);
}

export function checkboxes(labels: Record<string, string>, checked: readonly string[]): Checkboxes {
  const options = Object.entries(labels).map(([value, label]) => option(label, value));
  const initial = options.filter(({ value }) => value !== undefined && checked.includes(value));
  return { type: 'checkboxes', options, ...(initial.length > 0 ? { initial_options: initial } : {}) };
}

/** A form; `about` comes back with it, at most 3,000 characters. */
export function form(
  callbackId: string,
  title: string,
  about: string,
  blocks: KnownBlock[],
  submit = 'Save',
): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: about,
    title: { type: 'plain_text', text: title },
    submit: { type: 'plain_text', text: submit },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks,
  };
}

/** A modal to read, and perhaps to press something in. */
export function page(
  title: string,
  blocks: KnownBlock[],
  names: { callbackId?: string; about?: string } = {},
): ModalView {
  return {
    type: 'modal',
    ...(names.callbackId ? { callback_id: names.callbackId } : {}),
    ...(names.about ? { private_metadata: names.about } : {}),
    title: { type: 'plain_text', text: title },
    close: { type: 'plain_text', text: 'Close' },
    blocks,
  };
}

/** What came of a form, in its place. */
export function savedView(
  title: string,
  lines: readonly string[],
  more: readonly KnownBlock[] = [],
): ModalView {
  return page(title, [...sections(lines, WINDOW), ...more]);
}

/** An answer where no message can be answered. */
export function noticeView({ blocks }: Reply): ModalView {
  return page('Afterword', blocks);
}
