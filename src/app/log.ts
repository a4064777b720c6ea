/** The log: pino JSON lines on stdout, secrets removed in one place. */
import { pino } from 'pino';
import type { Log } from '../domain/ports.js';

/** Tokens inside free text: Telegram's sits in the path of every Bot API address. */
const tokenPatterns: readonly [RegExp, string][] = [
  [/\bbot\d+:[\w-]+/g, 'bot[redacted]'],
  [/\b\d{5,}:[A-Za-z0-9_-]{20,}/g, '[redacted]'],
  [/(\/(?:upload|files|board)\/)[\w.-]+/g, '$1[redacted]'],
];

/** Text without the secrets this product handles. */
export function redact(text: string): string {
  return tokenPatterns.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}

/** An error as fields: name, message, stack and cause, without request objects and without secrets. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { value: redact(String(error)) };
  return {
    name: error.name,
    message: redact(error.message),
    ...(error.stack ? { stack: redact(error.stack) } : {}),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** @param level pino level; `silent` for tests. */
export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { error: describeError, err: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: ['token', '*.token', 'secret', '*.secret', 'code', '*.code'], censor: '[redacted]' },
  };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}
