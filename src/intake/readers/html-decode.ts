/**
 * Bytes of a web page → its text: by its byte-order mark, the encoding it names, or what its words say (`encoding.ts`);
 * out of a page saved as one file (MHTML, RFC 2557) the page itself. Pictures and styles beside it are left where they are.
 */
import { UserError } from '../../domain/errors.js';
import { decodeText } from './encoding.js';

/** How much of a file is looked at to tell what it is. */
const headBytes = 4096;

/** Whether a file is a web page or a page saved as one file. */
export function isPage(bytes: Uint8Array): boolean {
  const head = headOf(bytes);
  return isHtml(head) || isMht(head);
}

/** Whether a text is a page and no plain text: it begins with what only pages begin with. */
export function isHtml(text: string): boolean {
  let head = text.slice(0, headBytes).replace(/^[\s\ufeff]+/, '');
  // A declaration, comments and notes of the saving program may stand before the page.
  for (let step = 0; step < 10; step += 1) {
    const before = /^(?:<\?xml[^>]{0,200}\?>|<!--(?:[^-]|-(?!->)){0,2000}-->)\s{0,200}/i.exec(head);
    if (before === null) break;
    head = head.slice(before[0].length);
  }
  return /^<(?:!doctype html|html|head|title|body|meta|(?:div|p|table|span|font|center|h[1-6]|b|strong|section|article|main)[\s>])/i.test(
    head,
  );
}

function isMht(head: string): boolean {
  return (
    /^(?:from|subject|date|mime-version|content-type|snapshot-content-location):/i.test(head.trimStart()) &&
    /^content-type:\s{0,20}multipart\/(?:related|alternative|mixed)/im.test(head)
  );
}

function wideOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function headOf(bytes: Uint8Array): string {
  const head = bytes.subarray(0, headBytes);
  const wide = wideOf(head);
  return wide === null ? latin(head).replace(/^\u00ef\u00bb\u00bf/, '') : new TextDecoder(wide).decode(head);
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/**
 * Decodes a page.
 * @throws UserError `file-damaged`, `document-unreadable` when no encoding fits or a file of parts holds no page.
 */
export function decodeHtml(bytes: Uint8Array): string {
  const isSaved = isMht(headOf(bytes));
  const saved = isSaved ? pageIn(latin(bytes), 0) : null;
  if (isSaved && saved === null) throw new UserError('document-unreadable', null);
  const page = saved?.bytes ?? bytes;
  const label = saved?.charset ?? charsetIn(latin(page.subarray(0, headBytes)));
  if (wideOf(page) !== null || isUtf8(page)) return decodeText(page).text;
  const decoder = decoderOf(label);
  if (decoder === null) return decodeText(page).text;
  // Pages of Windows-1252 are where TCVN3 and VNI hide; their words tell.
  if (decoder.encoding !== 'windows-1252') return decoder.decode(page).normalize('NFC');
  try {
    return decodeText(page).text;
  } catch {
    return decoder.decode(page).normalize('NFC');
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The encoding a page names in its head. */
function charsetIn(head: string): string | null {
  const named =
    /<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w:.-]{1,40})/i.exec(head) ??
    /^\s{0,20}<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}["']([\w:.-]{1,40})/i.exec(head);
  return named?.[1] ?? null;
}

/** A decoder, or null for a name nobody knows and for one that contradicts the bytes. */
function decoderOf(label: string | null): InstanceType<typeof TextDecoder> | null {
  if (label === null || /^utf-?(?:8|16)/i.test(label)) return null;
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}

/** How deep parts may stand inside parts: "related" around "alternative" around the page. */
const deepestPart = 3;

/** Parts looked through for the page, which stands first or second. */
const mostParts = 200;

/** The page in a file of several parts, or null when there is none. */
function pageIn(source: string, depth: number): { bytes: Buffer; charset: string | null } | null {
  const end = /\r?\n\r?\n/.exec(source);
  if (end === null) return null;
  const head = source.slice(0, end.index).replace(/\r?\n[ \t]+/g, ' ');
  const body = source.slice(end.index + end[0].length);
  const type = /^content-type:\s{0,20}(.{1,400})$/im.exec(head)?.[1] ?? '';
  if (/^text\/html/i.test(type)) {
    const coding = /^content-transfer-encoding:\s{0,20}([\w-]{1,30})/im.exec(head)?.[1]?.toLowerCase();
    const charset = /charset\s{0,5}=\s{0,5}"?([\w:.-]{1,40})/i.exec(type)?.[1] ?? null;
    const bytes = Buffer.from(
      coding === 'base64'
        ? body.replace(/[^A-Za-z\d+/]/g, '')
        : coding === 'quoted-printable'
          ? unquoted(body)
          : body,
      coding === 'base64' ? 'base64' : 'latin1',
    );
    return { bytes, charset };
  }
  const boundary = /boundary\s{0,5}=\s{0,5}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(type);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined || depth >= deepestPart) return null;
  for (const part of body.split(`--${mark}`, mostParts).slice(1)) {
    const page = pageIn(part.replace(/^[ \t]{0,20}\r?\n/, ''), depth + 1);
    if (page !== null) return page;
  }
  return null;
}

function unquoted(text: string): string {
  return text
    .replace(/=[ \t]{0,10}\r?\n/g, '')
    .replace(/=([\dA-F]{2})/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}
