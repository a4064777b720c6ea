/**
 * The chain of receipts: each carries a hash over what it says and over the receipt before it, so that whoever changes,
 * removes or inserts one later breaks every receipt after it. What units hold in their chats carries the first figures
 * of its own hash: even a chain computed anew from end to end no longer agrees with those.
 */
import type { ReceiptSeal, Submission } from './assignment.js';
import type { StoreWriter } from './ports.js';
import type { Setting } from './tables.js';

/** Setting that holds the last link: `{ sequence, hash }`. */
export const chainSetting = 'receipt-chain';

/** Settings that keep the seals of receipts moved to an archive: `archived-seals/<planId>`, an array of seals. */
export const archivedSealsPrefix = 'archived-seals/';

const beginning = '0'.repeat(64);

/** SHA-256 of a text in UTF-8, as lower case hex; given from outside, since nothing here computes hashes itself. */
export type Hash = (text: string) => string;

/** What a receipt says: everything that must not change after it was given. */
type Sealed = Omit<Submission, 'seal'>;

/** The seal of a new receipt after the last one; moves the end of the chain. Call it once for each receipt. */
export function sealNext(tx: StoreWriter, submission: Sealed, hash: Hash): ReceiptSeal {
  const last = linkOf(tx.get('settings', chainSetting)?.value);
  const link = { sequence: (last?.sequence ?? 0) + 1, previous: last?.hash ?? beginning };
  const seal = { ...link, hash: hash(sealed(submission, link)) };
  tx.put('settings', { id: chainSetting, value: { sequence: seal.sequence, hash: seal.hash } });
  return seal;
}

/** Whether a receipt still says what it said when it was given; null for one older than the chain. */
export function isIntact(submission: Readonly<Submission>, hash: Hash): boolean | null {
  const { seal } = submission;
  return seal ? hash(sealed(submission, seal)) === seal.hash : null;
}

/** The figures of a seal people can compare by eye. */
export function sealMark(seal: Readonly<ReceiptSeal>): string {
  return seal.hash.slice(0, 8).toUpperCase();
}

/** One fault of the chain: a receipt that was changed, or a place where links are missing. */
export interface ChainFault {
  kind: 'changed' | 'missing' | 'unsealed';
  /** Receipt code, or the number of the missing link. */
  subject: string;
}

/** Walks the whole chain. @returns its faults in order; empty when every receipt stands as it was given. */
export function chainFaults(
  submissions: Iterable<Readonly<Submission>>,
  settings: Iterable<Readonly<Setting>>,
  hash: Hash,
): ChainFault[] {
  const faults: ChainFault[] = [];
  const links: { seal: Readonly<ReceiptSeal>; code: string | null }[] = [];
  const unsealed: Readonly<Submission>[] = [];
  let beganAt: string | null = null;
  for (const submission of submissions) {
    const { seal, receiptCode, receivedAt } = submission;
    if (seal) links.push({ seal, code: receiptCode });
    else unsealed.push(submission);
    if (seal && (beganAt === null || receivedAt < beganAt)) beganAt = receivedAt;
    if (isIntact(submission, hash) === false) faults.push({ kind: 'changed', subject: receiptCode });
  }
  let last: Link | null = null;
  for (const { id, value } of settings) {
    if (id === chainSetting) last = linkOf(value);
    if (!id.startsWith(archivedSealsPrefix) || !Array.isArray(value)) continue;
    for (const seal of value as ReceiptSeal[]) links.push({ seal, code: null });
  }
  links.sort((a, b) => a.seal.sequence - b.seal.sequence);
  let previous = { sequence: 0, hash: beginning };
  for (const { seal, code } of links) {
    for (let gap = previous.sequence + 1; gap < seal.sequence; gap += 1) {
      faults.push({ kind: 'missing', subject: String(gap) });
    }
    const isNext = seal.sequence === previous.sequence + 1;
    if (seal.sequence === previous.sequence || (isNext && seal.previous !== previous.hash)) {
      faults.push({ kind: 'changed', subject: code ?? String(seal.sequence) });
    }
    previous = seal;
  }
  if (last && last.sequence > previous.sequence) {
    faults.push({ kind: 'missing', subject: `${previous.sequence + 1}–${last.sequence}` });
  } else if (links.length > 0 && last?.hash !== previous.hash) {
    faults.push({ kind: 'changed', subject: String(previous.sequence) });
  }
  // Only receipts given before the chain began have no seal; a later one without it has lost it.
  for (const { receiptCode, receivedAt } of unsealed) {
    if (beganAt !== null && receivedAt > beganAt) faults.push({ kind: 'unsealed', subject: receiptCode });
  }
  return faults;
}

/** The end of the chain. */
type Link = Pick<ReceiptSeal, 'sequence' | 'hash'>;

function linkOf(value: unknown): Link | null {
  const link = value as Partial<Link> | null | undefined;
  return typeof link?.sequence === 'number' && typeof link.hash === 'string'
    ? { sequence: link.sequence, hash: link.hash }
    : null;
}

/** What is hashed: the fields in a fixed order; the order of keys on disk plays no part. */
function sealed(submission: Readonly<Sealed>, link: Pick<ReceiptSeal, 'sequence' | 'previous'>): string {
  const { verdict } = submission;
  const said = [
    link.sequence,
    link.previous,
    submission.receiptCode,
    submission.assignmentId,
    submission.planId,
    submission.unitId,
    submission.version,
    submission.kind,
    submission.files.map((file) => [
      file.sha256,
      file.size,
      file.name,
      file.item ?? null,
      file.since ?? null,
      // Only where there are any: receipts from before there were stay as they are.
      ...(file.joinedFrom ? [file.joinedFrom.map((photo) => photo.sha256)] : []),
    ]),
    submission.note,
    submission.reference ?? null,
    submission.missing ?? null,
    submission.jointId ?? null,
    submission.sentAt,
    submission.receivedAt,
    submission.byPersonId,
    submission.channel,
    [verdict.dueOn, verdict.isLate, verdict.daysLate],
    submission.isPastCutOff ?? false,
    (submission.notices ?? []).map((notice) => [notice.code, notice.file, notice.detail]),
    // Added later: only where they are, so that older receipts keep their hash.
    ...(submission.invited ? [submission.invited] : []),
    ...(submission.statedOn === undefined ? [] : [submission.statedOn]),
  ];
  return JSON.stringify(said);
}
