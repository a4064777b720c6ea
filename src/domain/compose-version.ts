/**
 * What the next version of a hand-in is made of: the files just sent, and those of the version before that still belong
 * to it. Nothing a unit sent disappears from what the office opens unless something newer took its place:
 * - where a task asks for several things, what was not sent anew is carried on;
 * - photographs sent within minutes of each other are pages of one paper;
 * - other files are added when the person says so, or sends them after naming the assignment;
 * - otherwise the new version stands for itself, as a corrected report does.
 */
import type { Submission, SubmittedFile } from './assignment.js';
import type { StoredFile } from './message.js';
import {
  type FileClues,
  itemField,
  itemsOf,
  itemsOfFiles,
  missingItems,
  type RequiredItem,
} from './required-items.js';
import { fold } from './text.js';

/** Photographs sent this soon after the last version go on with it. */
export const followUpMs = 15 * 60_000;

/** A file that is handed in; one that was joined from photographs earlier keeps them. */
export type NewFile = StoredFile & Pick<SubmittedFile, 'joinedFrom'>;

/** The part of a version that is composed. */
type Files = Pick<Submission, 'files' | 'version'>;

export interface VersionInput {
  items: readonly RequiredItem[];
  /** The latest version that was not withdrawn; null when there is none. */
  previous: Readonly<Submission> | null;
  /** The office gave it back: what comes now answers that, and replaces it. */
  isReturned: boolean;
  files: readonly NewFile[];
  sentAtMs: number;
  /** Words sent with the files. */
  caption: string;
  clues: (file: StoredFile) => Pick<FileClues, 'firstPage' | 'headings'>;
  /** The files join those that are there. */
  isAdded: boolean;
  /** The new files alone make the version. */
  isAlone: boolean;
  /** The unit says that nothing more belongs to it. */
  isComplete: boolean;
}

export interface ComposedVersion {
  files: SubmittedFile[];
  missing: string[] | undefined;
  /** Photographs that could not be joined. */
  unjoined: number;
}

/**
 * @param join makes one file of photographs; null when that cannot be done. Called once at most.
 */
export function composeVersion(
  input: VersionInput,
  join: (photos: StoredFile[]) => StoredFile | null,
): ComposedVersion {
  const { items, previous, isAlone } = input;
  const hasItems = items.length > 1;
  const goesOn = previous?.kind === 'file' && !isAlone;
  const isAdded = goesOn && (input.isAdded || isNextPage(input, previous));
  const kept = goesOn && (isAdded || hasItems) ? previous.files : [];
  const { pages, others, unjoined } = joinPages(input.files, isAdded && !hasItems ? kept : [], join);
  const fresh = [...pages, ...others].map(withoutHistory);
  const pageHashes = new Set(pages.flatMap(hashesIn));
  // What became pages of the new file is not carried beside it.
  const carriable = kept.filter((file) => !hashesIn(file).every((hash) => pageHashes.has(hash)));
  if (!hasItems) {
    const carried = carriable.filter((file) => !fresh.some((one) => isSameDocument(one, file)));
    return {
      files: [...carried.map((file) => since(file, previous)), ...fresh],
      missing: undefined,
      unjoined,
    };
  }
  const present = carriable.flatMap(itemsOf);
  const named = itemsOfFiles(
    fresh.map((file) => cluesOf(file, fresh.length, input)),
    items,
    present,
  );
  const labelled = fresh.map((file, i): SubmittedFile => withItem(file, named[i] ?? []));
  const covered = new Set(named.flat());
  const carried = carriable.filter((file) => {
    if (fresh.some((one) => isSameDocument(one, file))) return false;
    const own = itemsOf(file);
    return own.length === 0 || own.some((item) => !covered.has(item)) || isAdded;
  });
  const files = [...carried.map((file) => since(file, previous)), ...labelled];
  const waived = goesOn && previous.missing === undefined ? missingItems(items, previous.files) : [];
  const missing = input.isComplete ? [] : missingItems(items, files).filter((name) => !waived.includes(name));
  return { files, missing: missing.length > 0 ? missing : undefined, unjoined };
}

/** Photographs after photographs, undecided and within minutes: the next pages of the same paper. */
function isNextPage(input: VersionInput, previous: Readonly<Submission>): boolean {
  return (
    !input.isReturned &&
    Math.abs(input.sentAtMs - Date.parse(previous.sentAt)) < followUpMs &&
    input.files.every(isPhoto) &&
    previous.files.every((file) => file.joinedFrom !== undefined || isPhoto(file))
  );
}

/** The files of two versions together: those of the earlier one that the later one does not replace, then the later one's. */
export function bothVersions(earlier: Files, later: Files): SubmittedFile[] {
  const left = earlier.files.filter((file) => !later.files.some((one) => isSameDocument(one, file)));
  return [...left.map((file) => since(file, earlier)), ...sameVersion(later)];
}

/** The version again with nothing changed but what its files are, or that nothing is missing. */
export function sameVersion(previous: Files): SubmittedFile[] {
  return previous.files.map((file) => since(file, previous));
}

/**
 * Two photographs or more become one file, where they first stand; those of the version before come first when it goes on.
 */
function joinPages(
  files: readonly NewFile[],
  before: readonly SubmittedFile[],
  join: (photos: StoredFile[]) => StoredFile | null,
): { pages: NewFile[]; others: NewFile[]; unjoined: number } {
  const photos = files.filter(isPhoto);
  const others = files.filter((file) => !isPhoto(file));
  if (photos.length === 0) return { pages: [], others, unjoined: 0 };
  const earlier = before.flatMap((file) => file.joinedFrom ?? (isPhoto(file) ? [file] : []));
  const all = distinct([...earlier, ...photos].map(plain));
  if (all.length < 2) return { pages: photos, others, unjoined: 0 };
  const joined = join(all);
  return joined === null
    ? { pages: photos, others, unjoined: photos.length }
    : { pages: [{ ...joined, joinedFrom: all }], others, unjoined: 0 };
}

/** A photograph as telephones make them, or a picture of a page. */
export function isPhoto(file: Pick<StoredFile, 'mime'> & { joinedFrom?: unknown }): boolean {
  return file.joinedFrom === undefined && /^image\/(?:jpeg|png|webp|heic|heif|avif)/.test(file.mime);
}

/** The same paper sent again: the same bytes, or a name that differs in nothing but its version. */
function isSameDocument(one: NewFile, other: SubmittedFile): boolean {
  if (one.sha256 === other.sha256) return true;
  if (isPhoto(one) || isPhoto(other) || one.joinedFrom || other.joinedFrom) return false;
  return stem(one.name) === stem(other.name);
}

/**
 * A name without what counts versions ("ban 2", "(1)", "da sua"). The ending stays: a signed copy stands beside the file
 * it was made from; so do other figures: "phu luc 1" and "phu luc 2" are two papers.
 */
function stem(name: string): string {
  const folded = fold(name);
  const ending = /\.[a-z0-9]{1,5}$/.exec(folded)?.[0] ?? '';
  const words = folded
    .slice(0, folded.length - ending.length)
    .replace(/\(\d{1,2}\)\s*$/, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\b(?:ban|lan|v|ver|version|sua|copy) ?\d{1,2}\b/g, ' ')
    .replace(/\b(?:ban sua|chinh sua|da sua|sua|moi|final|chinh thuc|copy|cuoi)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${words}${ending}`;
}

function cluesOf(file: NewFile, count: number, input: VersionInput): FileClues {
  // Words sent with several files belong to none of them in particular.
  return {
    ...input.clues(file),
    name: file.name,
    mime: file.mime,
    caption: count === 1 ? input.caption : '',
  };
}

function since(file: SubmittedFile, previous: Pick<Submission, 'version'> | null): SubmittedFile {
  return { ...file, since: file.since ?? previous?.version ?? 1 };
}

function withItem(file: NewFile, names: readonly string[]): SubmittedFile {
  const item = itemField(names);
  return item === undefined ? file : { ...file, item };
}

function withoutHistory({ sha256, name, size, mime, joinedFrom }: NewFile): NewFile {
  return { sha256, name, size, mime, ...(joinedFrom ? { joinedFrom } : {}) };
}

const plain = ({ sha256, name, size, mime }: StoredFile): StoredFile => ({ sha256, name, size, mime });

function distinct(files: readonly StoredFile[]): StoredFile[] {
  return [...new Map(files.map((file) => [file.sha256, file])).values()];
}

/** The bytes a file stands for: its own, or those of its photographs. */
export function hashesIn(file: Pick<SubmittedFile, 'sha256' | 'joinedFrom'>): string[] {
  return file.joinedFrom?.map((photo) => photo.sha256) ?? [file.sha256];
}

/** Whether a version holds every one of these files already. */
export function holdsAll(previous: Readonly<Submission>, files: readonly NewFile[]): boolean {
  const there = new Set(previous.files.flatMap((file) => [file.sha256, ...hashesIn(file)]));
  return (
    files.length > 0 &&
    files.every((file) => there.has(file.sha256) || hashesIn(file).every((h) => there.has(h)))
  );
}
