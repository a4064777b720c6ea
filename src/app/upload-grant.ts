/** Whose upload link this is and for what; the right is looked up again at every request. */
import type { Rules } from '../domain/command.js';
import type { InboundEvent, StoredFile } from '../domain/message.js';
import { unitsOf } from '../domain/person.js';
import type { Clock, StoreReader } from '../domain/ports.js';
import { assignmentCode, unitsAnsweredBy, viewOf } from '../domain/queries.js';
import { dayOf } from '../domain/time.js';
import { vaultRef } from './prepare.js';
import type { UploadGrant } from './services.js';
import type { Signer } from './sign.js';

/** What a valid link leads to. */
export interface UploadTarget {
  /** Who may continue an upload begun under the link: the person and the assignment. */
  owner: string;
  title: string;
  /** The assignment as typed, `V12`. */
  code: string;
  channel: string;
  conversationExternalId: string;
  addressExternalId: string;
  displayName: string;
}

export interface GrantDeps {
  store: StoreReader;
  clock: Clock;
  rules: Rules;
  signer: Signer;
}

/**
 * The target of a link while its person may hand in for the assignment; null for a forged or expired link, and as soon
 * as the person was removed or no longer acts for the unit, or the plan or the assignment was closed.
 */
export function readGrant(deps: GrantDeps, token: string): UploadTarget | null {
  const grant = deps.signer.verify('upload', token) as UploadGrant | null;
  return grant ? targetOf(deps, grant) : null;
}

/** The same for an upload whose link is not at hand: one that was complete when the assistant stopped. */
export function targetOf(deps: Omit<GrantDeps, 'signer'>, grant: UploadGrant): UploadTarget | null {
  const { store, rules } = deps;
  const nowMs = deps.clock.now();
  const assignment = store.get('assignments', grant.assignmentId);
  const view = assignment && viewOf(store, assignment, nowMs, rules.calendar);
  const person = store.get('persons', grant.personId);
  if (!view || !person || person.removedAt) return null;
  if (view.plan.status !== 'active' || view.facts.assignment.status !== 'active') return null;
  const answered = unitsOf(person).flatMap((id) => unitsAnsweredBy(store, id, dayOf(nowMs)));
  if (!answered.includes(view.facts.assignment.unitId)) return null;
  const address = store
    .find('addresses', 'byPerson', person.id)
    .find((known) => known.privateConversationId !== null);
  const conversation = address?.privateConversationId
    ? store.get('conversations', address.privateConversationId)
    : undefined;
  if (!address || !conversation) return null;
  return {
    owner: ownerOf(grant),
    title: view.task.action,
    code: assignmentCode(view.facts.assignment),
    channel: address.channel,
    conversationExternalId: conversation.externalId,
    addressExternalId: address.externalId,
    displayName: address.displayName,
  };
}

/**
 * The message by which an uploaded file enters, as if it had been sent in the person's private chat with its code.
 * @param externalId unique for the upload: the same one again is recognised. @param sentAt ISO, UTC.
 */
export function uploadedMessage(
  target: UploadTarget,
  file: StoredFile,
  externalId: string,
  sentAt: string,
): InboundEvent {
  const { sha256, name, size, mime } = file;
  return {
    channel: target.channel,
    externalId,
    sentAt,
    conversation: {
      externalId: target.conversationExternalId,
      topicId: null,
      kind: 'private',
      title: '',
    },
    sender: { externalId: target.addressExternalId, displayName: target.displayName },
    isAddressed: true,
    replyToId: null,
    content: {
      kind: 'files',
      files: [{ ref: `${vaultRef}${sha256}`, name, size, mime, isPhoto: false }],
      caption: `/nop ${target.code}`,
      albumId: null,
    },
  };
}

/** An owner as one text, and back. */
export const ownerOf = (grant: UploadGrant): string => `${grant.personId}/${grant.assignmentId}`;

export function grantOf(owner: string): UploadGrant | null {
  const [personId, assignmentId, more] = owner.split('/');
  return personId && assignmentId && more === undefined ? { personId, assignmentId } : null;
}
