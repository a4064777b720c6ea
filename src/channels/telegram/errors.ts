/**
 * What a failed Bot API call means, in the domain's closed list of send errors.
 * It decides nothing about retries, and lets no token, address or library error through.
 */
import { GrammyError, HttpError } from 'grammy';
import { SendError } from '../../domain/errors.js';

/** Descriptions of a 400 that say the conversation cannot be written to, whatever is sent. */
const GONE =
  /chat not found|user not found|peer_id_invalid|not enough rights|have no rights|need administrator rights|chat_write_forbidden|chat_restricted|chat_send_[a-z]+_forbidden|user is deactivated|input_user_deactivated|user_is_blocked|bot was (?:blocked|kicked)|group chat was deactivated|topic_closed|topic_deleted/i;

/**
 * Codes of failures before anything was sent: no such host, no route, nobody listens, a certificate that is not trusted.
 * A connection that breaks or falls silent is none of them. Source: Node's documentation of `tls` and of common system errors.
 */
const NO_CONNECTION =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ERR_TLS_CERT_ALTNAME_INVALID|(?:[A-Z_]+_)?CERT(?:_[A-Z_]+)?|UNABLE_TO_[A-Z_]+)$/;

/** Makes texts safe for logs: the bot token, plain or percent-coded, is replaced and lines are joined. */
export type Redact = (text: string) => string;

/** @param token the secret to hide; any token-like part of an address is hidden too. */
export function createRedact(token: string): Redact {
  const coded = encodeURIComponent(token);
  return (text) =>
    text
      .replaceAll(token, '[token]')
      .replaceAll(coded, '[token]')
      .replace(/bot\d+(?::|%3A)[\w-]+/gi, 'bot[token]')
      .replace(/\s+/g, ' ')
      .slice(0, 300);
}

/** True when the platform answered no with this code and a description that matches. */
export function isRefusal(error: unknown, code: number, description: RegExp): boolean {
  return error instanceof GrammyError && error.error_code === code && description.test(error.description);
}

/**
 * Translates whatever a Bot API call threw. The original is dropped, not chained: the library's network errors
 * hold the address, and with it the token.
 * Source: https://core.telegram.org/bots/api#making-requests and #responseparameters
 *
 * @returns `throttled` 429 · `moved` 400 with a new id · `recipient-gone` 403, and 400 for a chat that cannot be
 * written to · `config` 401, 404 (token) · `connection` 5xx, no answer, anything unknown (`isUnsent` when no connection was made) · `rejected` other refusals.
 */
export function toSendError(error: unknown, redact: Redact): SendError {
  if (error instanceof SendError) return error;
  if (!(error instanceof GrammyError)) {
    const code = codeOf(error);
    // The file to upload could not be read: asking the platform again will not help.
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') {
      return new SendError('rejected', `file to send cannot be read (${code})`);
    }
    return new SendError('connection', `no usable answer from the Bot API (${code})`, {
      isUnsent: NO_CONNECTION.test(code),
    });
  }
  const code = error.error_code;
  const said = `${error.method} refused, ${code}: ${redact(error.description)}`;
  const { retry_after: retryAfter, migrate_to_chat_id: newId } = error.parameters;
  if (code === 429)
    return new SendError('throttled', said, { retryAfterMs: Math.max(1, retryAfter ?? 1) * 1000 });
  if (newId !== undefined) return new SendError('moved', said, { movedTo: String(newId) });
  if (code === 401 || code === 404) return new SendError('config', `${said}; check the bot token`);
  if (code === 403) return new SendError('recipient-gone', said);
  if (code >= 500) return new SendError('connection', said);
  if (code === 400 && GONE.test(error.description)) return new SendError('recipient-gone', said);
  return new SendError('rejected', said);
}

/** Code or name of what went wrong below the call. Never its message: that may hold the address. */
function codeOf(error: unknown): string {
  const inner: unknown = error instanceof HttpError ? error.error : error;
  if (typeof inner !== 'object' || inner === null) return 'unknown';
  if ('code' in inner && typeof inner.code === 'string') return inner.code;
  return inner instanceof Error ? inner.name : 'unknown';
}
