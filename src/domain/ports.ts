/**
 * The interfaces the use cases stand on; every adapter satisfies one of them.
 * Nothing here knows a platform, a file format or a database.
 */
import type { FastifyInstance } from 'fastify';
import type { DraftSheet } from './draft-sheet.js';
import type { FileInspection } from './inspection.js';
import type { InboundEvent, InboundFile, Destination, OutboundMessage, StoredFile } from './message.js';
import type { ReadResult } from './plan.js';
import type { IndexName, TableName, Tables } from './tables.js';

/**
 * The committed state, or inside a transaction the state as that transaction sees it. Records are frozen, and what
 * `find` and `all` return never changes later: records may be put and removed while it is walked.
 */
export interface StoreReader {
  /** The record with this id, or undefined. */
  get<K extends TableName>(table: K, id: string): Readonly<Tables[K]> | undefined;
  /** Records standing under `key` in an index; an empty array when there are none. Order: insertion. */
  find<K extends TableName>(table: K, index: IndexName<K>, key: string): readonly Readonly<Tables[K]>[];
  /** Every record of a table, in insertion order. Meant for small tables, exports and checks. */
  all<K extends TableName>(table: K): Iterable<Readonly<Tables[K]>>;
  /** Number of records in a table. */
  count(table: TableName): number;
}

/** What a transaction may do. */
export interface StoreWriter extends StoreReader {
  /** Inserts or replaces by `id`. The record is copied and frozen. Throws `DuplicateKeyError` on a unique index. */
  put<K extends TableName>(table: K, record: Tables[K]): void;
  /** Removes by id; absent ids are ignored. */
  remove(table: TableName, id: string): void;
  /** Next value of a named counter, from 1. */
  next(counter: string): number;
}

/** Thrown by `put` when a unique index already has the key. */
export class DuplicateKeyError extends Error {
  readonly table: string;
  readonly index: string;
  readonly key: string;
  constructor(table: string, index: string, key: string) {
    super(`duplicate key in ${table}.${index}`);
    this.name = 'DuplicateKeyError';
    this.table = table;
    this.index = index;
    this.key = key;
  }
}

/**
 * Keeps all records. Reads are synchronous, from memory; a transaction is a synchronous function,
 * run in turn, and its promise resolves only when its changes are durable. If the function throws,
 * or the disk refuses, nothing has changed, in memory or on disk, and the promise rejects.
 */
export interface Store extends StoreReader {
  transaction<T>(work: (tx: StoreWriter) => T): Promise<T>;
  /** Writes the snapshot and cuts the journal now (done by itself at idle). */
  compact(): Promise<void>;
  /** Null while healthy; otherwise what is wrong, in English, for /health and the log. */
  failure(): string | null;
  /** Waits for what is in hand, compacts, releases the lock. */
  close(): Promise<void>;
}

/** Files addressed by SHA-256. Names given by people are metadata and never touch a path. */
export interface Vault {
  /**
   * Streams bytes to disk, durable before it resolves.
   * @throws UserError `file-empty` for 0 bytes, `file-too-big` past `maxBytes`; nothing is left behind.
   */
  put(source: AsyncIterable<Uint8Array>, options: { name: string; maxBytes: number }): Promise<StoredFile>;
  /** Absolute path of a stored file, for reading only. Throws UserError `file-not-found`. */
  pathOf(sha256: string): Promise<string>;
  /** The bytes of a stored file. Throws UserError `file-not-found`. */
  read(sha256: string): Promise<Buffer>;
  /** Removes a file that must not be kept (a marked document); absent ones are ignored. */
  remove(sha256: string): Promise<void>;
  /**
   * Removes a file no record names any more, unless the same content was put here within the last hour: a message that is
   * in hand may be about to name it. @returns whether it is gone.
   */
  removeUnnamed(sha256: string): Promise<boolean>;
  /** Hashes of all stored files. */
  list(): Promise<string[]>;
}

/** The one clock. In the demo it can run fast and jump forward. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Virtual seconds per real second; 1 outside the demo. */
  rate(): number;
}

/** What a channel hands inbound events to; resolves when the event is durable, and only then may it acknowledge. */
export type InboundSink = (event: InboundEvent) => Promise<void>;

export interface ChannelHealth {
  ok: boolean;
  /** English, without secrets. */
  detail: string;
}

/** A chat command as menus and help show it. */
export interface MenuEntry {
  command: string;
  description: string;
}

/** So many messages in any stretch of so many milliseconds. */
export interface Rate {
  count: number;
  perMs: number;
}

/** What a platform takes, as it publishes it; absent where it sets no limit. */
export interface SendLimits {
  /** Over all conversations. */
  overall?: Rate;
  /** In one private chat. */
  perChat?: Rate;
  /** In one group. */
  perGroup?: Rate;
}

/** One chat platform. */
export interface Channel {
  readonly name: string;
  readonly capabilities: {
    /** Choices can be shown as buttons; otherwise they are numbered lines in the text. */
    hasButtons: boolean;
    /** Largest file a person can send through the chat itself, in bytes. */
    maxInboundFileBytes: number;
    /** Largest file `send` can deliver, in bytes; larger ones are replaced by a link. */
    maxOutboundFileBytes: number;
    /** Types of files `send` can deliver; others are replaced by a link. Absent: all. */
    outboundFileTypes?: readonly string[];
    /** Largest picture `send` can deliver as such, in bytes, where that is less than for files. */
    maxOutboundPictureBytes?: number;
    /** For how long after a person's last word they can be written to, and when to ask them for one; absent: always. */
    window?: { closesAfterMs: number; askAfterMs: number };
    /** How fast the platform takes messages; unlimited when absent. */
    limits?: SendLimits;
  };
  /** Adds this channel's HTTP routes; called once, before `start`. */
  mount?(server: FastifyInstance): void | Promise<void>;
  /** Begins receiving. Resolves once receiving is set up; an unreachable platform is retried, not thrown. */
  start(sink: InboundSink): Promise<void>;
  /** Stops receiving and waits for what is in hand. */
  stop(): Promise<void>;
  /**
   * Sends one message, splitting it as the platform needs.
   * @returns ids of the parts sent, in order.
   * @throws SendError and nothing else.
   */
  send(to: Destination, message: OutboundMessage): Promise<string[]>;
  /** As how many messages the platform counts one of ours; one when absent. */
  countsAs?(message: OutboundMessage): number;
  /**
   * Bytes of a file a person sent.
   * @throws UserError `file-too-big` or `file-not-found`; SendError `connection` when it may work later.
   */
  download(file: InboundFile): Promise<AsyncIterable<Uint8Array>>;
  /** Shows the command menu where the platform has one; failure is logged, never thrown. */
  showMenu?(entries: { private: MenuEntry[]; group: MenuEntry[] }): Promise<void>;
  /** A link that opens a private chat (or adds the assistant to a group) and sends `/start code`; null if none exists. */
  startLink?(code: string, kind: 'private' | 'group'): string | null;
  health(): ChannelHealth;
  /**
   * Asks the platform something harmless, to learn whether it answers at all.
   * @throws SendError and nothing else.
   */
  probe?(): Promise<void>;
}

/** How a document is to be read. */
export interface DocumentOptions {
  issuedOn: string | null;
  beforeMeans: 'strict' | 'lenient';
  /**
   * Told how far recognition of pictures has come, first with none done: that takes seconds a page.
   * Never called for files that hold text.
   */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

/** What a glance at a file shows: a picture (PNG) of its first page, or its first lines. */
export type FilePreview = { kind: 'picture'; png: Uint8Array } | { kind: 'text'; text: string };

/** Reads one document into a draft; runs the parser in a worker with limits. */
export interface DocumentReader {
  /**
   * @param file bytes and the name its sender gave it (the name only helps to choose a reader).
   * @throws UserError `document-unreadable`, `file-damaged`, `file-kind-refused`, `file-secret`, `file-empty`,
   *   `scan-too-long`; Interrupted when the reader was closed meanwhile.
   */
  read(file: { bytes: Uint8Array; name: string }, options: DocumentOptions): Promise<ReadResult>;
  /**
   * Pictures of the pages of one document, in order.
   * @throws as `read`.
   */
  readPictures(
    files: readonly { bytes: Uint8Array; name: string }[],
    options: DocumentOptions,
  ): Promise<ReadResult>;
  /**
   * Whether the words of a file carry a mark of secrecy or restricted circulation; false where it cannot tell.
   * @throws UserError `file-encrypted` when it is locked with a password, so that nobody can tell.
   */
  isMarked(bytes: Uint8Array): Promise<boolean>;
  /**
   * Facts about a file, in a second or two; nothing is recognised from pictures. Never throws: what cannot be looked into
   * has no facts.
   */
  inspect(file: { bytes: Uint8Array; name: string }): Promise<FileInspection>;
  /**
   * A draft's table that was corrected and sent back; null when the file is something else.
   * @throws UserError `file-damaged`, `document-unreadable`, `bad-input`.
   */
  readSheet(bytes: Uint8Array): Promise<DraftSheet | null>;
  /**
   * A glance at a file of any kind; null when there is nothing to show.
   * @throws UserError as `read`.
   */
  preview(bytes: Uint8Array): Promise<FilePreview | null>;
  /** Breaks off recognition in hand, which throws Interrupted, and ends its process. */
  close(): Promise<void>;
}

/** Structured log; the first argument is fields, the second a fixed English sentence. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
