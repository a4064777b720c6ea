/** Errors with a meaning; anything else thrown is a bug. Sentences for people live in `texts`. */

/**
 * Why a message could not be sent. A closed list:
 * `config` token or settings wrong · `connection` no answer, see `isUnsent` · `throttled` wait ·
 * `rejected` the platform refused this message · `recipient-gone` blocked, kicked, deleted ·
 * `outside-window` the platform's interaction window is closed · `moved` the conversation has a new id.
 */
export type SendErrorKind =
  | 'config'
  | 'connection'
  | 'throttled'
  | 'rejected'
  | 'recipient-gone'
  | 'outside-window'
  | 'moved';

export class SendError extends Error {
  readonly kind: SendErrorKind;
  /** For `throttled`: how long the platform asks to wait. */
  readonly retryAfterMs: number | null;
  /** For `moved`: the new external id. */
  readonly movedTo: string | null;
  /** For `connection`: certain that nothing arrived (no connection was made); false while the outcome is unknown. */
  readonly isUnsent: boolean;

  /** @param message English, without secrets; it goes to the log. */
  constructor(
    kind: SendErrorKind,
    message: string,
    extra: { retryAfterMs?: number; movedTo?: string; isUnsent?: boolean } = {},
  ) {
    super(message);
    this.name = 'SendError';
    this.kind = kind;
    this.retryAfterMs = extra.retryAfterMs ?? null;
    this.movedTo = extra.movedTo ?? null;
    this.isUnsent = extra.isUnsent ?? false;
  }
}

/** Closed list of things a person did that cannot be done; `texts` has the sentence for each. */
export type UserErrorCode =
  | 'file-empty'
  | 'file-too-big'
  | 'file-not-found'
  | 'file-kind-refused'
  | 'file-damaged'
  | 'file-secret'
  | 'file-encrypted'
  | 'file-executable' // a program or script, or one inside an archive; detail: the name inside
  | 'file-macro' // an office file with macros; detail: the ending it should be saved under
  | 'archive-unseen' // packed so that it cannot be looked into; detail: its ending
  | 'file-infected'
  | 'scan-unavailable' // a virus scanner is configured and does not answer; may work later
  | 'scan-too-large' // more than the virus scanner takes
  | 'document-unreadable'
  | 'scan-too-long'
  | 'document-without-tasks'
  | 'not-linked'
  | 'not-allowed'
  | 'code-wrong'
  | 'store-busy'
  | 'store-damaged'
  | 'store-newer'
  | 'store-locked'
  | 'bad-input';

/** Something the person can mend. `detail` fills the sentence (a limit, a name), never a secret. */
export class UserError extends Error {
  readonly code: UserErrorCode;
  readonly detail: string | null;

  constructor(code: UserErrorCode, detail: string | null = null) {
    super(detail === null ? code : `${code}: ${detail}`);
    this.name = 'UserError';
    this.code = code;
    this.detail = detail;
  }
}

/** Work that was broken off because the process stops; what asked for it is still there and is done at the next start. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted by the end of the process');
    this.name = 'Interrupted';
  }
}
