/**
 * Zip archives and the office files that are zip archives: what stands inside is told by names, by first bytes, and for
 * office files by the parts that declare macros. Entries are read one at a time and never written down; whatever cannot
 * be looked into is said to be so. Source of the parts: ECMA-376 part 2 (packages), [MS-OVBA] 2.3.4, OpenDocument 1.3 part 2.
 */
import yauzl from 'yauzl';
import { UserError } from '../../domain/errors.js';
import { refusalOfCompound } from './compound.js';
import { isProgramName, macroFreeEnding } from './names.js';
import { headBytes, signOf } from './signs.js';

/** What is looked into at most; an archive beyond it counts as one that cannot be looked into. */
export const archiveLimits = {
  entries: 20_000,
  /** A file inside the archive that has to be unpacked as a whole. */
  innerBytes: 64 * 1024 * 1024,
  /** Everything unpacked together. */
  totalBytes: 256 * 1024 * 1024,
  /** Archives inside archives: a folder of office files is one deep, a folder of such folders two. */
  depth: 2,
} as const;

/** The project of macros, whichever program's; and sheets of Excel 4.0 macros. */
const project = /(?:^|\/)vbaproject\.bin$/i;
const macroSheet = /^xl\/macrosheets\//i;
/** A module of OpenDocument; the lists beside it are there without any module, too. */
const module = /^Basic\/[^/]{1,200}\/(?!(?:script|dialog)-lb\.xml$)[^/]{1,200}$/i;
/** Parts that say what the others are: macros declared there run under any name. */
const declares = /^\[Content_Types\]\.xml$|(?:^|\/)_rels\/[^/]{0,200}\.rels$/i;
const declared = /vbaProject|xl\/macrosheets/i;
const declarationBytes = 1024 * 1024;
/** Parts of office files that are only ever text, pictures and scrambled fonts. */
const harmless = /\.(?:xml|rels|vml|png|jpe?g|gif|emf|wmf|tiff?|bmp|svg|odttf|fntdata)$/i;

/** How much unpacking is left, shared by an archive and those inside it. */
interface Budget {
  left: number;
}

/**
 * What an archive holds that must not come in: programs, macros, locked entries, what cannot be looked into.
 * @param source its bytes, or the path of a file of any size.
 * @returns null when nothing was found, and for an archive too broken to be opened.
 */
export async function dangerInArchive(
  source: Buffer | string,
  depth = 0,
  budget: Budget = { left: archiveLimits.totalBytes },
): Promise<UserError | null> {
  const zip = await opened(source).catch(() => null);
  if (zip === null) return null;
  try {
    const entries = await entriesOf(zip);
    if (entries === null) return unseen();
    if (entries.some((entry) => entry.isEncrypted())) return new UserError('file-encrypted');
    const names = entries.map((entry) => entry.fileName);
    const isOffice = names.includes('[Content_Types].xml') || names.includes('mimetype');
    for (const entry of entries) {
      const danger = byName(entry.fileName, isOffice) ?? (await byBytes(zip, entry, isOffice, depth, budget));
      if (danger !== null) return danger;
    }
    return null;
  } catch (error) {
    return error instanceof UserError ? error : null;
  } finally {
    zip.close();
  }
}

const unseen = (ending: string | null = null): UserError => new UserError('archive-unseen', ending);

function byName(name: string, isOffice: boolean): UserError | null {
  if (project.test(name)) return new UserError('file-macro', programEnding(name));
  if (isOffice && macroSheet.test(name)) return new UserError('file-macro', '.xlsx');
  if (isOffice && module.test(name)) return new UserError('file-macro');
  if (isProgramName(name)) return new UserError('file-executable', baseName(name));
  const ending = macroFreeEnding(name);
  return ending === null ? null : new UserError('file-macro', ending);
}

/** The ending a file without macros has, by the folder its parts stand in; null when that cannot be told. */
function programEnding(name: string): string | null {
  const folder = /^(word|xl|ppt)\//.exec(name)?.[1];
  return folder === undefined ? null : { word: '.docx', xl: '.xlsx', ppt: '.pptx' }[folder as 'word'];
}

const baseName = (name: string): string => name.split('/').at(-1) ?? name;

async function byBytes(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  isOffice: boolean,
  depth: number,
  budget: Budget,
): Promise<UserError | null> {
  const { fileName } = entry;
  if (isOffice && declares.test(fileName)) {
    const text = (await contentOf(zip, entry, declarationBytes, budget)).toString('latin1');
    return declared.test(text) ? new UserError('file-macro', programEnding(fileName)) : null;
  }
  if (fileName.endsWith('/') || (isOffice && harmless.test(fileName))) return null;
  const head = await contentOf(zip, entry, headBytes, budget).catch((error: unknown) => {
    // Packed in a way that is not read here: office programs do not open such a part either.
    if (isOffice && !(error instanceof UserError)) return Buffer.alloc(0);
    throw error instanceof UserError ? error : unseen();
  });
  const sign = await signOf(head);
  if (sign?.kind === 'program') return new UserError('file-executable', baseName(fileName));
  if (sign?.kind === 'closed') return isOffice ? null : unseen(`.${sign.ending}`);
  const isZip = isZipHead(head);
  if (!isZip && !isCompoundHead(head)) return null;
  if (depth >= archiveLimits.depth || entry.uncompressedSize > archiveLimits.innerBytes) return unseen();
  const inner = await contentOf(zip, entry, archiveLimits.innerBytes, budget);
  return isZip ? dangerInArchive(inner, depth + 1, budget) : refusalOfCompound(inner);
}

/** Whether bytes begin like a zip archive. */
export function isZipHead(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

function isCompoundHead(head: Buffer): boolean {
  return head.toString('hex', 0, 4) === 'd0cf11e0';
}

function opened(source: Buffer | string): Promise<yauzl.ZipFile> {
  // Sizes are checked while reading; a lying header must not hide an entry.
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: false };
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip: yauzl.ZipFile): void =>
      error === null ? resolve(zip) : reject(error);
    if (typeof source === 'string') yauzl.open(source, options, done);
    else yauzl.fromBuffer(source, options, done);
  });
}

/** Every entry of the directory; null when there are too many. Rejects for a directory that cannot be walked. */
function entriesOf(zip: yauzl.ZipFile): Promise<yauzl.Entry[] | null> {
  if (zip.entryCount > archiveLimits.entries) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    zip.on('error', reject);
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/**
 * The beginning of an entry, unpacked, at most `most` bytes; one that breaks off gives what came before.
 * Throws UserError `archive-unseen` when the budget is spent, and whatever the library says when it cannot begin.
 */
function contentOf(zip: yauzl.ZipFile, entry: yauzl.Entry, most: number, budget: Budget): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) return reject(error);
      const parts: Buffer[] = [];
      let size = 0;
      const done = (): void => resolve(Buffer.concat(parts).subarray(0, most));
      stream.on('error', done);
      stream.on('end', done);
      stream.on('data', (part: Buffer) => {
        parts.push(part);
        size += part.length;
        budget.left -= part.length;
        if (budget.left < 0) {
          stream.destroy();
          reject(unseen());
        } else if (size >= most) {
          stream.destroy();
          done();
        }
      });
      return undefined;
    });
  });
}
