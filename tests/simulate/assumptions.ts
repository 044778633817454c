/** All that is assumed, and why. Whoever doubts a result changes a number here and runs it again. */

export const SEED = 20_261_125;

/** The paper scale (architecture, "Growth, on paper"). */
export const WORKSPACES = 10_000;
export const MEMBERS_EACH = 200;
/** Sizes are log-normal: half of all communities have fewer than 60 members, one in 150 more than 3,000. */
export const SPREAD_OF_SIZES = 1.6;
/** No community has more. Larger ones exist, and two of them would hide what the other 9,998 are like. */
export const LARGEST = 25_000;
/** A community of a city or a country, and how many of its members live in its zone; the others are anywhere. */
export const LOCAL_COMMUNITIES = 0.85;
export const AT_HOME = 0.8;

/** The year that is counted, and the weeks before it in which searches begin that are still going on when it does. */
export const YEAR_BEGINS = Date.parse('2027-01-01');
export const YEAR_ENDS = Date.parse('2028-01-01');
/** A Monday. A search with its last reminder (three months after a no) is over after about thirty weeks. */
export const FIRST_WEEK = Date.parse('2026-06-01');
export const WEEKS = Math.ceil((YEAR_ENDS - FIRST_WEEK) / (7 * 24 * 3600 * 1000));

/** So many lives go through the planner, wake-up by wake-up; every member lives one of them, in a week of their own. */
export const LIVES = 4_000;
/** Of the rare zones each has so many of them at least. */
export const LIVES_EACH_ZONE = 2;

/** A member's job search: once in all these weeks, as many applications as make three a year, begun within three months. */
export const APPLICATIONS_A_YEAR = 3;
export const SEARCH_DAYS = 84;
export const APPLICATIONS_AT_MOST = 16;

/** Rounds of interviews that an application would have if nobody stopped it. */
export const ROUNDS: readonly (readonly [rounds: number, weight: number])[] = [
  [1, 50],
  [2, 28],
  [3, 14],
  [4, 8],
];
/** Starts of interviews: the hour and its weight, and where in the hour. */
export const HOURS: readonly (readonly [hour: number, weight: number])[] = [
  [9, 8],
  [10, 16],
  [11, 16],
  [12, 6],
  [13, 10],
  [14, 16],
  [15, 14],
  [16, 10],
  [17, 4],
];
export const MINUTES_PAST: readonly (readonly [minutes: number, weight: number])[] = [
  [0, 60],
  [30, 32],
  [15, 4],
  [45, 4],
];
export const LENGTHS: readonly (readonly [minutes: number, weight: number])[] = [
  [30, 30],
  [45, 20],
  [60, 40],
  [90, 10],
];
export const RECORDED_BEFORE = 0.7;
export const DAYS_AHEAD = 4;
export const INTERVIEWERS_AT_MOST = 3;
export const PROMISES_SOMETHING = 0.3;
export const TRADITIONAL = 0.1;
/** What they say at the end: a day, "don't call us", "call tomorrow". */
export const NAMES_A_DAY = 0.5;
export const NO_CONTACT = 0.05;
export const NEXT_DAY = 0.03;
/** Employers who answer, after how many days; the others never do. */
export const EMPLOYER_ANSWERS = 0.65;
export const ANSWER_DAYS = 6;
export const OFFER = 0.22;
export const WITHDRAWN = 0.1;

/** How members are: how often they do something with a message, and tell what they heard. The silent ones are asked whether to go quiet. */
export const ATTENTION: readonly (readonly [attention: { reacts: number; tells: number }, weight: number])[] =
  [
    [{ reacts: 0.8, tells: 0.85 }, 50],
    [{ reacts: 0.4, tells: 0.5 }, 35],
    [{ reacts: 0, tells: 0 }, 15],
  ];
export const SNOOZES = 0.25;
export const REACTS_AFTER_MINUTES = 45;

/** Waking hours, in minutes from midnight. Few change what they find. */
export const WAKING: readonly (readonly [waking: { from: number; to: number }, weight: number])[] = [
  [{ from: 9 * 60, to: 20 * 60 }, 80],
  [{ from: 8 * 60, to: 20 * 60 }, 7],
  [{ from: 7 * 60, to: 21 * 60 }, 5],
  [{ from: 10 * 60, to: 22 * 60 }, 5],
  [{ from: 6 * 60, to: 18 * 60 }, 3],
];
export const SETS_WEEKEND = 0.6;
/** Letters that are kept because somebody edited them, for each application. */
export const DRAFTS_EACH = 0.3;

/** How long Slack takes to answer. */
export const SLACK_MS = { least: 80, most: 300 };
/** What a replica takes for a message beside that: two transactions of a dozen statements, and the client. A guess, until `npm run bench` says it. */
export const OWN_MS = 100;
/** Slack's refusals and failures, of all calls. Rare: its limits are kept. */
export const RATE_LIMITED = 1 / 50_000;
export const RETRY_AFTER_SECONDS = 30;
export const UNAVAILABLE = 1 / 10_000;

/** Processor seconds for a thousand nudges (tests/bench/RESULTS.md, (b)). */
export const CPU_A_THOUSAND = { replica: 2.6, database: 0.63 };
/** An upper bound: the whole time from a command to its card (tests/bench/RESULTS.md, (e)). */
export const COMMAND_SECONDS = 0.008;

/** Dollars, rounded: list prices of large clouds on demand, end of 2026. A managed database has a standby. */
export const PRICES = { vcpuHour: 0.05, databaseVcpuHour: 0.11, gigabyteMonth: 0.12, copies: 2 };
export const HOURS_A_MONTH = 730;
