/** What the bot asks a workspace to allow, as the manifest does; a test compares the two. */
export const SCOPES = {
  required: ['commands', 'chat:write', 'files:write', 'users:read'],
  /** Without these everything works but plain words and .ics files in the direct message. */
  optional: ['files:read', 'im:history'],
} as const;
