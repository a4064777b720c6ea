/**
 * What the first bytes of a file give away: programs, scripts, installers, packed archives of kinds nobody here can open.
 * Sources of the signs: PE/COFF specification 2 (MZ), [MS-SHLLINK] 2.1 (shortcuts), ECMA-119 8.4 (ISO images); all others
 * are the library's.
 */
import { fileTypeFromBuffer } from 'file-type';

/** How much of the beginning is looked at, in bytes: an ISO image has its mark at 32,769. */
export const headBytes = 36 * 1024;

/** Kinds the library knows that run, or that install something. */
const programKinds = new Set(
  'elf macho class dex lnk swf crx xpi chm apk jar wasm deb rpm dmg asar reg alias'.split(' '),
);

/** Archives that cannot be looked into here. */
const closedKinds = new Set('rar 7z tar gz bz2 xz cab lz lzh lz4 zst arj ace cpio ar Z'.split(' '));

/** Beginnings of scripts that carry their kind in their text. */
const scriptStarts =
  /^\s{0,200}(?:#!\s{0,5}\/|@echo\s+off\b|\[InternetShortcut\]|Windows Registry Editor|REGEDIT4|<job[\s>]|<\?xml[^>]{0,200}\?>\s{0,20}<(?:package|component|scriptlet)[\s>])/i;
const htmlApplication = /<hta:application[\s/>]/i;

/** What a head says about a file: `program`, a closed archive with its ending, or nothing. */
export type Sign = { kind: 'program' } | { kind: 'closed'; ending: string } | null;

/** @param head the first bytes, up to `headBytes`. */
export async function signOf(head: Uint8Array): Promise<Sign> {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, headBytes));
  if (isWindowsProgram(start)) return { kind: 'program' };
  const text = start.toString('latin1', 0, 4096).replace(/^\u00ef\u00bb\u00bf/, '');
  if (scriptStarts.test(text) || htmlApplication.test(text)) return { kind: 'program' };
  const narrow = text.replaceAll('\0', '');
  if (narrow !== text && text.startsWith('\u00ff\u00fe') && scriptStarts.test(narrow.slice(2)))
    return { kind: 'program' };
  if (start.toString('latin1', 32_769, 32_774) === 'CD001') return { kind: 'closed', ending: 'iso' };
  if (/^(?:conectix|vhdxfile)/.test(text)) return { kind: 'closed', ending: 'vhd' };
  const found = await fileTypeFromBuffer(start.subarray(0, 4100)).catch(() => undefined);
  if (found === undefined) return null;
  if (programKinds.has(found.ext)) return { kind: 'program' };
  return closedKinds.has(found.ext) ? { kind: 'closed', ending: found.ext } : null;
}

/** "MZ" alone may begin a sentence; a program has a header of 64 bytes that no text looks like. */
function isWindowsProgram(head: Buffer): boolean {
  return head[0] === 0x4d && head[1] === 0x5a && head.subarray(0, 64).includes(0);
}
