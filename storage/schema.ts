/**
 * What each record looks like on disk: one zod schema per table, checked when a record is put and when a folder
 * is opened, so that nothing is written that would not open again. Fields a schema does not know are kept.
 */
import { z } from 'zod';
import { type TableName, type Tables } from '../src/domain/tables.js';
import {
  text,
  optionalText,
  texts,
  free,
  id,
  storedFile,
  noticeCode,
  policyChanges,
  reminderPreferences,
  taskCandidate,
  documentFacts,
  documentSource,
  settledDoubt,
  documentParts,
  skippedPassage,
  role,
  conversationKind,
  destination,
  outboundMessage,
  inboundEvent,
} from './schema-parts.js';
import { workSchemas } from './schema-work.js';

const schemas = {
  settings: z.object({ id, value: z.unknown() }),
  units: z.object({
    id,
    name: text,
    abbreviation: optionalText,
    aliases: texts,
    kind: z.enum(['sở', 'ban', 'ngành', 'huyện', 'xã', 'đoàn thể', 'đảng', 'trung ương', 'tỉnh', 'đơn vị']),
    parentId: optionalText,
    validFrom: optionalText,
    validTo: optionalText,
    successorIds: texts,
  }),
  unitSets: z.object({
    id,
    name: text,
    aliases: texts,
    members: z.array(z.object({ unitId: text, from: optionalText, to: optionalText })),
  }),
  persons: z.object({
    id,
    name: text,
    grants: z.array(z.object({ role, unitId: optionalText, isHead: z.boolean().optional() })),
    createdAt: text,
    removedAt: optionalText,
    reminders: reminderPreferences.optional(),
    leave: z.object({ from: text, until: text, deputyId: optionalText, at: text }).optional(),
  }),
  addresses: z.object({
    id,
    channel: text,
    externalId: text,
    personId: optionalText,
    displayName: text,
    privateConversationId: optionalText,
    unreachable: optionalText,
    lastSeenAt: text,
  }),
  conversations: z.object({
    id,
    channel: text,
    externalId: text,
    topicId: optionalText,
    kind: conversationKind,
    title: text,
    unitIds: texts,
    planIds: texts,
    unreachable: optionalText,
    createdAt: text,
    reminders: reminderPreferences.optional(),
  }),
  linkCodes: z.object({
    id,
    purpose: z.enum(['person', 'group', 'join']),
    role: role.nullable(),
    unitId: optionalText,
    planId: optionalText,
    personId: optionalText,
    isHead: z.boolean().optional(),
    expiresAt: text,
    usedAt: optionalText,
    usedBy: optionalText,
    createdAt: text,
  }),
  dialogues: z.object({
    id,
    command: optionalText,
    step: optionalText,
    data: free,
    menu: texts,
    expiresAt: text,
  }),
  drafts: z.object({
    id,
    number: z.number(),
    result: z.object({
      document: documentFacts,
      source: documentSource,
      tasks: z.array(taskCandidate),
      skipped: z.array(skippedPassage),
      parts: documentParts.optional(),
    }),
    fileName: text,
    fileSha256: optionalText,
    createdAt: text,
    createdBy: optionalText,
    status: z.enum(['open', 'published', 'discarded']),
    accepted: texts,
    dropped: texts,
    revision: z.number(),
    settled: z.array(settledDoubt),
    targets: z.array(z.object({ task: text, target: optionalText })),
    planId: optionalText,
  }),
  plans: z.object({
    id,
    number: z.number(),
    key: text,
    document: documentFacts,
    beforeMeans: z.enum(['strict', 'lenient']),
    collectorUnitIds: texts,
    fileSha256: optionalText,
    fileName: optionalText,
    status: z.enum(['active', 'closed']),
    publishedAt: text,
    publishedBy: optionalText,
    amendments: z
      .array(
        z.object({
          key: text,
          document: documentFacts,
          fileSha256: optionalText,
          at: text,
          by: optionalText,
          untold: texts.optional(),
        }),
      )
      .optional(),
    isUnannounced: z.boolean().optional(),
    extensionsBy: z.enum(['clerk', 'consolidator']).optional(),
    blocks: z.array(noticeCode).optional(),
    outline: texts.optional(),
    reminders: policyChanges.optional(),
    closedAt: text.optional(),
    closedBy: text.optional(),
    untoldChange: z.enum(['closed', 'reopened']).optional(),
    archive: storedFile.optional(),
    archivedAt: text.optional(),
  }),
  ...workSchemas,
  reminders: z.object({
    id,
    assignmentId: text,
    step: text,
    dueOn: text,
    at: text,
    queuedAt: text,
    conversationIds: texts,
  }),
  snoozes: z.object({
    id,
    conversationId: text,
    assignmentId: text,
    until: text,
    byPersonId: text,
    at: text,
  }),
  letters: z.object({
    id,
    number: z.number(),
    planId: text,
    taskId: text.optional(),
    officeUnitId: text.optional(),
    office: text.optional(),
    basis: text.optional(),
    time: z.number(),
    unitIds: texts,
    assignmentIds: texts,
    finalOn: optionalText,
    sentAs: optionalText,
    file: storedFile,
    byPersonId: text,
    at: text,
  }),
  inbox: z.object({
    id,
    sequence: z.number(),
    conversationId: text,
    event: inboundEvent,
    receivedAt: text,
    status: z.enum(['pending', 'done', 'failed']),
    attempts: z.number(),
    error: optionalText,
  }),
  outbox: z.object({
    id,
    key: text,
    sequence: z.number(),
    conversationId: text,
    channel: text,
    to: destination,
    message: outboundMessage,
    kind: z.enum(['reply', 'receipt', 'forward', 'reminder', 'notice', 'overview']),
    assignmentIds: texts,
    status: z.enum(['pending', 'sending', 'sent', 'failed', 'dropped']),
    attempts: z.number(),
    createdAt: text,
    nextAttemptAt: text,
    notBefore: text.optional(),
    doubtful: z.number().optional(),
    insteadOf: text.optional(),
    givenUpAt: text.optional(),
    sentAt: optionalText,
    externalIds: texts,
    lastError: optionalText,
  }),
  audit: z.object({
    id,
    at: text,
    personId: optionalText,
    channel: optionalText,
    act: text,
    subject: text,
    detail: optionalText,
  }),
  webMessages: z.object({
    id,
    conversationId: text,
    sequence: z.number(),
    at: text,
    fromPerson: z.boolean(),
    author: text,
    body: free,
  }),
} satisfies { [K in TableName]: z.ZodType<Tables[K]> };

/** `true` only when both types have the same fields, optional ones included, at every depth. */
// oxlint-disable typescript/no-unnecessary-type-parameters -- comparing two generic functions is how types are compared exactly
type Same<A, B> =
  (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;
// oxlint-enable typescript/no-unnecessary-type-parameters
type Flat<T> = T extends readonly (infer Item)[]
  ? Flat<Item>[]
  : T extends object
    ? { [Field in keyof T]: Flat<T[Field]> }
    : T;

/** Fails to compile, naming the table, when a schema and its TypeScript type drift apart. */
type Drifted = {
  [K in TableName]: Same<z.infer<(typeof schemas)[K]>, Tables[K]> extends true ? never : K;
}[TableName];
const drifted: Drifted[] = [];
drifted satisfies never[];

/**
 * Why a record may not stand in a table, or null when it may.
 * @returns e.g. `status: Invalid option`, without the record's content.
 */
export function faultOf(table: TableName, row: unknown): string | null {
  const result = schemas[table].safeParse(row);
  if (result.success) return null;
  const [issue] = result.error.issues;
  return issue ? `${issue.path.join('.') || 'id'}: ${issue.message}` : 'không đúng cấu trúc';
}
