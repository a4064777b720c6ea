/**
 * What a chat command is: data for help and menus, plus one function that runs inside a transaction.
 * Commands never send: they put messages on the context, and the caller stores them with the changes.
 */
import type { DraftSheet } from './draft-sheet.js';
import type { UserError } from './errors.js';
import type { FileInspection } from './inspection.js';
import type { WantedLetter } from './letter-content.js';
import type { InboundEvent, OutboundMessage, OutboxRow, StoredFile } from './message.js';
import type { WorkCalendar } from './calendar.js';
import type { Address, Conversation, Dialogue, Person, Role } from './person.js';
import type { ReadResult } from './plan.js';
import type { ReminderPolicy } from './policy.js';
import type { ReminderCalendar } from './reminder-calendar.js';
import type { StoreReader, StoreWriter } from './ports.js';
import type { UnitRow } from './unit-directory.js';

/** Settings that decide how days and rules are read. */
export interface Rules {
  calendar: WorkCalendar;
  policy: ReminderPolicy;
  beforeMeans: 'strict' | 'lenient';
  /** End of the working day, `HH:MM`; shown beside due days. */
  workdayEnd: string;
}

/** Things a command needs that are not records: ids, codes, signed links. */
export interface Services {
  newId(): string;
  /** SHA-256 of a text in UTF-8, lower case hex. */
  sha256(text: string): string;
  /** A fresh one-time code as shown to people, e.g. `7KQ2-M4XT-9BRD-C3HW`, and the id it is stored under. */
  newCode(): { code: string; id: string };
  /** Id under which a typed code would be stored; null when it cannot be a code. */
  codeId(typed: string): string | null;
  /** Id of the administrator's code while no administrator exists. */
  adminCodeId: string | null;
  /** A signed link to hand in a file over the channel's limit; null without an address to link to. */
  uploadLink(assignmentId: string, personId: string): string | null;
  /**
   * A signed link to one file of a submission, for this person alone, who is asked again for the right to it when it is
   * used; null without an address to link to.
   */
  fileLink(submissionId: string, index: number, personId: string): string | null;
  /** The same for everything handed in for a plan or a task, as one archive. */
  bundleLink(ref: BundleRef, personId: string): string | null;
  /** The same for the archive made of a plan when it was closed. */
  archiveLink(planId: string, personId: string): string | null;
  /** How long those three live, in days. */
  fileLinkDays: number;
  /** A link that opens a chat on a channel and uses the code; null where the platform has none. */
  startLink(channel: string, code: string, kind: 'private' | 'group'): string | null;
  /** Largest file the conversation's channel carries, in bytes. */
  maxFileBytes(channel: string): number;
  /** Largest file taken by any way, in bytes. */
  maxUploadBytes: number;
}

/**
 * Which versions an archive holds, fixed when its link is made: those of a recorded collection, or those that were there
 * at an instant (for whoever looks without collecting).
 */
export type BundleRef =
  | { collectionId: string }
  | { planId: string; taskId: string | null; atMs: number; allVersions: boolean };

/** What was done before the transaction: files fetched, documents read. */
export interface Prepared {
  /** Files of this message, already in the vault. */
  files: StoredFile[];
  /** What looking into files told, by their hash; the files held from earlier messages of the dialogue included. */
  inspections: ReadonlyMap<string, FileInspection>;
  /** Files of this message that could not be taken, and why. */
  refused: { name: string; error: UserError }[];
  /** A plan document read, when the command asked for it. */
  plan: { result: ReadResult; file: StoredFile } | null;
  /** Rows of a directory file, when the command asked for it. */
  units: UnitRow[] | null;
  /** A draft's table come back, when the command asked whether the file is one. */
  sheet: { sheet: DraftSheet; file: StoredFile } | null;
  /** The table of a draft, when the command asked for it, and the state of the draft it shows. */
  made: { file: StoredFile; draftId: string; revision: number } | null;
  /** The register of a plan (of one task when `taskId` is not null), when the command asked for it. */
  register: { file: StoredFile; planId: string; taskId: string | null } | null;
  /** A formal urging letter, when the command asked for it, and the hash of what it says; see `UrgingLetter.basis`. */
  letter: { file: StoredFile; basis: string } | null;
  /** A glance at one of the files of a submission, when the command asked for it. */
  preview: SubmissionPreview | null;
  /** The calendar of reminders to come, when the command asked for it. */
  calendar: PreparedCalendar | null;
  /** Photographs joined into one file, when the command asked for it; null while it has not. */
  joined: JoinedPhotos | null;
  /** Why reading failed. */
  problem: UserError | null;
}

/** A glance at a submission: the first of its files that can be shown, as a picture or as its first lines. */
export interface SubmissionPreview {
  submissionId: string;
  /** Name of the file it shows. */
  name: string;
  picture: StoredFile | null;
  text: string | null;
}

/** The calendar of reminders that plans in force, or a draft if it were published, will send. */
export interface PreparedCalendar {
  of: MakeCalendar['of'];
  /** State of the draft it shows; null for plans in force. */
  revision: number | null;
  month: string | null;
  calendar: ReminderCalendar;
  /** Null when none was asked for, or nothing will be sent. */
  picture: StoredFile | null;
  /** Too tall to be read well where a messenger makes pictures small. */
  isTall: boolean;
}

/** Photographs of one paper made one PDF. `file` is null when they could not be joined: they are handed in as they are. */
export interface JoinedPhotos {
  /** Hashes of the photographs, in order. */
  of: readonly string[];
  file: StoredFile | null;
}

/** What a command sees and may do. */
export interface CommandContext {
  readonly tx: StoreWriter;
  readonly nowMs: number;
  /** Instant the platform says the message was sent; never later than now. */
  readonly sentAtMs: number;
  readonly event: InboundEvent;
  readonly person: Readonly<Person> | null;
  readonly address: Readonly<Address>;
  readonly conversation: Readonly<Conversation>;
  readonly dialogue: Readonly<Dialogue> | null;
  readonly prepared: Prepared;
  readonly rules: Rules;
  readonly services: Services;
  /** The registry, for help. */
  readonly commands: readonly Command[];
  /** Answers in this conversation. */
  reply(message: OutboundMessage, kind?: OutboxRow['kind'], assignmentIds?: string[]): void;
  /**
   * Writes to another conversation; a second message with the same key is silently not sent. `notBefore`: an instant (ISO)
   * before which it does not go out.
   */
  sendTo(
    conversationId: string,
    message: OutboundMessage,
    options: { kind: OutboxRow['kind']; key: string; assignmentIds?: string[]; notBefore?: string },
  ): boolean;
  /** Waits for the person's next text or file; `minutes` until the step is forgotten (default 30). */
  expect(step: string, data: Record<string, unknown>, minutes?: number): void;
  /** Forgets the pending step. */
  settle(): void;
  /** Adds a line to the audit trail. */
  audit(act: string, subject: string, detail?: string): void;
}

/**
 * What `prepare` may ask to be done before the transaction: fetch files; read the first one as a plan, as a directory,
 * or as a draft's table come back (then it is not read as a plan); look into files that are handed in; make the calendar
 * of reminders; take a text as
 * if it had been sent as a file; make the table of a draft, the register of a
 * plan, a formal letter, a glance at a submission's files, or one PDF of photographs.
 */
export type Preparation =
  | 'files'
  | 'inspection'
  | 'plan'
  | 'units'
  | 'sheet'
  | { take: string; name: string }
  | MakeCalendar
  | { make: 'draft-sheet'; draftId: string }
  | { make: 'register'; planId: string; taskId: string | null }
  | { make: 'urging-letter'; wanted: WantedLetter }
  | { make: 'preview'; submissionId: string; files: readonly StoredFile[] }
  | JoinPhotos;

/** The calendar of reminders of a draft as if published, of one plan in force, or of all of them (`planId` null). */
export interface MakeCalendar {
  make: 'reminder-calendar';
  of: { draftId: string } | { planId: string | null };
  /** First month, `YYYY-MM`; null for the first in which anything happens. */
  month: string | null;
  withPicture: boolean;
}

/** Photographs of one paper, in order, to be made one PDF. */
export interface JoinPhotos {
  make: 'joined-photos';
  photos: StoredFile[];
  /** When they were sent; stands in the file as the time it was made, so that it is the same when made again. */
  sentAtMs: number;
}

/**
 * Thrown by `run` or `resume` when only the running itself told that something has to be made first: what it changed is
 * undone, the thing is made, and it runs again with it. It may be thrown once for a message.
 */
export class Unprepared extends Error {
  readonly wanted: JoinPhotos;

  constructor(wanted: JoinPhotos) {
    super(`not prepared: ${wanted.make}`);
    this.name = 'Unprepared';
    this.wanted = wanted;
  }
}

/** One chat command. `run` throws UserError for anything the person can mend. */
export interface Command {
  name: string;
  aliases: string[];
  /** One line for the menu, at most 60 characters. */
  summary: string;
  /** Arguments as shown in help: `[số việc]`. */
  usage: string;
  examples: string[];
  /** Roles that may run it; `anyone` includes strangers. */
  allowed: readonly Role[] | 'anyone' | 'linked';
  /** Roles that may also run it with these words (no file), or answer this step of it. */
  alsoAllowed?(said: { args: string } | { step: string }): readonly Role[];
  where: 'private' | 'group' | 'both';
  /** Looking only: a pending step survives this command. */
  isLookup?: boolean;
  /** Steps that only offer to take an answer: an everyday question and a file go where they would without them. */
  offers?: readonly string[];
  /** Steps that only tell where a further file belongs: words and files go where they would without them. */
  remembers?: readonly string[];
  /** What the person should know when another command ends the step that is pending; null when nothing is lost. */
  dropped?(dialogue: Readonly<Dialogue>): string | null;
  /** What must be done before the transaction, judged from the committed state. */
  prepares?(input: CommandInput, reader: StoreReader): Preparation[];
  run(args: string, context: CommandContext): void;
  /** The person's answer to a pending step. */
  resume?(step: string, input: CommandInput, context: CommandContext): void;
}

/** Text typed and files sent, as a command receives them. */
export interface CommandInput {
  text: string;
  hasFiles: boolean;
  dialogue: Readonly<Dialogue> | null;
  person: Readonly<Person> | null;
  nowMs: number;
}
