/** What records point at: other records, and files in the vault. Used by `check` and `backup`. */
import { archivedPlansPrefix } from '../src/domain/archived-plans.js';
import type { StoredFile } from '../src/domain/message.js';
import { storedFilesIn } from '../src/domain/stored-files.js';
import { tableNames, type TableName, type Tables } from '../src/domain/tables.js';
import type { State } from './state.js';

/** A field of a record that names another record. Null names none. */
export interface Reference {
  from: string;
  field: string;
  table: TableName;
  id: string;
}

type Named = readonly (readonly [field: string, table: TableName, ids: readonly (string | null)[]])[];

/** Which records a record of each table must find. Tables that only keep a history may outlive what they name. */
const references: { readonly [K in TableName]?: (row: Readonly<Tables[K]>) => Named } = {
  units: (unit) => [
    ['parentId', 'units', [unit.parentId]],
    ['successorIds', 'units', unit.successorIds],
  ],
  unitSets: (set) => [['members', 'units', set.members.map((member) => member.unitId)]],
  persons: (person) => [
    ['grants', 'units', person.grants.map((grant) => grant.unitId)],
    ['leave', 'persons', [person.leave?.deputyId ?? null]],
  ],
  addresses: (address) => [['personId', 'persons', [address.personId]]],
  conversations: (conversation) => [
    ['unitIds', 'units', conversation.unitIds],
    ['planIds', 'plans', conversation.planIds],
  ],
  linkCodes: (code) => [
    ['unitId', 'units', [code.unitId]],
    ['planId', 'plans', [code.planId]],
    ['personId', 'persons', [code.personId]],
  ],
  drafts: (draft) => [['planId', 'plans', [draft.planId]]],
  plans: (plan) => [['collectorUnitIds', 'units', plan.collectorUnitIds]],
  tasks: (task) => [
    ['planId', 'plans', [task.planId]],
    ['leadUnitIds', 'units', task.leadUnitIds],
    ['coordinatingUnitIds', 'units', task.coordinatingUnitIds],
    ['recipientUnitIds', 'units', task.recipientUnitIds],
  ],
  rounds: (round) => [
    ['taskId', 'tasks', [round.taskId]],
    ['planId', 'plans', [round.planId]],
    ['datedBy', 'persons', [round.datedBy ?? null]],
  ],
  assignments: (assignment) => [
    ['planId', 'plans', [assignment.planId]],
    ['taskId', 'tasks', [assignment.taskId]],
    ['roundId', 'rounds', [assignment.roundId]],
    ['unitId', 'units', [assignment.unitId]],
  ],
  submissions: (submission) => [
    ['assignmentId', 'assignments', [submission.assignmentId]],
    ['planId', 'plans', [submission.planId]],
    ['unitId', 'units', [submission.unitId]],
    ['byPersonId', 'persons', [submission.byPersonId]],
    ['invited', 'assignments', submission.invited ?? []],
  ],
  reviews: (review) => [
    ['submissionId', 'submissions', [review.submissionId]],
    ['assignmentId', 'assignments', [review.assignmentId]],
    ['byPersonId', 'persons', [review.byPersonId]],
  ],
  notes: (note) => [
    ['submissionId', 'submissions', [note.submissionId]],
    ['byPersonId', 'persons', [note.byPersonId]],
  ],
  forwards: (forward) => [
    ['submissionId', 'submissions', [forward.submissionId]],
    ['unitId', 'units', [forward.unitId]],
  ],
  collections: (collection) => [
    ['planId', 'plans', [collection.planId]],
    ['taskId', 'tasks', [collection.taskId]],
    ['submissionIds', 'submissions', collection.submissionIds],
    ['byPersonId', 'persons', [collection.byPersonId]],
  ],
  extensions: (extension) => [
    ['assignmentId', 'assignments', [extension.assignmentId]],
    ['planId', 'plans', [extension.planId]],
    ['requestedBy', 'persons', [extension.requestedBy]],
    ['decidedBy', 'persons', [extension.decidedBy]],
  ],
  reminders: (reminder) => [['assignmentId', 'assignments', [reminder.assignmentId]]],
  snoozes: (snooze) => [
    ['conversationId', 'conversations', [snooze.conversationId]],
    ['assignmentId', 'assignments', [snooze.assignmentId]],
    ['byPersonId', 'persons', [snooze.byPersonId]],
  ],
  letters: (letter) => [
    ['planId', 'plans', [letter.planId]],
    ['taskId', 'tasks', [letter.taskId ?? null]],
    ['officeUnitId', 'units', [letter.officeUnitId ?? null]],
    ['unitIds', 'units', letter.unitIds],
    ['assignmentIds', 'assignments', letter.assignmentIds],
    ['byPersonId', 'persons', [letter.byPersonId]],
  ],
  outbox: (row) => [['assignmentIds', 'assignments', row.assignmentIds]],
};

/** References that lead nowhere. */
export function* brokenReferences(state: State): Generator<Reference> {
  for (const from of tableNames) {
    const named = references[from] as ((row: unknown) => Named) | undefined;
    if (!named) continue;
    for (const row of state.all(from)) {
      for (const [field, table, ids] of named(row)) {
        for (const id of ids) {
          if (id !== null && !state.entry(table, id)) yield { from: `${from}/${row.id}`, field, table, id };
        }
      }
    }
  }
}

/** A file of the vault that a record needs. `size` is null where the record does not say. */
export interface FileReference {
  from: string;
  sha256: string;
  size: number | null;
}

/** Prefix of the reference to a file that entered the vault before its message was handled. */
const vaultReference = 'vault:';

const fileFields: {
  readonly [K in TableName]?: (
    row: Readonly<Tables[K]>,
  ) => readonly (StoredFile | string | null | undefined)[];
} = {
  // The archive of a plan that was removed is kept by a setting alone.
  settings: ({ id, value }) => (id.startsWith(archivedPlansPrefix) ? storedFilesIn(value) : []),
  drafts: (draft) => [draft.fileSha256],
  plans: (plan) => [plan.fileSha256, plan.archive, ...(plan.amendments ?? []).map((one) => one.fileSha256)],
  submissions: (submission) => submission.files.flatMap((file) => [file, ...(file.joinedFrom ?? [])]),
  extensions: (extension) => extension.files ?? [],
  letters: (letter) => [letter.file],
  outbox: ({ message }) => [...(message.files ?? []), message.picture],
  // Handled ones may name a marked document that was removed on purpose.
  inbox: ({ status, event: { content } }) =>
    status === 'pending' && content.kind === 'files'
      ? content.files.flatMap(({ ref }) =>
          ref.startsWith(vaultReference) ? [ref.slice(vaultReference.length)] : [],
        )
      : [],
  dialogues: ({ data }) => storedFilesIn(data),
  webMessages: ({ body }) => storedFilesIn(body),
};

/** Every file a record needs, as often as it is named. */
export function* fileReferences(state: {
  all(table: TableName): Iterable<{ id: string }>;
}): Generator<FileReference> {
  for (const table of tableNames) {
    const files = fileFields[table] as
      | ((row: unknown) => readonly (StoredFile | string | null | undefined)[])
      | undefined;
    if (!files) continue;
    for (const row of state.all(table)) {
      for (const file of files(row)) {
        if (!file) continue;
        const from = `${table}/${row.id}`;
        yield typeof file === 'string'
          ? { from, sha256: file, size: null }
          : { from, sha256: file.sha256, size: file.size };
      }
    }
  }
}

/** Hashes of all files the records need, each once. */
export function filesOf(state: State): Set<string> {
  return new Set([...fileReferences(state)].map((file) => file.sha256));
}
