/**
 * What a refusal of the OA OpenAPI means, in the domain's closed list of send errors.
 * Codes arrive in the body of an HTTP 200; the platform's own words are for the log only.
 */
import { SendError, type SendErrorKind } from '../../domain/errors.js';

/** A refusal with its code, or the lack of an answer (`code` null). Holds no token and no address. */
export class ZaloError extends Error {
  readonly code: number | null;
  /** Certain that nothing arrived at the platform. */
  readonly isUnsent: boolean;
  readonly retryAfterMs: number | null;

  constructor(
    code: number | null,
    message: string,
    extra: { isUnsent?: boolean; retryAfterMs?: number | null } = {},
  ) {
    super(message);
    this.name = 'ZaloError';
    this.code = code;
    this.isUnsent = extra.isUnsent ?? false;
    this.retryAfterMs = extra.retryAfterMs ?? null;
  }
}

/** The token is not taken: refresh it once and ask again. 401 is the HTTP status, the others codes of the body. */
export const tokenRefused: ReadonlySet<number> = new Set([-216, -220, -124, 401]);
/** The OA is of a kind the v3 message API does not serve (government): the older route may. */
export const notForThisOa = -235;
/** The older message API is closed for this OA. */
export const olderRouteClosed = -240;
/** The attachment has expired and must be uploaded anew. */
export const attachmentExpired = -100;
/** The application or the OA has asked for too much. */
const rateExceeded = -32;

/**
 * Meaning of the other codes. Source: error table of the OA OpenAPI; only codes several independent sources agree on.
 * What is not listed is a refusal of this one message.
 */
const kinds: readonly [SendErrorKind, readonly number[]][] = [
  // Blocked, does not follow, banned, restricted; group disabled or not ours.
  ['recipient-gone', [-213, -217, -227, -244, -237, -403]],
  // No interaction within seven days, or none at all; the person's quota used up.
  ['outside-window', [-230, -232, -218]],
  // Somebody has to do something in the console: package, consent, quota, money, location of the server.
  ['config', [-204, -205, -209, -211, -212, -219, -221, -223, -224, -320, -321, -501, ...tokenRefused]],
  // "Send failed": whether it arrived is not known.
  ['connection', [-200]],
  ['throttled', [rateExceeded, -234, -133]],
];
const kindOf = new Map(kinds.flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const)));

/** How long to wait when the platform does not say: its limits are per minute. */
const usualWaitMs = 60_000;

/** Translates whatever a call threw. */
export function toSendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  if (!(error instanceof ZaloError)) return new SendError('connection', 'no usable answer from Zalo');
  const { code, message } = error;
  if (code === null) return new SendError('connection', message, { isUnsent: error.isUnsent });
  const kind = kindOf.get(code) ?? 'rejected';
  const said = `Zalo refused, ${code}: ${message}`;
  return kind === 'throttled'
    ? new SendError('throttled', said, { retryAfterMs: error.retryAfterMs ?? usualWaitMs })
    : new SendError(kind, said);
}

/** Makes texts safe for logs: secrets are replaced, lines joined. */
export function createRedact(secrets: () => readonly string[]): (text: string) => string {
  return (text) => {
    let clean = text;
    for (const secret of secrets()) {
      if (secret === '') continue;
      clean = clean.replaceAll(secret, '[secret]').replaceAll(encodeURIComponent(secret), '[secret]');
    }
    return clean.replace(/\s+/g, ' ').slice(0, 300);
  };
}
