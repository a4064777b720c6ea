/**
 * What the web chat needs from the app, as plain functions: people, transcript, files, clock, signatures.
 * It holds no state and knows no store.
 */
import type { Choice, StoredFile } from '../../domain/message.js';
import type { Log } from '../../domain/ports.js';

/** A person or a group that can be chosen on the page (demo only). */
export interface WebRosterEntry {
  /** External id of the person or group: `[a-z0-9-]+`; also the id of the conversation. */
  id: string;
  kind: 'person' | 'group';
  label: string;
  /** Unit, role. */
  detail: string;
  /** For a group: ids of the persons who may speak in it. */
  memberIds?: string[];
}

/** One message of a conversation as it is kept and shown. */
export interface WebTranscriptEntry {
  id: string;
  /** Grows within a conversation; what a page has seen is one number. */
  sequence: number;
  /** ISO instant. */
  at: string;
  fromPerson: boolean;
  author: string;
  message: {
    heading?: string;
    text: string;
    choices?: Choice[];
    files?: StoredFile[];
    picture?: StoredFile;
  };
}

/** Where conversations are kept. */
export interface WebTranscript {
  /** Durable before it resolves; gives the entry its sequence. */
  append(
    conversationExternalId: string,
    entry: Omit<WebTranscriptEntry, 'sequence'>,
  ): Promise<WebTranscriptEntry>;
  /** Entries with a sequence greater than the one given, in order; an empty array for an unknown conversation. */
  list(conversationExternalId: string, afterSequence: number): WebTranscriptEntry[];
}

/** The movable clock of the demo; instants are epoch milliseconds. */
export interface WebClock {
  now(): number;
  advanceDay(): Promise<number>;
  /** Null when no reminder lies ahead. */
  advanceToNextReminder(): Promise<number | null>;
}

export interface WebConfig {
  /** `demo`: choose anyone of the roster, or be a newcomer. `linked`: only a person who enters a link code. */
  mode: 'demo' | 'linked';
  log: Log;
  /** Epoch milliseconds. */
  now(): number;
  /**
   * Persons known to this channel, and groups. In the demo anyone of it can be chosen; outside it says who is
   * linked and by what name, and groups are left out.
   */
  roster(): WebRosterEntry[];
  transcript: WebTranscript;
  /** Absolute path of a file in the vault. Throws UserError `file-not-found`. */
  openFile(file: { sha256: string }): Promise<{ path: string }>;
  /** Streams into the vault. Throws UserError `file-empty` or `file-too-big`. */
  storeUpload(source: AsyncIterable<Uint8Array>, name: string): Promise<StoredFile>;
  maxUploadBytes: number;
  /** Null: no clock controls. */
  clock: WebClock | null;
  /** Signed, expiring text from a payload; the payload always begins with the purpose. */
  sign(payload: string): string;
  /** The payload, or null when forged or expired. */
  verify(signed: string): string | null;
  /** Folder with chat.html and chat.css. */
  assetsDir: string;
  /** Folder with the compiled chat.js and its modules. */
  pageDir: string;
  /** `PUBLIC_URL`, null when unset: requests to any other public name are refused. Left out: no such check. */
  publicUrl?: string | null;
  /** True when people reach the page over https; turns on `Secure` and the `__Host-` prefix. */
  secureCookies: boolean;
}

/** What the web channel can do beyond a plain channel. */
export interface WebExtras {
  /** Tells open pages that the demo clock has moved. */
  announceClock(): void;
  /** Number of open event streams. */
  openStreams(): number;
}
