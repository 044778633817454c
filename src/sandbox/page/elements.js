/** Block Kit's elements as form controls. `act` carries out a press or a choice; in a form the controls are only read. */

export function control(element, block, { act, zone }) {
  const draw = CONTROLS[element.type];
  if (!draw) return text('em', `(${element.type} cannot be drawn here)`);
  return draw(element, block, { act, zone });
}

const CONTROLS = {
  button: (element, block, { act }) => {
    const button = text('button', element.text.text);
    button.type = 'button';
    button.dataset.action = element.action_id;
    if (element.style) button.classList.add(element.style);
    button.addEventListener('click', () => {
      if (!element.confirm || window.confirm(`${element.confirm.title.text}\n${element.confirm.text.text}`))
        act({ do: 'press', actionId: element.action_id, blockId: block.block_id });
    });
    return button;
  },
  static_select: (element, block, { act }) => {
    const select = document.createElement('select');
    select.dataset.action = element.action_id;
    select.append(new Option(element.placeholder?.text ?? 'Choose…', ''));
    for (const option of element.options) select.append(new Option(option.text.text, option.value));
    select.value = element.initial_option?.value ?? '';
    select.setAttribute('aria-label', element.placeholder?.text ?? 'Choose');
    select.addEventListener('change', () => {
      if (act && select.value)
        act({ do: 'choose', actionId: element.action_id, blockId: block.block_id, value: select.value });
      if (act) select.value = '';
    });
    return select;
  },
  overflow: (element, block, context) =>
    CONTROLS.static_select({ ...element, placeholder: { text: 'More…' } }, block, context),
  plain_text_input: (element) => {
    const input = document.createElement(element.multiline ? 'textarea' : 'input');
    input.value = element.initial_value ?? '';
    input.placeholder = element.placeholder?.text ?? '';
    if (element.max_length) input.maxLength = element.max_length;
    return input;
  },
  datepicker: (element) => dateInput('date', element.initial_date),
  timepicker: (element) => dateInput('time', element.initial_time),
  datetimepicker: (element, _block, { zone }) =>
    dateInput('datetime-local', element.initial_date_time && inZone(element.initial_date_time, zone)),
  checkboxes: (element, block) =>
    choices(
      'checkbox',
      element,
      block,
      (element.initial_options ?? []).map(({ value }) => value),
    ),
  radio_buttons: (element, block) => choices('radio', element, block, [element.initial_option?.value]),
};

function dateInput(type, value) {
  const input = document.createElement('input');
  input.type = type;
  input.value = value ?? '';
  return input;
}

function choices(type, element, block, checked) {
  const group = document.createElement('div');
  group.className = 'choices';
  for (const option of element.options) {
    const label = document.createElement('label');
    const input = document.createElement('input');
    Object.assign(input, {
      type,
      name: block.block_id,
      value: option.value,
      checked: checked.includes(option.value),
    });
    label.append(input, ` ${option.text.text}`);
    group.append(label);
  }
  return group;
}

/** What a field of a form holds, as the server wants it. */
export function heldBy(element, holder) {
  if (element.type === 'checkboxes')
    return [...holder.querySelectorAll('input:checked')].map((input) => input.value);
  if (element.type === 'radio_buttons') return holder.querySelector('input:checked')?.value ?? null;
  return holder.querySelector('input, textarea, select')?.value || null;
}

function inZone(seconds, zone) {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return parts.format(new Date(seconds * 1000)).replace(' ', 'T');
}

export function text(tag, content, className) {
  const made = document.createElement(tag);
  made.textContent = content;
  if (className) made.className = className;
  return made;
}
