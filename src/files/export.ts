/** Everything that is stored about a member, as JSON: what was promised to be theirs, to read and to take elsewhere. */
import type { Facts } from '../etiquette/facts.ts';

const ABOUT = [
  'Everything that Afterword stores about you.',
  'Instants are in UTC (ISO 8601), days are YYYY-MM-DD, waking hours are minutes from midnight, weekdays count from Monday (1).',
  '"zone" at the top is the one that you live in; each interview has its own "zone", in which its start was meant.',
  '"deliveries" are the nudges that were sent to you, "drafts" the letters that you edited, "records" what the bot noted beside.',
  '"sharedWins" are the offers of which you told a channel, "digests" is the community digest that you turned on as an organiser.',
];

/** What is stored beside the facts; the names are those of the export. */
export type Besides = {
  account: {
    id: string;
    workspaceId: string;
    slackUserId: string;
    createdAt: Date;
    /** The zone that Slack names, when it was asked, and the one that the member chose instead. */
    slackZone: string;
    slackZoneAt: Date;
    chosenZone: string | null;
    /** The conversation in which the member was heard. */
    dmChannel: string | null;
    /** The picture of the funnel at Slack, and what it was drawn from, as a hash. */
    pictureFile: string | null;
    pictureOf: string | null;
    /** When the bot looks at these facts next, and when something urgent may come of it. */
    wakeAt: Date | null;
    urgentAt: Date | null;
  };
  drafts: readonly { key: string; applicationId: string; subject: string; text: string; updatedAt: Date }[];
  /** The offers of which the member told a channel; what they wrote there Slack keeps. */
  sharedWins: readonly {
    id: string;
    applicationId: string;
    sharedAt: Date;
    channel: string;
    messageTs: string | null;
  }[];
  /** Of an organiser who chose it: the digest, with the last week (its Monday) that it is done with. */
  digests: readonly {
    workspaceId: string;
    channel: string;
    zone: string;
    since: Date;
    announcedAt: Date | null;
    lastWeek: string | null;
    nextAt: Date;
  }[];
  records: {
    interviews: readonly { id: string; createdAt: Date }[];
    promises: readonly { id: string; createdAt: Date }[];
    deliveries: readonly {
      id: string;
      attempts: number;
      startedAt: Date;
      channel: string | null;
      messageTs: string | null;
    }[];
  };
};

/**
 * Everything about a member as a JSON document. The field names are those of `Facts` and `Besides`, and stay: people keep
 * these files. What is not known is left out, or null. Instants are ISO 8601 in UTC, with the zone beside them.
 */
export function exportJson(facts: Facts, { exportedAt, ...besides }: Besides & { exportedAt: Date }): string {
  const { settings, ...more } = facts;
  const everything = { about: ABOUT, exportedAt, zone: settings.zone, settings, ...more, ...besides };
  return `${JSON.stringify(everything, null, 2)}\n`;
}
