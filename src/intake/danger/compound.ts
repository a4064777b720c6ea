/**
 * Old Office containers (.doc, .xls, .ppt) and what else comes in that container: macros of every kind, locked packages,
 * installers. Sources: [MS-OVBA] 2.2.1 (the project's streams), [MS-OFFCRYPTO] 2.3.2 (EncryptedPackage), [MS-XLS] 2.4.28
 * (BoundSheet8), [MS-PPT] 2.4.10 and 2.4.11 (VBAInfoContainer), Windows Installer (class ids of the root).
 */
import { UserError } from '../../domain/errors.js';
import { type Compound, openCompound } from '../readers/compound.js';

/** What such a container turns out to be; null when it is harmless or cannot be told. */
type CompoundDanger = { kind: 'macro'; ending: string } | { kind: 'locked' } | { kind: 'program' } | null;

/** Class ids of .msi, .msp and .mst in the root entry, as stored. */
const installer = /^(?:84|86|82)100c0000000000c000000000000046$/;

/** The stream every VBA project has, in whichever program it was written. */
const projectStream = '_VBA_PROJECT';

/** Why a container must not come in, or null. Never throws. */
export function refusalOfCompound(bytes: Uint8Array): UserError | null {
  const danger = dangerInCompound(bytes);
  if (danger === null) return null;
  if (danger.kind === 'macro') return new UserError('file-macro', danger.ending);
  return new UserError(danger.kind === 'locked' ? 'file-encrypted' : 'file-executable');
}

/** Looks at a whole container; one whose tables are broken is searched for the names alone. */
function dangerInCompound(bytes: Uint8Array): CompoundDanger {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (installer.test(rootClass(data))) return { kind: 'program' };
  let compound: Compound;
  try {
    compound = openCompound(bytes);
  } catch {
    return byNames((name) => data.includes(Buffer.from(name, 'utf16le')));
  }
  const found = byNames((name) => compound.names.includes(name));
  if (found !== null) return found.kind === 'macro' ? { kind: 'macro', ending: endingFor(compound) } : found;
  if (hasMacroSheet(streamOf(compound, 'Workbook') ?? streamOf(compound, 'Book')))
    return { kind: 'macro', ending: '.xlsx' };
  return hasSlideMacros(streamOf(compound, 'PowerPoint Document'))
    ? { kind: 'macro', ending: '.pptx' }
    : null;
}

function byNames(has: (name: string) => boolean): CompoundDanger {
  if (has('EncryptedPackage')) return { kind: 'locked' };
  return has(projectStream) ? { kind: 'macro', ending: '.docx' } : null;
}

function endingFor(compound: Compound): string {
  if (compound.names.includes('WordDocument')) return '.docx';
  return compound.names.includes('PowerPoint Document') ? '.pptx' : '.xlsx';
}

function streamOf(compound: Compound, name: string): Buffer | null {
  try {
    return compound.stream(name);
  } catch {
    return null;
  }
}

/** The class id of the root entry, in hex. */
function rootClass(data: Buffer): string {
  if (data.length < 512) return '';
  const shift = data.readUInt16LE(30);
  const start = (data.readInt32LE(48) + 1) * 2 ** (shift === 12 ? 12 : 9);
  return start > 0 && start + 96 <= data.length ? data.toString('hex', start + 80, start + 96) : '';
}

/** Excel 4.0 macros stand in sheets of a kind of their own, before the first sheet's records. */
function hasMacroSheet(book: Buffer | null): boolean {
  if (book === null) return false;
  for (let at = 0; at + 4 <= book.length;) {
    const [record, length] = [book.readUInt16LE(at), book.readUInt16LE(at + 2)];
    // The globals end with the first EOF.
    if (record === 0x000a) return false;
    if (record === 0x0085 && length >= 6 && book[at + 9] === 1) return true;
    at += 4 + length;
  }
  return false;
}

/** The record that says a presentation has a project of macros. */
function hasSlideMacros(slides: Buffer | null): boolean {
  if (slides === null) return false;
  const container = Buffer.from('1f00ff0314000000020000040c000000', 'hex');
  for (let at = slides.indexOf(container); at >= 0; at = slides.indexOf(container, at + 1)) {
    if (at + 24 <= slides.length && slides.readUInt32LE(at + 20) === 1) return true;
  }
  return false;
}
