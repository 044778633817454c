import { LogLevel } from '@slack/bolt';

/** A logger for Slack's clients where failing is what is tested. */
export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
