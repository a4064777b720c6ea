/** Names people give to files: shown, stored and sent back, never used as a path. */

/** A file whose sender gave it no usable name. */
const namelessFile = 'tep';

/** Longest name kept, in UTF-16 units; file systems of the readers take no longer one. */
const maxLength = 200;

/**
 * A name that can be shown on one line and reads as it is: NFC, without path, controls and the marks that
 * reverse the reading direction (`gpj.exe` shown as `exe.jpg`). Too long a name keeps its ending.
 */
export function cleanFileName(name: string): string {
  const clean = wellFormed(name)
    .normalize('NFC')
    .replace(/^.*[\\/]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  if (clean.length <= maxLength) return clean || namelessFile;
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? '';
  return wellFormed(clean.slice(0, maxLength - ending.length)) + ending;
}

/**
 * A Content-Disposition value that keeps a Vietnamese name and cannot be split or disguised.
 * Source: RFC 6266 section 4.3, RFC 8187 section 3.2.
 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  // Marks no file system of the readers takes; a browser would replace them in its own way.
  const clean = cleanFileName(name).replace(/["\\/:*?<>|]/g, '_');
  const ascii = clean
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\x20-\x7e]|%/g, '_');
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Half a surrogate pair, which cannot be percent-encoded, becomes the replacement character. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
