/** A configuration that cannot work. The message tells the operator what to change, a line for each problem. */
export class ConfigError extends Error {}
