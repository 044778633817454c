/** The home tab: each row acts with one click, and many rows come in pages. */
import type { ActionsBlock, Button, HomeView, KnownBlock, SectionBlock } from '@slack/types';
import { type OpenNudge, oneForEachTopic } from '../../etiquette/advice.ts';
import { sayDate, sayInstant } from '../../etiquette/calendar.ts';
import type { Application, Facts } from '../../etiquette/facts.ts';
import { mayIWrite } from '../../etiquette/may-i-write.ts';
import { type Nudge, pursuitsOf } from '../../etiquette/nudge.ts';
import { ending } from '../../etiquette/rounds.ts';
import { type Standing, standingOf, type ToDo } from '../../etiquette/standing.ts';
import { HEARD_LABELS } from './forms/heard-back.ts';
import { WITHOUT_COMMAND } from './help.ts';
import { sayPause } from './lists.ts';
import { debriefButton, firstButton, nudgeButtons, subjectIn } from './nudge-message.ts';
import { sayAnswerBy, titleOf, whatToDo } from './nudge-words.ts';
import { button, context, nameOf, section } from './text.ts';
import { option } from './views.ts';

export const FILTERS = ['everything', 'do-now', 'coming', 'waiting', 'open', 'closed', 'missed'] as const;
export type Filter = (typeof FILTERS)[number];
/** What of the home tab is shown; pages are counted from 0. */
export type Look = { filter: Filter; page: number };

/** Slack takes 100 blocks; what stands above and below the rows needs the rest. */
const BLOCKS_A_PAGE = 80;

type Row = KnownBlock[];
type Part = { filter: Filter; title: string; rows: Row[] };

/** `funnel`: the numbers of the search, shown below everything else. */
export function homeView(facts: Facts, now: Date, look: Look, funnel: readonly KnownBlock[] = []): HomeView {
  const parts = partsOf(standingOf(facts, now), facts, now);
  const chosen = parts.filter(({ filter }) => look.filter === 'everything' || filter === look.filter);
  const pages = paginate(chosen);
  const page = Math.min(Math.max(look.page, 0), pages.length - 1);
  return {
    type: 'home',
    callback_id: 'home',
    private_metadata: JSON.stringify({ filter: look.filter, page }),
    blocks: [
      ...silence(facts, now),
      mainButtons(parts, look.filter),
      ...(pages[page] ?? [section(NOTHING)]),
      ...(pages.length > 1 ? [pageButtons(page, pages.length)] : []),
      ...(showsFunnel({ ...look, page }) ? funnel : []),
      context('Only you see what you record. I draft, you send: I never write to an employer.'),
    ],
  };
}

/** The first page of everything ends with the numbers of the search. */
export function showsFunnel({ filter, page }: Look): boolean {
  return filter === 'everything' && page === 0;
}

/** For who never recorded anything. */
export function emptyHome(): HomeView {
  return {
    type: 'home',
    callback_id: 'home',
    blocks: [
      section(
        [
          '*After an interview I tell you what a good candidate does next, and hold you back when waiting is better.*',
          'Record an interview, past or to come: with the button, or in any conversation with `/interview Acme, engineer, tomorrow 3pm`.',
          'Then reminders come as direct messages, at the right moment, each with its reason and a draft.',
          WITHOUT_COMMAND,
        ].join('\n'),
      ),
      { type: 'actions', elements: [button('Record an interview', 'interview.add', '{}', 'primary')] },
      context('Only you see what you record. I draft, you send: I never write to an employer.'),
    ],
  };
}

const NOTHING = 'Nothing here. `/interview help` shows what I can do.';

function partsOf(standing: Standing, facts: Facts, now: Date): Part[] {
  return [
    {
      filter: 'do-now',
      title: 'Do now',
      rows: standing.doNow.flatMap((todo) => doNowRow(todo, facts, now)),
    },
    {
      filter: 'coming',
      title: 'Coming',
      rows: standing.coming.flatMap((nudge) => comingRow(nudge, facts, now)),
    },
    {
      filter: 'waiting',
      title: 'Hands off',
      rows: standing.waiting.map(({ application, verdict }) => [
        row(
          `*${nameOf(application)}*: hands off${verdict.verdict === 'wait' ? ` until ${sayDate(verdict.notBefore, now)}` : ''}\n_${verdict.why}_`,
          button('Heard back', 'application.heard-back', application.id),
        ),
      ]),
    },
    {
      filter: 'open',
      title: 'Open, nothing to do',
      rows: pursuitsOf(facts)
        .filter(({ application }) => standing.quiet.includes(application))
        .map((pursuit) => [
          row(
            `*${nameOf(pursuit.application)}*\n_${mayIWrite(pursuit, now).why}_`,
            button('Heard back', 'application.heard-back', pursuit.application.id),
          ),
        ]),
    },
    {
      filter: 'missed',
      title: 'Missed',
      rows: missedAltogether(standing).flatMap((nudge) => missedRow(nudge, facts, now)),
    },
    {
      filter: 'closed',
      title: 'Closed',
      rows: standing.closed.map((application) => [
        row(howItEnded(application, facts, now), show(application.id)),
      ]),
    },
  ];
}

function doNowRow({ nudge, delivery }: ToDo, facts: Facts, now: Date): Row[] {
  const subject = subjectIn(facts, nudge, now);
  if (!subject) return [];
  const name = delivery?.id ?? nudge.id;
  return [
    [
      { ...section(whatToDo(subject)), accessory: show(nudge.applicationId) },
      context(`_Why:_ ${nudge.why}`),
      nudgeButtons(name, nudge, { canSnooze: delivery !== undefined }),
    ],
  ];
}

function comingRow(nudge: OpenNudge, facts: Facts, now: Date): Row[] {
  const subject = subjectIn(facts, nudge, now);
  if (!subject) return [];
  const when = sayInstant(nudge.releaseAt, facts.settings.zone, now);
  return [
    [
      section(`*${titleOf(subject)}*\n${when}. _${nudge.why}_`),
      { type: 'actions', elements: [firstButton(nudge), show(nudge.applicationId)] },
    ],
  ];
}

/** Of several reminders of one thing one is missed, and none while another still asks for it. */
function missedAltogether({ missed, doNow, coming }: Standing): Nudge[] {
  const speaking = oneForEachTopic<Nudge>([...missed, ...doNow.map(({ nudge }) => nudge), ...coming]);
  return missed.filter((nudge) => speaking.includes(nudge));
}

function missedRow(nudge: Nudge, facts: Facts, now: Date): Row[] {
  const subject = subjectIn(facts, nudge, now);
  if (!subject) return [];
  const when = sayInstant(nudge.due, facts.settings.zone, now);
  return [[row(`${titleOf(subject)}\nIt was for ${when}. _${nudge.why}_`, afterwards(nudge))]];
}

/** What can still be said of a nudge that was missed: to tell is never too late, and an offer was answered or not. */
function afterwards({ id, rule, applicationId }: Nudge): Button {
  if (rule === 'debrief') return debriefButton(id);
  return rule === 'offer' ? show(applicationId) : button('I did it anyway', 'nudge.done', id);
}

function howItEnded(application: Application, { settings }: Facts, now: Date): string {
  const end = ending(application);
  const how = end
    ? `${HEARD_LABELS[end.outcome]}, ${sayInstant(end.heardAt, settings.zone, now)}${sayAnswerBy(end, now)}`
    : '';
  return `*${nameOf(application)}*\n${how}`;
}

function show(applicationId: string): Button {
  return button('Show', 'application.show', applicationId);
}

function row(mrkdwn: string, accessory: Button): SectionBlock {
  return { ...section(mrkdwn), accessory };
}

/** Each page begins with the title of what it shows. A row is never torn apart. */
function paginate(parts: readonly Part[]): KnownBlock[][] {
  const pages: KnownBlock[][] = [[]];
  for (const { title, rows } of parts.filter((part) => part.rows.length > 0)) {
    const heading: KnownBlock = {
      type: 'header',
      text: { type: 'plain_text', text: `${title} (${rows.length})` },
    };
    for (const [index, blocks] of rows.entries()) {
      const full = (pages.at(-1)?.length ?? 0) + blocks.length + 1 > BLOCKS_A_PAGE;
      if (full) pages.push([]);
      pages.at(-1)?.push(...(index === 0 || full ? [heading] : []), ...blocks);
    }
  }
  return pages.filter((page, index) => page.length > 0 || index > 0);
}

function mainButtons(parts: readonly Part[], filter: Filter): ActionsBlock {
  const count = (one: Part) => option(`${one.title} (${one.rows.length})`, one.filter);
  const options = [option('Everything', 'everything'), ...parts.map(count)];
  const initial = options.find(({ value }) => value === filter);
  return {
    type: 'actions',
    elements: [
      button('Record an interview', 'interview.add', '{}', 'primary'),
      button('Settings', 'member.settings', 'settings'),
      {
        type: 'static_select',
        action_id: 'home.filter',
        placeholder: { type: 'plain_text', text: 'Show' },
        options,
        ...(initial ? { initial_option: initial } : {}),
      },
    ],
  };
}

function pageButtons(page: number, pages: number): ActionsBlock {
  return {
    type: 'actions',
    elements: [
      ...(page > 0 ? [button(`Page ${page}`, 'home.previous', String(page - 1))] : []),
      ...(page < pages - 1 ? [button(`Page ${page + 2} of ${pages}`, 'home.next', String(page + 1))] : []),
    ],
  };
}

/** Whoever looks at their home tab is not silent: what can hold reminders back is a pause that they asked for. */
function silence(facts: Facts, now: Date): KnownBlock[] {
  const paused = sayPause(facts, now);
  return paused ? [row(`:pause_button: ${paused}`, button('Go on', 'member.unpause', 'now', 'primary'))] : [];
}
