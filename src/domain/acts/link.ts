/**
 * One-time codes: making them, and what using one does to a person or a group.
 * Codes are stored as hashes; a wrong, a used and an expired code get the same answer.
 */
import type { Conversation, Grant, LinkCode, Person, Role } from '../person.js';
import type { CommandContext, Services } from '../command.js';
import type { StoreWriter } from '../ports.js';
import { toIso } from '../time.js';

/** Codes live three days: an official has time to act, a lost paper does not stay dangerous. */
export const codeLifetimeMs = 72 * 3_600_000;
/** Wrong codes one address may try before it must wait, and the wait. */
const triesAllowed = 5;
const triesWindowMs = 15 * 60_000;

/** Makes a code. @returns the code as shown to people; only its hash is stored. */
export function issueCode(
  tx: StoreWriter,
  services: Pick<Services, 'newCode'>,
  nowMs: number,
  what: Pick<LinkCode, 'purpose'> &
    Partial<Pick<LinkCode, 'role' | 'unitId' | 'planId' | 'personId' | 'isHead'>>,
): string {
  const { code, id } = services.newCode();
  tx.put('linkCodes', {
    id,
    purpose: what.purpose,
    role: what.role ?? null,
    unitId: what.unitId ?? null,
    planId: what.planId ?? null,
    personId: what.personId ?? null,
    ...(what.isHead ? { isHead: true } : {}),
    expiresAt: toIso(nowMs + codeLifetimeMs),
    usedAt: null,
    usedBy: null,
    createdAt: toIso(nowMs),
  });
  return code;
}

/** What a used code did. */
export type Linked =
  | { kind: 'person'; person: Person; grants: Grant[] }
  | { kind: 'group'; conversation: Conversation };

/** Why a typed code was not taken: `wrong` covers unknown, used and expired alike. */
export type LinkRefusal = 'wrong' | 'too-many' | 'group-code-in-private' | 'person-code-in-group';

/**
 * Uses a code in the current conversation. Refusals are returned, not thrown, because a wrong try must be counted
 * in the same transaction.
 */
export function linkWithCode(context: CommandContext, typed: string): Linked | { refused: LinkRefusal } {
  const { tx, nowMs, services, address, conversation } = context;
  const tries = triesOf(tx, address.id, nowMs);
  if (tries.count >= triesAllowed) return { refused: 'too-many' };
  const id = services.codeId(typed);
  const isGroup = conversation.kind === 'group';
  if (id !== null && id === services.adminCodeId && !isGroup) {
    return linkPerson(context, [
      { role: 'admin', unitId: null },
      { role: 'clerk', unitId: null },
    ]);
  }
  const code = id === null ? undefined : tx.get('linkCodes', id);
  if (!code || code.usedAt !== null || Date.parse(code.expiresAt) <= nowMs) {
    countTry(tx, address.id, tries, nowMs);
    return { refused: 'wrong' };
  }
  if (code.purpose === 'group' && !isGroup) return { refused: 'group-code-in-private' };
  if (code.purpose !== 'group' && isGroup) return { refused: 'person-code-in-group' };
  tx.put('linkCodes', { ...code, usedAt: toIso(nowMs), usedBy: address.id });
  if (code.purpose === 'group') return linkGroup(context, code);
  if (code.purpose === 'join') return joinAccount(context, code);
  const grant: Grant = { role: code.role as Role, unitId: code.unitId };
  return linkPerson(context, [code.isHead ? { ...grant, isHead: true } : grant]);
}

function linkPerson(context: CommandContext, grants: Grant[]): Linked {
  const { tx, nowMs, services, address } = context;
  const existing = context.person ? tx.get('persons', context.person.id) : undefined;
  // Somebody who was removed begins anew: the new role is theirs, the former ones are not.
  const person: Person = existing
    ? {
        ...structuredClone(existing),
        ...(existing.removedAt === null ? {} : { grants: [], removedAt: null }),
      }
    : {
        id: services.newId(),
        name: address.displayName,
        grants: [],
        createdAt: toIso(nowMs),
        removedAt: null,
      };
  for (const grant of grants) {
    const held = person.grants.find(({ role, unitId }) => role === grant.role && unitId === grant.unitId);
    if (!held) person.grants.push(grant);
    else if (grant.isHead) held.isHead = true;
  }
  tx.put('persons', person);
  bindAddress(context, person.id);
  context.audit('link', person.id, grants.map(({ role, isHead }) => (isHead ? 'head' : role)).join(','));
  return { kind: 'person', person, grants };
}

function joinAccount(context: CommandContext, code: Readonly<LinkCode>): Linked | { refused: LinkRefusal } {
  const person = code.personId ? context.tx.get('persons', code.personId) : undefined;
  if (!person || person.removedAt) return { refused: 'wrong' };
  bindAddress(context, person.id);
  context.audit('join', person.id, context.address.channel);
  return { kind: 'person', person: structuredClone(person), grants: [] };
}

function bindAddress(context: CommandContext, personId: string): void {
  const { tx, address, conversation } = context;
  const current = tx.get('addresses', address.id) ?? address;
  tx.put('addresses', {
    ...current,
    personId,
    unreachable: null,
    privateConversationId: conversation.kind === 'private' ? conversation.id : current.privateConversationId,
  });
}

function linkGroup(context: CommandContext, code: Readonly<LinkCode>): Linked {
  const { tx, conversation } = context;
  const current = structuredClone(tx.get('conversations', conversation.id) ?? conversation) as Conversation;
  if (code.unitId && !current.unitIds.includes(code.unitId)) current.unitIds.push(code.unitId);
  if (code.planId && !current.planIds.includes(code.planId)) current.planIds.push(code.planId);
  current.unreachable = null;
  tx.put('conversations', current);
  context.audit('link-group', current.id, code.unitId ?? code.planId ?? undefined);
  return { kind: 'group', conversation: current };
}

interface Tries {
  count: number;
  since: number;
}

function triesOf(tx: StoreWriter, addressId: string, nowMs: number): Tries {
  const value = tx.get('settings', `code-tries:${addressId}`)?.value as Tries | undefined;
  if (!value || nowMs - value.since > triesWindowMs) return { count: 0, since: nowMs };
  return value;
}

function countTry(tx: StoreWriter, addressId: string, tries: Tries, nowMs: number): void {
  const id = `code-tries:${addressId}`;
  tx.put('settings', {
    id,
    value: { count: tries.count + 1, since: tries.count === 0 ? nowMs : tries.since },
  });
}
