/** People, the addresses by which channels know them, conversations and one-time codes. */

import type { ReminderPreferences } from './policy.js';
import type { Leave } from './urging.js';

export type Role = 'admin' | 'clerk' | 'consolidator' | 'officer' | 'leader';

/** A role and, for officers and consolidators, the unit it is held for. */
export interface Grant {
  role: Role;
  unitId: string | null;
  /** An officer who heads the unit: written to once a task is late, or while nobody else of the unit can be. */
  isHead?: boolean | undefined;
}

export interface Person {
  id: string;
  name: string;
  grants: Grant[];
  createdAt: string;
  /** Set when the person was removed; grants are then empty and every message is refused. */
  removedAt: string | null;
  /** What they chose about their reminders; absent: the policy alone. */
  reminders?: ReminderPreferences | undefined;
  /** Set while they are, or are going to be, away. */
  leave?: Leave | undefined;
}

/** The id by which one channel knows a person. `id` is `<channel>:<externalId>`. */
export interface Address {
  id: string;
  channel: string;
  externalId: string;
  personId: string | null;
  displayName: string;
  /** Conversation id of the private chat with this address. */
  privateConversationId: string | null;
  /** Why the platform refuses to deliver; null while it does. */
  unreachable: string | null;
  lastSeenAt: string;
}

/** A private or group chat on one channel. `id` is `<channel>:<externalId>` or `<channel>:<externalId>:<topicId>`. */
export interface Conversation {
  id: string;
  channel: string;
  externalId: string;
  topicId: string | null;
  kind: 'private' | 'group';
  title: string;
  /** What a group is bound to; empty for private chats and unbound groups. */
  unitIds: string[];
  planIds: string[];
  unreachable: string | null;
  createdAt: string;
  /** What was chosen for a group about its reminders; a private chat follows its person. */
  reminders?: ReminderPreferences | undefined;
}

/** A one-time code, stored as a hash only. */
export interface LinkCode {
  /** SHA-256 of the folded code, hex. */
  id: string;
  purpose: 'person' | 'group' | 'join';
  role: Role | null;
  unitId: string | null;
  planId: string | null;
  /** For `join`: whose account the new address joins. */
  personId: string | null;
  /** With role `officer`: of the head of the unit. */
  isHead?: boolean | undefined;
  expiresAt: string;
  usedAt: string | null;
  usedBy: string | null;
  createdAt: string;
}

/** What a dialogue waits for, per person and conversation; expires. A command always wins over it. */
export interface Dialogue {
  /** `<conversationId>|<addressId>` */
  id: string;
  /** Name of the command that resumes it; null when only a menu is remembered. */
  command: string | null;
  step: string | null;
  data: Record<string, unknown>;
  /** Commands behind the last numbered choices: typing `2` runs `menu[1]`. */
  menu: string[];
  expiresAt: string;
}

/** A text kept in a dialogue; empty when there is none under that name. */
export function heldText(dialogue: Readonly<Dialogue> | null, name: string): string {
  const value = dialogue?.data[name];
  return typeof value === 'string' ? value : '';
}

/** Whether a person holds a role, for one unit when given. */
export function hasRole(person: Person | undefined, role: Role, unitId?: string): boolean {
  if (!person || person.removedAt) return false;
  return person.grants.some(
    (grant) => grant.role === role && (unitId === undefined || grant.unitId === unitId),
  );
}

/** Units for which a person acts as officer, in the order the roles were granted. */
export function unitsOf(person: Person | undefined, role: Role = 'officer'): string[] {
  if (!person || person.removedAt) return [];
  return person.grants
    .filter((grant) => grant.role === role && grant.unitId !== null)
    .map((grant) => grant.unitId as string);
}
