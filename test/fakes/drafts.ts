/** Drafts as reading would leave them, for tests of what people then do with them. */
import { randomUUID } from 'node:crypto';
import { openDraft } from '../../src/domain/acts/draft-open.js';
import type { OutboundMessage } from '../../src/domain/message.js';
import {
  type Deadline,
  type DocumentFacts,
  type PlanDraft,
  type TaskCandidate,
  blankDeadline,
} from '../../src/domain/plan.js';
import type { World } from './world.js';

/** Facts of the sample plan, with whatever a test needs otherwise. */
export function facts(more: Partial<DocumentFacts> = {}): DocumentFacts {
  return {
    type: 'KH',
    number: '62/KH-UBND',
    issuer: 'UBND tỉnh Lam Giang',
    issuedOn: '2026-06-01',
    title: 'Tổng kết công tác y tế cơ sở',
    period: null,
    basis: [],
    urgency: null,
    amends: null,
    ...more,
  };
}

/** Puts an open draft into a world's store. */
export function draftIn(
  world: World,
  tasks: TaskCandidate[],
  document: Partial<DocumentFacts> = {},
): Promise<PlanDraft> {
  const result = {
    document: facts(document),
    source: { kind: 'docx' as const, pages: null, confidence: null },
    tasks,
    skipped: [],
  };
  return world.app.store.transaction((tx) =>
    openDraft(
      tx,
      { result, fileName: 'ke-hoach.docx', fileSha256: null },
      { nowMs: world.clock.now(), by: null, newId: randomUUID },
    ),
  );
}

/** A deadline of any kind. */
export function deadline(text: string, more: Partial<Deadline> = {}): Deadline {
  return {
    ...blankDeadline,
    text,
    confidence: 0.95,
    ...more,
  };
}

/** Headings and texts of messages, to look for words in. */
export function textOf(messages: readonly OutboundMessage[]): string {
  return messages.map((message) => `${message.heading ?? ''}\n${message.text}`).join('\n---\n');
}

/** The command behind a button of the last message that has one of this label. */
export function button(messages: readonly OutboundMessage[], label: string): string {
  const found = messages
    .flatMap((message) => message.choices ?? [])
    .findLast((choice) => choice.label.includes(label));
  if (!found) throw new Error(`no button ${label} under:\n${textOf(messages)}`);
  return found.command;
}
