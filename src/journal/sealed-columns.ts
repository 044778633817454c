/** Which columns hold sealed values, and to whom these belong. A test compares the list with the schema's "Sealed." */

export type SealedTable = {
  table: string;
  columns: readonly string[];
  /** The primary key, in its order; `id` unless told. */
  key?: readonly [string, ...string[]];
  /** SQL for the owner's id, to which the values of a row are bound (src/operate/sealing.ts). */
  owner: string;
};

const OF_THE_APPLICATION = '(SELECT a.member_id FROM application a WHERE a.id = application_id)';
const OF_THE_INTERVIEW = `(SELECT a.member_id FROM interview i JOIN application a ON a.id = i.application_id WHERE i.id = interview_id)`;

export const SEALED: readonly SealedTable[] = [
  { table: 'installation', columns: ['bot_token', 'refresh_token'], owner: 'id' },
  { table: 'member', columns: ['signature'], owner: 'id' },
  {
    table: 'application',
    columns: ['company', 'role', 'agency_name', 'agency_email', 'coordinator_name', 'coordinator_email'],
    owner: 'member_id',
  },
  { table: 'interview', columns: ['calendar_uid'], owner: OF_THE_APPLICATION },
  { table: 'interviewer', columns: ['name', 'email', 'talking_point'], owner: OF_THE_INTERVIEW },
  { table: 'material_promise', columns: ['what'], owner: OF_THE_INTERVIEW },
  { table: 'draft', columns: ['subject', 'text'], key: ['member_id', 'key'], owner: 'member_id' },
];
