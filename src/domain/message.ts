/**
 * What comes in from a channel and what goes out, in words of no platform.
 * A press of a button is a typed command: a choice carries the command it stands for.
 */

/** A file in the vault, with the name its sender gave it (metadata only, never a path). */
export interface StoredFile {
  sha256: string;
  name: string;
  size: number;
  /** Type found from the content, e.g. `application/pdf`; `application/octet-stream` when unknown. */
  mime: string;
}

/** A file a person sent, not yet fetched. `ref` means something to its channel only. */
export interface InboundFile {
  ref: string;
  name: string | null;
  size: number | null;
  mime: string | null;
  /** True for a recompressed picture rather than a document. */
  isPhoto: boolean;
}

export type InboundContent =
  | { kind: 'text'; text: string }
  /** A pressed choice; `command` is untrusted and is treated exactly like typed text. */
  | { kind: 'press'; command: string }
  | { kind: 'files'; files: InboundFile[]; caption: string | null; albumId: string | null }
  /** The assistant was added to, or removed from, a conversation; or a person blocked or unblocked it. */
  | { kind: 'membership'; change: 'added' | 'removed' | 'blocked' | 'unblocked' }
  /** The platform gave the conversation a new id. */
  | { kind: 'moved'; toExternalId: string }
  /** Something the channel cannot carry (voice, sticker); `what` is a Vietnamese noun. */
  | { kind: 'unsupported'; what: string };

/** One thing that happened on a channel. */
export interface InboundEvent {
  channel: string;
  /** Unique within the channel; the same event delivered twice has the same id. */
  externalId: string;
  /** Instant the platform says it happened, ISO UTC. */
  sentAt: string;
  conversation: { externalId: string; topicId: string | null; kind: 'private' | 'group'; title: string };
  /** Null for anonymous administrators and service events. */
  sender: { externalId: string; displayName: string } | null;
  /** In a group: the assistant was addressed (command to it, reply to it, mention). Always true in private. */
  isAddressed: boolean;
  /** The message replied to, if it was one of ours: id returned by `send`. */
  replyToId: string | null;
  content: InboundContent;
}

/** One choice under a message. `command` is what typing would be: at most 64 ASCII bytes. */
export interface Choice {
  label: string;
  command: string;
}

/** A message to a conversation, in words of no platform. Text is plain NFC; channels escape it. */
export interface OutboundMessage {
  /** Shown emphasised where the platform can. */
  heading?: string | undefined;
  text: string;
  choices?: Choice[] | undefined;
  files?: StoredFile[] | undefined;
  /** A PNG in the vault shown as a picture. */
  picture?: StoredFile | undefined;
}

/** Where a message goes. */
export interface Destination {
  externalId: string;
  topicId: string | null;
  kind: 'private' | 'group';
}

/** A received event, stored before it is acknowledged. */
export interface InboxRow {
  /** `<channel>:<externalId>`; unique. */
  id: string;
  /** Order of arrival. */
  sequence: number;
  conversationId: string;
  event: InboundEvent;
  receivedAt: string;
  status: 'pending' | 'done' | 'failed';
  attempts: number;
  error: string | null;
}

/** Anything to be sent, stored before it is sent. */
export interface OutboxRow {
  id: string;
  /** Unique: a second row with the same key is refused, which is what makes reminders go out once. */
  key: string;
  sequence: number;
  conversationId: string;
  channel: string;
  to: Destination;
  message: OutboundMessage;
  /** `overview`: the weekly one, which may be missed but must not come twice. */
  kind: 'reply' | 'receipt' | 'forward' | 'reminder' | 'notice' | 'overview';
  /** Assignments whose state is looked at again just before sending (reminders). */
  assignmentIds: string[];
  status: 'pending' | 'sending' | 'sent' | 'failed' | 'dropped';
  attempts: number;
  createdAt: string;
  /** Real time, whatever the assistant's clock says: it waits for a platform. */
  nextAttemptAt: string;
  /** Instant of the assistant's clock before which it must not go out (hours of sending); absent: at once. */
  notBefore?: string | undefined;
  /** How often it may have been delivered without our knowing: the answer was lost. */
  doubtful?: number | undefined;
  /** The row that could not be delivered and whose words this one carries, to another address of the same person. */
  insteadOf?: string | undefined;
  /** Instant of the assistant's clock at which it was given up. */
  givenUpAt?: string | undefined;
  sentAt: string | null;
  /** Ids the platform gave the parts it was sent as. */
  externalIds: string[];
  lastError: string | null;
}

/** Conversation id from its parts; the inverse is the record itself. */
export function conversationId(channel: string, externalId: string, topicId: string | null): string {
  return topicId === null ? `${channel}:${externalId}` : `${channel}:${externalId}:${topicId}`;
}
