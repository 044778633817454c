/** `member.settings`. */
import type { ModalView, StaticSelect } from '@slack/types';
import type { Settings } from '../../../etiquette/facts.ts';
import { context, escapeMrkdwn } from '../text.ts';
import { checkbox, checkboxes, form, input, menu, option, text, timeOfDay } from '../views.ts';

/** By the number that ISO 8601 gives them. */
export const WEEKDAYS: Record<string, string> = {
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday',
};
const BUFFERS: Record<string, string> = {
  1: 'On the first business day after',
  2: 'On the second',
  3: 'On the third',
  4: 'On the fourth',
  5: 'On the fifth',
};

/** `countries`: their names by ISO 3166 code. `chosenZone`: the member's own choice, where they made one. */
export function settingsForm(
  settings: Settings,
  { chosenZone, countries }: { chosenZone?: string | undefined; countries: Record<string, string> },
): ModalView {
  const { waking, weekend, country, checkInBuffer, discreet, signature } = settings;
  return form('member.settings', 'Settings', '', [
    context(`Your time is ${escapeMrkdwn(settings.zone)}.`),
    input('zone', 'Time zone', text(chosenZone, { most: 60 }), {
      hint: 'Empty: the one that Slack names. Otherwise Berlin, ET, America/New_York.',
    }),
    input('waking-from', 'Remind me from', timeOfDay(waking.from), { optional: false }),
    input('waking-to', 'until', timeOfDay(waking.to), { optional: false }),
    input('weekend', 'My weekend', checkboxes(WEEKDAYS, weekend.map(String))),
    input('country', 'Public holidays of', countryMenu(countries, country)),
    input(
      'check-in-buffer',
      'Remind me to ask when their date has passed',
      menu(BUFFERS, String(checkInBuffer)),
      {
        optional: false,
      },
    ),
    input('signature', 'Sign my letters as', text(signature, { most: 120 })),
    input('discreet', 'Discreet mode', checkbox('Reminders name no company and nobody', discreet), {
      hint: 'For a workspace whose owner can export direct messages. The rest shows in a window that is not kept.',
    }),
  ]);
}

/** In groups by the first letter: a menu holds a hundred, and there are more countries than that. */
function countryMenu(countries: Record<string, string>, chosen?: string): StaticSelect {
  const options = Object.entries(countries)
    .sort(([, a], [, b]) => a.localeCompare(b, 'en'))
    .map(([code, name]) => option(name, code));
  const letters = [...new Set(options.map(({ text }) => text.text.slice(0, 1)))];
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'static_select',
    placeholder: { type: 'plain_text', text: 'None' },
    option_groups: letters.map((letter) => ({
      label: { type: 'plain_text', text: letter },
      options: options.filter(({ text }) => text.text.startsWith(letter)),
    })),
    ...(initial ? { initial_option: initial } : {}),
  };
}
