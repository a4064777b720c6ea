/**
 * Names of what is taken out of the system: ASCII, readable, and valid on every disk a person may unpack them on.
 * A name is made of what is known about a file, never of the name its sender gave it; that one stays in the register.
 */
import { assignmentCode } from './queries.js';
import type { Assignment } from './assignment.js';
import type { DocumentFacts } from './plan.js';
import { normalize } from './text.js';
import { dayOf } from './time.js';

/**
 * Longest names, in bytes. A folder and a file in it, inside a folder of the archive's own name on a person's desktop,
 * stay below the 260 characters a path may have on Windows.
 */
export const longestFileName = 96;
export const longestFolderName = 48;
export const longestArchiveName = 60;

/** Of a file's name: what the document's number may take, so that the unit's name is still readable. */
const longestStem = 32;

/** Stands for a name no letter of which can be written in ASCII. */
const namelessPart = 'khong-ten';

/** Names Windows keeps for devices, whatever follows the first dot. */
const reservedName = /^(?:con|prn|aux|nul|conin|conout|com\d|lpt\d)$/i;

/**
 * Words joined by hyphens, without diacritics: `Sở Y tế` → `So-Y-te`. Never empty, at most `longest` bytes, cut between
 * words where that leaves enough; begins and ends with a letter or figure.
 */
export function slug(text: string, longest: number): string {
  const words = normalize(text)
    .replace(/[đð]/g, 'd')
    .replace(/[ĐÐ]/g, 'D')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (words === '') return namelessPart.slice(0, longest);
  if (words.length <= longest) return words;
  const cut = words.slice(0, longest + 1).lastIndexOf('-');
  return words.slice(0, cut > longest * 0.6 ? cut : longest).replace(/-+$/, '');
}

/** A unit in a name; the words every people's committee begins with are abbreviated as offices do. */
export function unitSlug(name: string, longest: number): string {
  const short = normalize(name)
    .replace(/^ủy ban nhân dân(?= )|^uỷ ban nhân dân(?= )/i, 'UBND')
    .replace(/^hội đồng nhân dân(?= )/i, 'HĐND');
  return slug(short, longest);
}

/** A unit's folder. @returns e.g. `So-Y-te`. */
export function folderName(unitName: string): string {
  const name = unitSlug(unitName, longestFolderName);
  // One letter more would make it too long only where it is not reserved anyway.
  return reservedName.test(name) ? `${name}_` : name;
}

/** The document in a name: `<so>-<loai>-<co quan>` as its number has it, else its kind and issuer. */
export function documentStem(document: Pick<DocumentFacts, 'number' | 'type' | 'issuer'>): string {
  const { number, type, issuer } = document;
  if (number !== null) return slug(number, longestStem);
  return slug([type, issuer].filter((part) => part !== null).join(' ') || 'van ban', longestStem);
}

/** What a file's name is made of. */
export interface NameParts {
  document: Pick<DocumentFacts, 'number' | 'type' | 'issuer'>;
  assignment: Pick<Assignment, 'number'>;
  unitName: string;
  /** Instant it was sent, in milliseconds. */
  sentAtMs: number;
  version: number;
  /** Without a dot; see `extensionOf`. */
  extension: string;
}

/**
 * `<so>-<loai>-<co quan>_<ma nhiem vu>_<don vi>_<yyyymmdd>_v<n>.<ext>` (domain.md section 7).
 * @example `62-KH-UBND_V12_So-Y-te_20260621_v1.pdf`
 */
export function exportFileName(parts: NameParts): string {
  const head = `${documentStem(parts.document)}_${assignmentCode(parts.assignment)}_`;
  const day = dayOf(parts.sentAtMs).replaceAll('-', '');
  const tail = `_${day}_v${parts.version}.${parts.extension}`;
  return `${head}${unitSlug(parts.unitName, longestFileName - head.length - tail.length)}${tail}`;
}

/** Endings that fit a type found from the content, the usual one first. */
const endings: ReadonlyMap<string, readonly string[]> = new Map([
  ['application/pdf', ['pdf']],
  ['application/msword', ['doc', 'dot', 'wps']],
  ['application/vnd.ms-excel', ['xls', 'xlt', 'et']],
  ['application/vnd.ms-powerpoint', ['ppt', 'pps', 'dps']],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', ['docx', 'dotx']],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ['xlsx', 'xltx']],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', ['pptx', 'ppsx']],
  ['application/vnd.oasis.opendocument.text', ['odt']],
  ['application/vnd.oasis.opendocument.spreadsheet', ['ods']],
  ['application/vnd.oasis.opendocument.presentation', ['odp']],
  // The list of a large office file's parts may lie outside what is looked at: then it is known as a zip only.
  ['application/zip', ['zip', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp']],
  ['application/x-cfb', ['doc', 'xls', 'ppt', 'msg', 'vsd']],
  ['application/x-rar-compressed', ['rar']],
  ['application/vnd.rar', ['rar']],
  ['application/x-7z-compressed', ['7z']],
  ['application/gzip', ['gz', 'tgz']],
  ['application/rtf', ['rtf']],
  ['application/xml', ['xml']],
  ['text/plain', ['txt', 'csv', 'md', 'tsv', 'json', 'xml', 'html', 'htm']],
  ['text/html', ['html', 'htm']],
  ['text/csv', ['csv']],
  ['image/jpeg', ['jpg', 'jpeg', 'jpe', 'jfif']],
  ['image/png', ['png']],
  ['image/gif', ['gif']],
  ['image/tiff', ['tif', 'tiff']],
  ['image/bmp', ['bmp']],
  ['image/webp', ['webp']],
  ['image/heic', ['heic', 'heif']],
  ['image/heif', ['heif', 'heic']],
  ['video/mp4', ['mp4', 'm4v']],
  ['audio/mpeg', ['mp3']],
]);

/** Endings a computer may run when they are opened; whatever came under one goes out as plain bytes. */
const dangerous =
  /^(?:exe|com|scr|pif|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|msi|msp|jar|lnk|url|cpl|dll|sys|reg|chm|app|apk|sh|inf|gadget|scf|iso|img|vhd|docm|dotm|xlsm|xltm|xlam|pptm|ppsm|potm|svg|svgz)$/;

/** Ending of a file nothing is known about. */
const anyBytes = 'bin';

/**
 * The ending a file goes out with: the one it was given where its content agrees, else the usual one of its content.
 * @param mime type found from the content. @returns lower case, without a dot.
 */
export function extensionOf(name: string, mime: string): string {
  const given = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? null;
  const fitting = endings.get(mime);
  if (fitting) return given !== null && fitting.includes(given) ? given : (fitting[0] ?? anyBytes);
  return given === null || dangerous.test(given) ? anyBytes : given;
}

/** Gives each name of a folder once: an equal one gets " (2)", " (3)" before its ending. */
export interface Namer {
  /** @param folder empty for the top. @param name ASCII, not longer than `longest`. @returns the name to use. */
  (folder: string, name: string, longest: number): string;
}

/**
 * A fresh namer. Names are equal when a disk takes them for the same: after normalisation and without regard to case.
 */
export function createNamer(): Namer {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  const keyOf = (folder: string, name: string): string => `${folder}/${name}`.normalize('NFC').toLowerCase();
  return (folder, name, longest) => {
    const key = keyOf(folder, name);
    const dot = name.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let chosen = name;
    let count = counts.get(key) ?? 1;
    while (taken.has(keyOf(folder, chosen))) {
      count += 1;
      const mark = ` (${count})`;
      chosen = `${stem.slice(0, longest - mark.length - ending.length)}${mark}${ending}`;
    }
    counts.set(key, count);
    taken.add(keyOf(folder, chosen));
    return chosen;
  };
}
