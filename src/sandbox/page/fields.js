/** Block Kit's inputs as form fields. Each is `{ node, read }`; `read` gives what the server wants: text, values or null. */
import { make } from './dom.js';
import { textOf } from './mrkdwn.js';
import { channelOptions } from './names.js';
import { wallTime } from './time.js';

const typed = (type) => (element, ties) =>
  ofControl(
    make('input', {
      ...ties,
      type,
      value: element.initial_value ?? element.initial_date ?? element.initial_time,
      placeholder: element.placeholder?.text,
      maxlength: element.max_length,
      min: element.min_value,
      max: element.max_value,
      step: type === 'number' && element.is_decimal_allowed ? 'any' : undefined,
    }),
  );

const FIELDS = {
  plain_text_input: (element, ties) =>
    element.multiline ? longText(element, ties) : typed('text')(element, ties),
  email_text_input: typed('email'),
  url_text_input: typed('url'),
  number_input: typed('number'),
  datepicker: typed('date'),
  timepicker: typed('time'),
  datetimepicker: (element, ties, zone) => {
    const { initial_date_time: seconds } = element;
    const value = seconds && wallTime(seconds * 1000, zone);
    return ofControl(make('input', { ...ties, type: 'datetime-local', value }));
  },
  static_select: (element, ties) => ofControl(select(element, ties, [element.initial_option])),
  conversations_select: (element, ties) => {
    const offered = { ...element, options: channelOptions() };
    return ofControl(select(offered, ties, [{ value: element.initial_conversation }]));
  },
  multi_static_select: (element, ties) => {
    const node = select(element, { ...ties, multiple: true }, element.initial_options ?? []);
    return { node, read: () => [...node.selectedOptions].map(({ value }) => value) };
  },
  radio_buttons: (element, ties, zone) => {
    const node = choices('radio', element, ties, zone, [element.initial_option]);
    return { node, read: () => node.querySelector('input:checked')?.value ?? null };
  },
  checkboxes: (element, ties, zone) => {
    const node = choices('checkbox', element, ties, zone, element.initial_options ?? []);
    return { node, read: () => [...node.querySelectorAll('input:checked')].map(({ value }) => value) };
  },
};

/** `ties` are the attributes that tie the field to its label and hint. Undefined for what this page cannot draw. */
export function fieldOf(element, ties, zone) {
  return FIELDS[element.type]?.(element, ties, zone);
}

/** Whether several controls make up the field, so that its label is a legend. */
export function isGroup({ type }) {
  return type === 'checkboxes' || type === 'radio_buttons';
}

function ofControl(node) {
  return { node, read: () => node.value || null };
}

function longText(element, ties) {
  const node = make('textarea', {
    ...ties,
    rows: '4',
    placeholder: element.placeholder?.text,
    maxlength: element.max_length,
  });
  node.value = element.initial_value ?? '';
  return ofControl(node);
}

function select(element, ties, chosen) {
  const isChosen = ({ value }) => chosen.some((option) => option?.value === value);
  const optionOf = (option) =>
    make('option', { value: option.value, selected: isChosen(option) }, option.text.text);
  const groups = element.option_groups?.map((group) =>
    make('optgroup', { label: group.label.text }, group.options.map(optionOf)),
  );
  const none = ties.multiple ? [] : make('option', { value: '' }, element.placeholder?.text ?? 'Choose…');
  return make('select', ties, none, groups ?? element.options.map(optionOf));
}

function choices(type, element, ties, zone, chosen) {
  const isAlone = 'aria-label' in ties;
  const checked = new Set(chosen.map((option) => option?.value));
  return make(
    'div',
    { class: 'choices', role: isAlone && 'group', 'aria-label': ties['aria-label'] },
    element.options.map(({ text, value, description }) =>
      make(
        'label',
        {},
        make('input', { type, name: ties.id, value, checked: checked.has(value) }),
        make('span', {}, textOf(text, zone), description && make('small', {}, textOf(description, zone))),
      ),
    ),
  );
}
