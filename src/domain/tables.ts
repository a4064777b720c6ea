/** The record types the store keeps, by table, and the indexes it answers from. */
import type {
  Assignment,
  Collection,
  Extension,
  Forward,
  Review,
  Round,
  Submission,
  SubmissionNote,
  SubmittedFile,
} from './assignment.js';
import type { InboxRow, OutboxRow } from './message.js';
import type { Address, Conversation, Dialogue, LinkCode, Person } from './person.js';
import type { Plan, PlanDraft, Task } from './plan.js';
import type { Unit, UnitSet } from './unit.js';
import type { Snooze, UrgingLetter } from './urging.js';

/** A named value: counters, the reminder mark, the link-signing key, the demo clock. */
export interface Setting {
  id: string;
  value: unknown;
}

/** One line of what was done, by whom, when. Never changed. */
export interface AuditEntry {
  id: string;
  at: string;
  personId: string | null;
  channel: string | null;
  act: string;
  subject: string;
  detail: string | null;
}

/** One reminder step already put in the outbox; the id is its key, so it cannot happen twice. */
export interface ReminderRecord {
  /** `<assignmentId>/<dueOn>/<step>` */
  id: string;
  assignmentId: string;
  step: string;
  dueOn: string;
  /** Instant it fell due. */
  at: string;
  /** Instant it was put in the outbox. */
  queuedAt: string;
  /** Conversations it went to; empty when nobody could be reached. */
  conversationIds: string[];
}

/** A message shown in the web chat; kept so that a reload shows the conversation. */
export interface WebMessage {
  id: string;
  conversationId: string;
  sequence: number;
  at: string;
  fromPerson: boolean;
  author: string;
  body: Record<string, unknown>;
}

/** Every table and its record. Each record has a string `id`. */
export interface Tables {
  settings: Setting;
  units: Unit;
  unitSets: UnitSet;
  persons: Person;
  addresses: Address;
  conversations: Conversation;
  linkCodes: LinkCode;
  dialogues: Dialogue;
  drafts: PlanDraft;
  plans: Plan;
  tasks: Task;
  rounds: Round;
  assignments: Assignment;
  submissions: Submission;
  reviews: Review;
  notes: SubmissionNote;
  forwards: Forward;
  collections: Collection;
  extensions: Extension;
  reminders: ReminderRecord;
  snoozes: Snooze;
  letters: UrgingLetter;
  inbox: InboxRow;
  outbox: OutboxRow;
  audit: AuditEntry;
  webMessages: WebMessage;
}

export type TableName = keyof Tables;

/** Names of all tables, in the order snapshots list them. */
export const tableNames: readonly TableName[] = [
  'settings',
  'units',
  'unitSets',
  'persons',
  'addresses',
  'conversations',
  'linkCodes',
  'dialogues',
  'drafts',
  'plans',
  'tasks',
  'rounds',
  'assignments',
  'submissions',
  'reviews',
  'notes',
  'forwards',
  'collections',
  'extensions',
  'reminders',
  'snoozes',
  'letters',
  'inbox',
  'outbox',
  'audit',
  'webMessages',
];

/** How a record is found: the keys it stands under; `unique` refuses a second record under one key. */
export interface IndexDefinition<T> {
  keys: (record: T) => readonly string[];
  unique?: boolean;
}

/** A file, and the photographs it was joined from. */
function hashesOf(file: SubmittedFile): string[] {
  return [file.sha256, ...(file.joinedFrom ?? []).map((photo) => photo.sha256)];
}

/** All indexes. `store.find('assignments', 'byUnit', unitId)` answers from one of these. */
export const indexes = {
  addresses: { byPerson: { keys: (a: Address) => (a.personId ? [a.personId] : []) } },
  conversations: {
    byUnit: { keys: (c: Conversation) => c.unitIds },
    byPlan: { keys: (c: Conversation) => c.planIds },
    byExternal: { keys: (c: Conversation) => [`${c.channel}:${c.externalId}`] },
  },
  persons: {
    byUnit: { keys: (p: Person) => [...new Set(p.grants.flatMap((g) => (g.unitId ? [g.unitId] : [])))] },
    byRole: { keys: (p: Person) => [...new Set(p.grants.map((g) => g.role))] },
  },
  plans: {
    byKey: { keys: (p: Plan) => [p.key, ...(p.amendments ?? []).map((a) => a.key)], unique: true },
    byStatus: { keys: (p: Plan) => [p.status] },
  },
  drafts: { byStatus: { keys: (d: PlanDraft) => [d.status] } },
  tasks: { byPlan: { keys: (t: Task) => [t.planId] } },
  rounds: { byTask: { keys: (r: Round) => [r.taskId] }, byPlan: { keys: (r: Round) => [r.planId] } },
  assignments: {
    byUnit: { keys: (a: Assignment) => [a.unitId] },
    byPlan: { keys: (a: Assignment) => [a.planId] },
    byTask: { keys: (a: Assignment) => [a.taskId] },
    byRound: { keys: (a: Assignment) => [a.roundId] },
    byNumber: { keys: (a: Assignment) => [String(a.number)], unique: true },
    byStatus: { keys: (a: Assignment) => [a.status] },
  },
  submissions: {
    byAssignment: { keys: (s: Submission) => [s.assignmentId] },
    byPlan: { keys: (s: Submission) => [s.planId] },
    byReceipt: { keys: (s: Submission) => [s.receiptCode], unique: true },
    byFile: { keys: (s: Submission) => [...new Set(s.files.flatMap(hashesOf))] },
    byInvitation: { keys: (s: Submission) => (s.invited?.length ? ['open'] : []) },
    byJoint: { keys: (s: Submission) => (s.jointId ? [s.jointId] : []) },
  },
  reviews: {
    byAssignment: { keys: (r: Review) => [r.assignmentId] },
    bySubmission: { keys: (r: Review) => [r.submissionId] },
  },
  notes: { bySubmission: { keys: (n: SubmissionNote) => [n.submissionId] } },
  forwards: {
    bySubmission: { keys: (f: Forward) => [f.submissionId] },
    byPlan: { keys: (f: Forward) => [f.planId] },
    byUnit: { keys: (f: Forward) => (f.unitId ? [f.unitId] : []) },
  },
  collections: { byPlan: { keys: (c: Collection) => [c.planId] } },
  extensions: {
    byAssignment: { keys: (e: Extension) => [e.assignmentId] },
    byStatus: { keys: (e: Extension) => [e.status] },
    byNumber: { keys: (e: Extension) => [String(e.number)], unique: true },
  },
  reminders: { byAssignment: { keys: (r: ReminderRecord) => [r.assignmentId] } },
  snoozes: { byAssignment: { keys: (s: Snooze) => [s.assignmentId] } },
  letters: {
    byPlan: { keys: (l: UrgingLetter) => [l.planId] },
    byNumber: { keys: (l: UrgingLetter) => [String(l.number)], unique: true },
  },
  inbox: { byStatus: { keys: (r: InboxRow) => [r.status] } },
  outbox: {
    byStatus: { keys: (r: OutboxRow) => [r.status] },
    byKey: { keys: (r: OutboxRow) => [r.key], unique: true },
    byConversation: { keys: (r: OutboxRow) => [r.conversationId] },
  },
  webMessages: { byConversation: { keys: (m: WebMessage) => [m.conversationId] } },
} satisfies { [K in TableName]?: Record<string, IndexDefinition<Tables[K]>> };

export type Indexes = typeof indexes;
/** Index names of a table; `never` for tables without one. */
export type IndexName<K extends TableName> = K extends keyof Indexes ? keyof Indexes[K] & string : never;
