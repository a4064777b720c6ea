/** Small valid records for tests of stores. */
import type { Assignment } from '../../src/domain/assignment.js';
import type { InboxRow, OutboxRow } from '../../src/domain/message.js';
import type { Conversation, Dialogue } from '../../src/domain/person.js';

const at = '2026-06-15T02:00:00.000Z';

/** An assignment; `number` is its unique key. */
export function assignment(id: string, number: number, more: Partial<Assignment> = {}): Assignment {
  return {
    id,
    number,
    planId: 'p1',
    taskId: 't1',
    roundId: 'r1',
    unitId: 'u1',
    status: 'active',
    createdAt: at,
    ...more,
  };
}

/** A group; it stands in the index under every unit and plan it is bound to. */
export function conversation(id: string, unitIds: string[], planIds: string[] = []): Conversation {
  return {
    id,
    channel: 'web',
    externalId: id,
    topicId: null,
    kind: 'group',
    title: 'Tổ công tác',
    unitIds,
    planIds,
    unreachable: null,
    createdAt: at,
  };
}

/** A received text message. */
export function inboxRow(id: string, sequence: number, more: Partial<InboxRow> = {}): InboxRow {
  return {
    id,
    sequence,
    conversationId: 'web:c1',
    event: {
      channel: 'web',
      externalId: id,
      sentAt: at,
      conversation: { externalId: 'c1', topicId: null, kind: 'private', title: '' },
      sender: { externalId: 's1', displayName: 'Lê Thu Hà' },
      isAddressed: true,
      replyToId: null,
      content: { kind: 'text', text: 'tuần này đơn vị tôi phải nộp gì' },
    },
    receivedAt: at,
    status: 'pending',
    attempts: 0,
    error: null,
    ...more,
  };
}

/** A message waiting to be sent; `key` is unique. */
export function outboxRow(id: string, key: string, more: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id,
    key,
    sequence: 1,
    conversationId: 'web:c1',
    channel: 'web',
    to: { externalId: 'c1', topicId: null, kind: 'private' },
    message: { text: 'Kế hoạch quý IV' },
    kind: 'reply',
    assignmentIds: [],
    status: 'pending',
    attempts: 0,
    createdAt: at,
    nextAttemptAt: at,
    sentAt: null,
    externalIds: [],
    lastError: null,
    ...more,
  };
}

/** A dialogue with free-form data. */
export function dialogue(id: string, data: Record<string, unknown>): Dialogue {
  return { id, command: 'nop', step: 'choose', data, menu: ['/viec V1'], expiresAt: at };
}
