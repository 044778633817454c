/** The findings as a page. */
import { CHANNEL_RESTS_MS, SLACKS_LIMITS } from '../../src/journal/limits.ts';
import { IN_FLIGHT } from '../../src/nudging/tick.ts';
import * as assumed from './assumptions.ts';
import { type Findings, throughputOf } from './findings.ts';
import { RETENTION_MONTHS, totalOf } from './growth.ts';
import { sizeClass } from './panels/late.ts';
import { TABLES } from './row-sizes.ts';
import { type Late, loadBelow } from './tally.ts';
import { say, saySeconds, sayShare, table } from './words.ts';
import { ENOUGH } from './year.ts';

export function report(findings: Findings): string {
  return `${[
    '# The paper scale, simulated',
    opening(findings),
    '![Load, lateness and growth of a year](simulation.png)',
    load(findings),
    lateness(findings),
    fleets(findings),
    tables(findings),
    cost(findings),
    assumptions(findings),
  ].join('\n\n')}\n`;
}

function opening({ lives, plannedMessages, members, scale, held, largest }: Findings): string {
  return `\`npm run simulate\` writes this page, with the same figures each time. ${say(members)} members in ${say(scale.workspaces)} workspaces
live through a year, in all time zones, with their changes of clocks.

**How.** ${lives.toLocaleString('en-US')} job searches, of every zone, go through the real planner (\`src/etiquette\`) wake-up by wake-up, ${say(plannedMessages)} messages in all. Every
member lives one of those of their zone, begun in a week of their own: it is moved by whole weeks on the wall's clock, so that 10:00 stays
10:00. Of ${MOVED_WORDS} that were planned anew in the week to which they were moved, ${(held * 100).toFixed(1)} % of the messages come at the very same second. So a
rare habit is seen as often as these lives have it, and figures are good to some percent, not more.
What is sent goes through the limits of \`src/journal/limits.ts\` (${SLACKS_LIMITS.atOnce} at once, ${SLACKS_LIMITS.perMinute} a minute, ${CHANNEL_RESTS_MS / 1000} s in a conversation) and the order of
\`src/journal/claims.ts\`. Both are SQL; the simulation has its own copy of the arithmetic, and \`tests/simulate/limits.test.ts\` asks both the same
random questions. Replicas claim, and have ${IN_FLIGHT} messages under way each, as \`src/nudging/tick.ts\` does. The largest workspace has ${say(largest)} members.`;
}

const MOVED_WORDS = 'a hundred';

function load({ year, members }: Findings): string {
  const days = year.nudgeDays.length;
  const busiest = year.nudgeDays.reduce((most, one) => Math.max(most, one), 0);
  const seconds = days * 24 * 3600;
  return `## Load

${table(
  ['', ''],
  [
    ['messages in the year', say(year.messages, 3)],
    ['nudges in them', say(year.nudges, 3)],
    ['nudges a week', say((year.nudges / days) * 7)],
    ['nudges a day; on the busiest day', `${say(year.nudges / days)}; ${say(busiest)}`],
    ['messages for a member in a year', say(year.messages / members)],
    ['messages due in a second: on average', say(year.messages / seconds)],
    ['99.9 % of all seconds have no more than', say(loadBelow(year.due, 0.999))],
    ['the fullest second', `${say(year.due.most)} (${instant(year.due.mostAt)})`],
    ['handed to Slack in the fullest second, with as many replicas as it takes', say(year.begun.most)],
  ],
)}

Advice that has a day but no hour is given at 10:00, and whoever sleeps is told at 09:00: so most of a zone's morning is due in two seconds of the day.`;
}

function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function lateness({ year }: Findings): string {
  const share = ({ sent, byMore }: Late, index: number) =>
    sent > 0 ? sayShare((byMore[index] ?? 0) / sent) : '-';
  const row = (name: string, all: Late, urgent: Late | undefined): string[] => [
    name,
    ...all.byMore.map((_, index) => share(all, index)),
    saySeconds(all.longest),
    urgent ? share(urgent, 1) : '-',
    urgent ? saySeconds(urgent.longest) : '-',
  ];
  const urgentInAll = sumOf(year.urgentBySize);
  return `## Late because of Slack's limits

With as many replicas as it takes. A message counts where its workspace had no turn left when it could have gone. Of _n_ that a workspace
has due at once, the last waits for (_n_ − ${SLACKS_LIMITS.atOnce}) / ${SLACKS_LIMITS.perMinute} minutes.

${table(
  ['members', '> 1 s', '> 1 min', '> 10 min', 'longest', 'urgent > 1 min', 'urgent, longest'],
  [
    ...year.bySize.map((late, index) => row(sizeClass(index), late, year.urgentBySize[index])),
    row('**all**', year.byCause.limits, urgentInAll),
  ],
)}

Besides, Slack's own trouble, as it is assumed (a workspace is left alone for 30 s), makes ${share(year.byCause.trouble, 0)} late by more than a second.
Waiting for a replica that has room makes ${share(year.byCause.replicas, 0)} late by more than a second.`;
}

function sumOf(all: readonly Late[]): Late {
  return {
    sent: all.reduce((sum, { sent }) => sum + sent, 0),
    byMore: (all[0]?.byMore ?? []).map((_, index) =>
      all.reduce((sum, { byMore }) => sum + (byMore[index] ?? 0), 0),
    ),
    longest: Math.max(...all.map(({ longest }) => longest)),
  };
}

function fleets({ fleets, fleet, busiestDay }: Findings): string {
  return `## How many replicas

The busiest day (${new Date(busiestDay).toISOString().slice(0, 10)}) once more. One replica sends ${say(throughputOf(1))} messages a second: ${IN_FLIGHT} under way, and each takes Slack's time
and ours. **${fleet.replicas} are enough**: no more than one nudge in a thousand is late by a minute that would not be for Slack's limits.

${table(
  ['replicas', 'most a second', 'late > 1 s', '> 1 min', '> 10 min', 'longest'],
  fleets.map(({ replicas, most, late, longest }) => [
    replicas === ENOUGH ? 'no end of them' : String(replicas),
    say(most),
    ...late.map(sayShare),
    saySeconds(longest),
  ]),
)}`;
}

function tables({ rowSizes, growth }: Findings): string {
  const then = (month: number) => say(totalOf(growth.gigabytes[month] ?? rowSizes));
  return `## Size of tables

Bytes a row are measured (\`pg_total_relation_size\` over rows, sealed, with all indexes, freshly written): a database in which rows are
changed all the time is larger by some tens of percent. Rows are those after a year.

${table(
  ['table', 'bytes a row', 'million rows', 'GB'],
  [
    ...TABLES.map((one) => [
      `\`${one}\``,
      say(rowSizes[one]),
      say(growth.rows[one] / 1e6),
      say(growth.gigabytes[12]?.[one] ?? 0),
    ]),
    ['**all**', '', '', `**${then(12)}**`],
  ],
)}

After two years it is ${then(24)} GB, after three ${then(36)}. What was closed goes ${RETENTION_MONTHS} months later, but ${sayShare(growth.neverClosed)} of the applications are never
closed by anybody here, and what is open stays: from the second year on these are what grows.`;
}

function cost({ cost, use, hours }: Findings): string {
  const total = cost.reduce((sum, { dollars }) => sum + dollars, 0);
  return `## Cost of a month

${table(
  ['', '', 'dollars'],
  [
    ...cost.map(({ what, amount, dollars }) => [what, amount, say(dollars)]),
    ['**all**', '', `**${say(total)}**`],
  ],
)}

That is ${say((total / use.nudgesAMonth) * 1e5)} cents for a thousand nudges. The prices are assumed: $${assumed.PRICES.vcpuHour} for a processor's hour, $${assumed.PRICES.databaseVcpuHour} in a managed
database, $${assumed.PRICES.gigabyteMonth} for a gigabyte's month. Backups, traffic, logs and people are not in it. Work as such would take ${say(hours.replicas)} processor
hours of replicas and ${say(hours.database)} of the database (${say(use.nudgesAMonth / 1e6)} million nudges, ${say(use.commandsAMonth / 1e6)} million commands and presses): what is bought
beyond that waits for the next ten o'clock. Processor seconds for a thousand nudges are ${assumed.CPU_A_THOUSAND.replica} in a replica and ${assumed.CPU_A_THOUSAND.database} in the database
([decision 12](decisions/0012-what-limits-delivery.md); neither is measured as delivery is now); what makes these fewer makes both lines shorter.`;
}

function assumptions({ growth }: Findings): string {
  const percent = (share: number) => `${say(share * 100)} %`;
  const [keen, casual, silent] = assumed.ATTENTION.map(([, weight]) => weight);
  return `## What is assumed

All of it stands in \`tests/simulate/assumptions.ts\` and \`zones.ts\`, to be changed and run again. Nobody has measured it.

- **Communities**: ${assumed.MEMBERS_EACH} members on average, log-normal (sigma ${assumed.SPREAD_OF_SIZES}), none over ${assumed.LARGEST.toLocaleString('en-US')}. ${percent(assumed.LOCAL_COMMUNITIES)} are local, with ${percent(assumed.AT_HOME)} of their members in one zone.
- **Zones**: every one of the IANA's; almost half of the members in North America, three in ten in Europe. Peaks follow these weights almost one to one.
- **Members**: ${assumed.APPLICATIONS_A_YEAR} applications a year, in one search of three months; 1 to 4 rounds; ${percent(assumed.EMPLOYER_ANSWERS)} of employers answer. Searches begin in every
  week alike: a year with a January rush would have higher peaks. ${keen} % mostly react, ${casual} % sometimes, ${silent} % never (and are asked whether to go quiet).
- **Habits**: ${assumed.WAKING[0]?.[1]} % keep the waking hours that they find, 09:00 to 20:00. Nobody has named a country, so there are no holidays: the day after one
  would be fuller.
- **Commands and presses**: ${say(growth.pressesAMonth)} for a member in a month, counted from the lives; each at most ${assumed.COMMAND_SECONDS * 1000} ms of processor.
- **Slack** answers in ${assumed.SLACK_MS.least} to ${assumed.SLACK_MS.most} ms, ours take ${assumed.OWN_MS} ms beside it (a guess); one call in ${(1 / assumed.UNAVAILABLE).toLocaleString('en-US')} fails, one in
  ${(1 / assumed.RATE_LIMITED).toLocaleString('en-US')} is refused for its rate. A database that is slower under load, lost replies and outages are not in it.
- A message that is late changes nothing in the life that it is part of.`;
}
