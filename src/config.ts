/** The environment, read once. Every problem is named at once, and no secret ever. */
import { z } from 'zod';
import { ConfigError } from './operate/config-error.ts';
import { parseKeys } from './operate/sealing.ts';

export type SlackConfig =
  | { mode: 'socket'; botToken: string; appToken: string; apiUrl?: string | undefined }
  | { mode: 'http'; botToken: string; signingSecret: string; apiUrl?: string | undefined }
  | {
      mode: 'oauth';
      signingSecret: string;
      clientId: string;
      clientSecret: string;
      stateSecret: string;
      /** Where browsers reach this server. */
      publicUrl: string;
      apiUrl?: string | undefined;
    };

/** Many workspaces. */
export type OauthConfig = Extract<SlackConfig, { mode: 'oauth' }>;

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type Config = {
  slack: SlackConfig;
  http: { host: string; port: number };
  database:
    | { kind: 'postgres'; url: string; keys: Buffer[] }
    | { kind: 'embedded'; dataDir: string; keys?: Buffer[] | undefined };
  retentionMonths: number;
  logLevel: (typeof LEVELS)[number];
};

const url = (schemes: RegExp, error: string) =>
  z.string().refine((text) => URL.canParse(text) && schemes.test(text), error);
const wholeNumber = ({ min, max }: { min: number; max: number }, error: string) =>
  z.string().regex(/^\d+$/, error).transform(Number).pipe(z.number().min(min, error).max(max, error));
const keys = z.string().transform((text, context) => {
  try {
    return parseKeys(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'cannot be read' });
    return z.NEVER;
  }
});

const environment = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-', 'must be the bot token, which begins with xoxb-')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'must be the app-level token, which begins with xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z.string().optional(),
  SLACK_API_URL: url(/^https?:.*\/api\/$/, 'must be an http(s) address that ends in /api/').optional(),
  PUBLIC_URL: url(/^https?:/, 'must be an http(s) address').optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber({ min: 0, max: 65_535 }, 'must be a port number, 0 to 65535').default(3000),
  DATABASE_URL: url(/^postgres(ql)?:/, 'must begin with postgresql://').optional(),
  DATA_DIR: z.string().default('./data'),
  ENCRYPTION_KEY: keys.optional(),
  RETENTION_MONTHS: wholeNumber(
    { min: 1, max: 1200 },
    'must be a whole number of months, at least 1',
  ).default(12),
  LOG_LEVEL: z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`).default('info'),
});
type Environment = z.infer<typeof environment>;
/** What is set, as text. */
type Raw = Partial<Record<keyof Environment, string>>;

/**
 * Reads the environment. What is set to nothing counts as not set; space around a value, which secret files bring, is cut off.
 * @throws ConfigError that names every problem
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const { set, data, problems } = check(env);
  const slack = slackOf(set, problems);
  if (!slack || !data || problems.length > 0) throw new ConfigError(problems.join('\n'));
  const { HOST, PORT, RETENTION_MONTHS, LOG_LEVEL } = data;
  return {
    ...{ slack, database: databaseOf(data), http: { host: HOST, port: PORT } },
    ...{ retentionMonths: RETENTION_MONTHS, logLevel: LOG_LEVEL },
  };
}

/**
 * The part for a command that never speaks to Slack.
 * @throws ConfigError that names every problem
 */
export function readDatabase(env: NodeJS.ProcessEnv): Config['database'] {
  const { data, problems } = check(env);
  if (!data || problems.length > 0) throw new ConfigError(problems.join('\n'));
  return databaseOf(data);
}

function check(env: NodeJS.ProcessEnv): { set: Raw; data: Environment | undefined; problems: string[] } {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()]);
  const set: Raw = Object.fromEntries(trimmed.filter(([, value]) => value));
  const { data, error } = environment.safeParse(set);
  const problems = (error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (set.DATABASE_URL && !set.ENCRYPTION_KEY) problems.push(KEY_NEEDED);
  return { set, data, problems };
}

const KEY_NEEDED =
  'ENCRYPTION_KEY: not set, and DATABASE_URL needs it: 32 bytes in base64, for example from `openssl rand -base64 32`.';
const THREE_WAYS = `Set one of these groups:
  SLACK_BOT_TOKEN and SLACK_APP_TOKEN (one workspace, Socket Mode)
  SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (one workspace, HTTP)
  SLACK_SIGNING_SECRET, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET (many workspaces)`;

function slackOf(env: Raw, problems: string[]): SlackConfig | undefined {
  const apiUrl = env.SLACK_API_URL;
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  const oauth = [env.SLACK_CLIENT_ID, env.SLACK_CLIENT_SECRET, env.SLACK_STATE_SECRET];
  if (oauth.some(Boolean)) return oauthOf(env, problems);
  if (appToken && signingSecret) {
    problems.push(
      'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET: set only one, the first for Socket Mode, the second for HTTP.',
    );
    return undefined;
  }
  if (botToken && appToken) return { mode: 'socket', botToken, appToken, apiUrl };
  if (botToken && signingSecret) return { mode: 'http', botToken, signingSecret, apiUrl };
  const missing = botToken ? 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET' : 'SLACK_BOT_TOKEN';
  problems.push(`${missing}: not set. ${THREE_WAYS}`);
  return undefined;
}

function oauthOf(env: Raw, problems: string[]): SlackConfig | undefined {
  const needed = [
    'SLACK_SIGNING_SECRET',
    'SLACK_CLIENT_ID',
    'SLACK_CLIENT_SECRET',
    'SLACK_STATE_SECRET',
    'PUBLIC_URL',
  ] as const;
  for (const name of needed.filter((one) => !env[one]))
    problems.push(`${name}: not set; many workspaces by OAuth need it.`);
  for (const name of (['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const).filter((one) => env[one]))
    problems.push(`${name}: take it away; with OAuth every workspace brings its own token.`);
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_CLIENT_ID: clientId } = env;
  const { SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = env;
  const { PUBLIC_URL: publicUrl, SLACK_API_URL: apiUrl } = env;
  if (!signingSecret || !clientId || !clientSecret || !stateSecret || !publicUrl) return undefined;
  return { mode: 'oauth', signingSecret, clientId, clientSecret, stateSecret, publicUrl, apiUrl };
}

function databaseOf({
  DATABASE_URL: url,
  DATA_DIR: dataDir,
  ENCRYPTION_KEY: keys,
}: Environment): Config['database'] {
  return url && keys ? { kind: 'postgres', url, keys } : { kind: 'embedded', dataDir, keys };
}
