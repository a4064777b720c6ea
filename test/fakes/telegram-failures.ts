/** The ways a Bot API call can go wrong in the stand-in. Source of the wording: the open Bot API server. */

/** How a call can go wrong. */
export type TelegramFailure =
  /** Refused with the server's own words; nothing happens. */
  | { kind: 'refuse'; code: number; description: string; parameters?: Record<string, number> }
  /** Refused with a page that is not JSON, as a proxy does. */
  | { kind: 'bad-gateway' }
  /** The connection is cut before anything happens. */
  | { kind: 'cut' }
  /** Everything happens, then the connection is cut: the caller cannot know. */
  | { kind: 'lost-answer' }
  /** Nothing happens and nothing is answered until the caller gives up. */
  | { kind: 'hang' };

/** The failures of the reference table, ready to use with `fail`. */
export const telegramFailures = {
  throttled: (seconds: number): TelegramFailure => ({
    kind: 'refuse',
    code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  }),
  moved: (to: number): TelegramFailure => ({
    kind: 'refuse',
    code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: to },
  }),
  blocked: (): TelegramFailure => refuse(403, 'Forbidden: bot was blocked by the user'),
  kicked: (): TelegramFailure => refuse(403, 'Forbidden: bot was kicked from the supergroup chat'),
  unauthorized: (): TelegramFailure => refuse(401, 'Unauthorized'),
  conflict: (): TelegramFailure =>
    refuse(
      409,
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    ),
  serverError: (): TelegramFailure => refuse(500, 'Internal Server Error'),
} as const;

function refuse(code: number, description: string): TelegramFailure {
  return { kind: 'refuse', code, description };
}
