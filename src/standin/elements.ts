/** What a member can press, choose and fill in, and how Slack writes down the result. */
import { isFields } from './block-kit/ids.ts';
import type { Fields } from './state.ts';

export type Placed = { readonly blockId: string; readonly element: Fields; readonly block: Fields };

/** What a member picks or types: text, a date, a time, an option's value, or several of these; null for nothing. */
export type Choice = string | number | Date | readonly string[] | null;

type Takes = 'text' | 'date' | 'time' | 'seconds' | 'option' | 'options' | 'list';
type Holding = { field: string; initial: string; takes: Takes };

const HOLDINGS: Record<string, Holding> = {
  plain_text_input: { field: 'value', initial: 'initial_value', takes: 'text' },
  email_text_input: { field: 'value', initial: 'initial_value', takes: 'text' },
  url_text_input: { field: 'value', initial: 'initial_value', takes: 'text' },
  number_input: { field: 'value', initial: 'initial_value', takes: 'text' },
  datepicker: { field: 'selected_date', initial: 'initial_date', takes: 'date' },
  timepicker: { field: 'selected_time', initial: 'initial_time', takes: 'time' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', takes: 'seconds' },
  static_select: { field: 'selected_option', initial: 'initial_option', takes: 'option' },
  radio_buttons: { field: 'selected_option', initial: 'initial_option', takes: 'option' },
  overflow: { field: 'selected_option', initial: 'initial_option', takes: 'option' },
  checkboxes: { field: 'selected_options', initial: 'initial_options', takes: 'options' },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', takes: 'options' },
  users_select: { field: 'selected_user', initial: 'initial_user', takes: 'text' },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', takes: 'list' },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation', takes: 'text' },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', takes: 'text' },
};

const FORMS = {
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  time: /^([01]\d|2[0-3]):[0-5]\d$/,
  seconds: /^\d{10}$/,
};

/** Every element that stands in these blocks, from the top. */
export function elementsIn(blocks: readonly Fields[]): Placed[] {
  return blocks.flatMap((block) => {
    const inside = [block.accessory, block.element, ...(Array.isArray(block.elements) ? block.elements : [])];
    return inside
      .filter(isFields)
      .filter((element) => typeof element.action_id === 'string')
      .map((element) => ({ blockId: String(block.block_id), element, block }));
  });
}

/** Whether the element keeps what was picked, so that it appears in a state. Buttons and overflow menus do not. */
export function isKept(element: Fields): boolean {
  return element.type !== 'overflow' && String(element.type) in HOLDINGS;
}

/** What the element holds before anybody touched it, as it stands in `state.values`. */
export function untouched(element: Fields): Fields {
  const { field, initial, takes } = holdingOf(element);
  const nothing = takes === 'options' || takes === 'list' ? [] : null;
  return { type: element.type, [field]: element[initial] ?? nothing };
}

/**
 * What the element holds after the member picked or typed this, as it stands in `state.values`.
 * @throws when it offers no such option, or takes nothing of this sort.
 */
export function filled(element: Fields, choice: Choice): Fields {
  const { field, takes } = holdingOf(element);
  // A field that was emptied holds nothing, not an empty text.
  if (choice === null || choice === '')
    return { ...untouched(element), [field]: takes === 'options' || takes === 'list' ? [] : null };
  return { type: element.type, [field]: convert(element, takes, choice) };
}

export function isEmpty(element: Fields, held: Fields): boolean {
  const value = held[holdingOf(element).field];
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function convert(element: Fields, takes: Takes, choice: Exclude<Choice, null>): unknown {
  const several = typeof choice === 'object' && !(choice instanceof Date) ? choice : undefined;
  if (takes === 'list') return several ?? [String(choice)];
  if (takes === 'options') return (several ?? [String(choice)]).map((value) => optionOf(element, value));
  if (several) throw new Error(`${element.type} ${element.action_id} takes one value, not several`);
  if (takes === 'option') return optionOf(element, String(choice));
  const written = choice instanceof Date ? Math.floor(choice.getTime() / 1000) : choice;
  if (takes === 'text') return String(written);
  if (!FORMS[takes].test(String(written))) {
    throw new Error(`${element.type} ${element.action_id} takes no "${written}"`);
  }
  return takes === 'seconds' ? Number(written) : String(written);
}

/** The options that an element offers, those in groups too. */
function optionsOf(element: Fields): Fields[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isFields) : [];
  return [element, ...groups].flatMap(({ options }) =>
    Array.isArray(options) ? options.filter(isFields) : [],
  );
}

function optionOf(element: Fields, value: string): Fields {
  const offered = optionsOf(element);
  const option = offered.find((candidate) => candidate.value === value);
  if (option) return option;
  const values = offered.map((candidate) => candidate.value).join(', ');
  throw new Error(`${element.type} ${element.action_id} does not offer "${value}", only: ${values}`);
}

function holdingOf(element: Fields): Holding {
  const holding = HOLDINGS[String(element.type)];
  if (!holding) throw new Error(`a ${element.type} (${element.action_id}) holds no value`);
  return holding;
}
