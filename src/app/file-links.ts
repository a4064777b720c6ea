/**
 * Links to what was handed in: what each carries, how long it lives, and what stands behind it when it is used.
 * A link names its purpose, its object and the person it was given to; whether that person may still have the object is
 * asked again at every use (`domain/entitlement.ts`).
 */
import type { Person } from '../domain/person.js';
import type { StoredFile, OutboxRow } from '../domain/message.js';
import type { Clock, StoreReader } from '../domain/ports.js';
import { type TakenOut, takenOutAt, takenOutBy } from '../domain/collecting.js';
import { mayFetch, mayTakeOut } from '../domain/entitlement.js';
import { archivedPlan } from '../domain/archived-plans.js';
import type { BundleRef, Services } from '../domain/command.js';
import { addDays, dayOf, instantOf } from '../domain/time.js';
import { longestLinkMs, type Signer } from './sign.js';

/** Purposes a token is signed for; one for another gives nothing. */
const purposes = { file: 'file', bundle: 'bundle', archive: 'plan-archive' } as const;

/** One file of a submission, or one of the papers of a request for more time. */
interface FileGrant {
  personId: string;
  of: 'submissions' | 'extensions';
  id: string;
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
    fileLink: (id, index, personId) => link(purposes.file, { of: 'submissions', id, index, personId }),
    bundleLink: (ref, personId) => link(purposes.bundle, { ...ref, personId }),
    archiveLink: (planId, personId) => link(purposes.archive, { planId, personId }),
    fileLinkDays: Math.round(deps.lifetimeMs / 86_400_000),
  };
}

/**
 * Makes links in place of files that are too large for the channel of a message: for the person of a private chat who
 * may have the file, and for nobody in a group. They die at the end of a day, so that a message sent again the same day
 * reads the same, and what a platform took of it already is recognised.
 * @returns null when nobody may have it, or it was sent in by no one (the assistant's own tables are small).
 */
export function createRowLinks(deps: {
  store: StoreReader;
  clock: Clock;
  signer: Signer;
  linkBase: () => string | null;
  /** Whole days a link lives after the day it is made on. */
  days: number;
}): (
  row: Pick<OutboxRow, 'conversationId' | 'assignmentIds'>,
  file: Pick<StoredFile, 'sha256'>,
) => string | null {
  const { store, clock, signer } = deps;
  return (row, { sha256 }) => {
    const base = deps.linkBase();
    const conversation = store.get('conversations', row.conversationId);
    if (base === null || conversation?.kind !== 'private') return null;
    const person = [...store.all('addresses')]
      .filter((address) => address.privateConversationId === conversation.id)
      .flatMap(({ personId }) => (personId === null ? [] : (store.get('persons', personId) ?? [])))[0];
    if (!person) return null;
    const nowMs = clock.now();
    const life = Math.min(instantOf(addDays(dayOf(nowMs), deps.days + 1), '00:00') - nowMs, longestLinkMs);
    for (const sent of sentWith(store, sha256, row.assignmentIds)) {
      if (!mayFetch(store, person, sent, nowMs)) continue;
      const { of, id, index } = sent;
      const grant: FileGrant = { of, id, index, personId: person.id };
      return `${base}/files/${signer.sign(purposes.file, grant, life)}`;
    }
    return null;
  };
}

type Sent = Pick<FileGrant, 'of' | 'id' | 'index'> & { planId: string; assignmentId: string };

/** Wherever a file was sent in: with a version, or with a request for more time about one of these assignments. */
function* sentWith(store: StoreReader, sha256: string, assignmentIds: readonly string[]): Generator<Sent> {
  const requests = assignmentIds.flatMap((id) => store.find('extensions', 'byAssignment', id));
  const all = [
    ...store.find('submissions', 'byFile', sha256).map((one) => ({ of: 'submissions' as const, one })),
    ...requests.map((one) => ({ of: 'extensions' as const, one })),
  ];
  for (const { of, one } of all) {
    const index = (one.files ?? []).findIndex((file) => file.sha256 === sha256);
    const { id, planId, assignmentId } = one;
    if (index !== -1) yield { of, id, index, planId, assignmentId };
  }
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
  const { of, id, index, personId } = grant;
  if (typeof id !== 'string' || typeof index !== 'number') return null;
  const person = personBehind(reader, personId);
  const submission = of === 'submissions' ? reader.get('submissions', id) : undefined;
  const request = of === 'extensions' ? reader.get('extensions', id) : undefined;
  const sent = submission ?? request;
  const file = sent?.files?.[index];
  if (!person || !sent || !file || !mayFetch(reader, person, sent, nowMs)) return null;
  return { kind: 'file', file, person, subject: submission?.receiptCode ?? `GH${request?.number ?? ''}` };
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
