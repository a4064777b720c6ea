/**
 * Links to what was handed in: what each carries, how long it lives, and what stands behind it when it is used.
 * A link names its purpose, its object and the person it was given to; whether that person may still have the object is
 * asked again at every use (`domain/entitlement.ts`).
 */
import type { Person } from '../domain/person.js';
import type { StoredFile, OutboxRow } from '../domain/message.js';
import type { StoreReader } from '../domain/ports.js';
import { type TakenOut, takenOutAt, takenOutBy } from '../domain/collecting.js';
import { mayFetch, mayTakeOut } from '../domain/entitlement.js';
import { archivedPlan } from '../domain/archived-plans.js';
import type { BundleRef, Services } from '../domain/command.js';
import type { Signer } from './sign.js';

/** Purposes a token is signed for; one for another gives nothing. */
const purposes = { file: 'file', bundle: 'bundle', archive: 'plan-archive' } as const;

interface FileGrant {
  personId: string;
  submissionId: string;
  index: number;
}
type BundleGrant = BundleRef & { personId: string };
interface ArchiveGrant {
  personId: string;
  planId: string;
}

export interface LinkDeps {
  signer: Signer;
  /** Address links are built on; null when there is none people could open. */
  linkBase: () => string | null;
  /** Life of a link, in milliseconds. */
  lifetimeMs: number;
}

/** The links commands give out. */
export function createFileLinks(
  deps: LinkDeps,
): Pick<Services, 'fileLink' | 'bundleLink' | 'archiveLink' | 'fileLinkDays'> {
  const link = (purpose: string, grant: FileGrant | BundleGrant | ArchiveGrant): string | null => {
    const base = deps.linkBase();
    return base === null ? null : `${base}/files/${deps.signer.sign(purpose, grant, deps.lifetimeMs)}`;
  };
  return {
    fileLink: (submissionId, index, personId) => link(purposes.file, { submissionId, index, personId }),
    bundleLink: (ref, personId) => link(purposes.bundle, { ...ref, personId }),
    archiveLink: (planId, personId) => link(purposes.archive, { planId, personId }),
    fileLinkDays: Math.round(deps.lifetimeMs / 86_400_000),
  };
}

/**
 * A link in place of a file that is too large for the channel of a message: for the person of a private chat who may
 * have it, and for nobody in a group. Null when there is no such person, or the file was not handed in by anyone.
 */
export function linkForRow(
  reader: StoreReader,
  fileLink: Services['fileLink'],
  row: Pick<OutboxRow, 'conversationId'>,
  file: Pick<StoredFile, 'sha256'>,
  nowMs: number,
): string | null {
  const conversation = reader.get('conversations', row.conversationId);
  if (conversation?.kind !== 'private') return null;
  const address = reader.get('addresses', `${conversation.channel}:${conversation.externalId}`);
  const person = address?.personId == null ? undefined : reader.get('persons', address.personId);
  if (!person) return null;
  for (const submission of reader.find('submissions', 'byFile', file.sha256)) {
    const index = submission.files.findIndex((one) => one.sha256 === file.sha256);
    if (index !== -1 && mayFetch(reader, person, submission, nowMs))
      return fileLink(submission.id, index, person.id);
  }
  return null;
}

/** What a link gives. */
export type Behind =
  | { kind: 'file'; file: StoredFile; person: Readonly<Person>; subject: string }
  | { kind: 'bundle'; taken: TakenOut; person: Readonly<Person>; subject: string };

/** What stands behind a token for the person it was given to, as things are now; null for everything else alike. */
export function behind(reader: StoreReader, signer: Signer, token: string, nowMs: number): Behind | null {
  const file = signer.verify(purposes.file, token) as Partial<FileGrant> | null;
  if (file) return behindFile(reader, file, nowMs);
  const bundle = signer.verify(purposes.bundle, token) as Partial<BundleGrant> | null;
  if (bundle) return behindBundle(reader, bundle, nowMs);
  const archive = signer.verify(purposes.archive, token) as Partial<ArchiveGrant> | null;
  return archive ? behindArchive(reader, archive, nowMs) : null;
}

function behindFile(reader: StoreReader, grant: Partial<FileGrant>, nowMs: number): Behind | null {
  const { submissionId, index, personId } = grant;
  if (typeof submissionId !== 'string' || typeof index !== 'number') return null;
  const person = personBehind(reader, personId);
  const submission = reader.get('submissions', submissionId);
  const file = submission?.files[index];
  if (!person || !submission || !file || !mayFetch(reader, person, submission, nowMs)) return null;
  return { kind: 'file', file, person, subject: submission.receiptCode };
}

function behindBundle(reader: StoreReader, grant: Partial<BundleGrant>, nowMs: number): Behind | null {
  const person = personBehind(reader, grant.personId);
  const taken = takenBehind(reader, grant);
  if (!person || !taken || !mayTakeOut(reader, person, taken.plan, nowMs)) return null;
  return { kind: 'bundle', taken, person, subject: `K${taken.plan.number}` };
}

function takenBehind(reader: StoreReader, grant: Partial<BundleGrant>): TakenOut | null {
  if ('collectionId' in grant && typeof grant.collectionId === 'string') {
    const collection = reader.get('collections', grant.collectionId);
    return collection ? takenOutBy(reader, collection) : null;
  }
  if (!('planId' in grant) || typeof grant.planId !== 'string') return null;
  const { planId, taskId = null, atMs = 0, allVersions = false } = grant;
  return takenOutAt(reader, { planId, taskId, atMs, allVersions });
}

function behindArchive(reader: StoreReader, grant: Partial<ArchiveGrant>, nowMs: number): Behind | null {
  const { planId, personId } = grant;
  if (typeof planId !== 'string') return null;
  const person = personBehind(reader, personId);
  const known = archivedPlan(reader, planId);
  if (!person || !known || !mayTakeOut(reader, person, known, nowMs)) return null;
  return { kind: 'file', file: known.archive, person, subject: `K${known.number}` };
}

function personBehind(reader: StoreReader, id: string | undefined): Readonly<Person> | null {
  const person = typeof id === 'string' ? reader.get('persons', id) : undefined;
  return person && person.removedAt === null ? person : null;
}
