import { countries, sayInstant } from '../../etiquette/calendar.ts';
import type { Facts, Settings } from '../../etiquette/facts.ts';
import { WEEKDAYS } from './forms/settings.ts';
import { button, escapeMrkdwn, listOf, type Reply, section, sentence } from './text.ts';

/** What is set, a line each. */
export function settingsLines(settings: Settings): string[] {
  const { zone, waking, weekend, country, checkInBuffer, discreet } = settings;
  return [
    '*Noted.* From now on:',
    `• Your time is ${escapeMrkdwn(zone)}.`,
    `• Reminders come between ${clockOf(waking.from)} and ${clockOf(waking.to)}.`,
    `• ${weekendLine(weekend)}`,
    ...(country
      ? [`• Public holidays (${escapeMrkdwn(countries()[country] ?? country)}) are no business days.`]
      : []),
    `• When their date has passed, I remind you ${checkInBuffer === 1 ? 'on the next business day' : `${checkInBuffer} business days later`}.`,
    ...(discreet ? ['• Reminders name no company and nobody.'] : []),
  ];
}

function weekendLine(weekend: readonly number[]): string {
  const days = [...weekend].sort().map((day) => WEEKDAYS[day] ?? '');
  return days.length > 0 ? `Your weekend is ${listOf(days)}.` : 'Every day of the week is a business day.';
}

function clockOf(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'));
  return `${hour}:${minute}`;
}

/** The answer to `/interview pause`, and to its end. */
export function pauseReply(facts: Facts | undefined, now: Date): Reply {
  if (!facts) return sentence('Nothing is recorded yet, so there is nothing to pause.');
  const { pause, zone } = facts.settings;
  if (!pause) return sentence('Reminders come again. `/interview plan` shows what comes, and when.');
  const until = pause.until
    ? `until ${sayInstant(pause.until, zone, now)}`
    : 'until you say `/interview pause off`';
  const text = `Paused ${until}. Your list stays where it is; what loses its sense meanwhile shows as missed.`;
  return {
    text,
    blocks: [
      section(text),
      { type: 'actions', elements: [button('Go on now', 'member.unpause', 'now', 'primary')] },
    ],
  };
}
