/**
 * The one place where text becomes Telegram's HTML, and where outgoing names and texts are made acceptable.
 * It splits nothing and sends nothing.
 */

/**
 * Text as HTML: everything the mark-up could trip over is escaped.
 * Source: https://core.telegram.org/bots/api#html-style
 */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A part of a message as HTML, its first `boldLength` UTF-16 units in bold (0: none). */
export function renderHtml(text: string, boldLength: number): string {
  if (boldLength === 0) return escapeHtml(text);
  return `<b>${escapeHtml(text.slice(0, boldLength))}</b>${escapeHtml(text.slice(boldLength))}`;
}

/**
 * Text the server takes as it is: NFC, halves of surrogate pairs replaced (they are refused as broken UTF-8),
 * control characters other than line breaks and tabs made spaces (the server would drop them after measuring).
 */
export function cleanText(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      .replace(/\p{Surrogate}/gu, '\ufffd')
      // oxlint-disable-next-line no-control-regex -- control characters are what is removed
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ' ')
  );
}

const LONGEST_NAME = 120;

/**
 * A file name that survives the upload: the library writes it unquoted into the multipart header and the server
 * cuts it at `;`, reads a leading `"` as quoting and percent-decodes it, so those are replaced, as are path
 * separators and line breaks. At most 120 characters, the extension kept; `tep` when nothing is left.
 */
export function outgoingName(name: string): string {
  const clean = cleanText(name)
    .replace(/[;"%/\\]/g, '_')
    .replace(/\s+/g, ' ')
    .trim();
  if (clean.length <= LONGEST_NAME) return clean === '' ? 'tep' : clean;
  const dot = clean.lastIndexOf('.');
  const extension = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : '';
  return cleanText(clean.slice(0, LONGEST_NAME - extension.length).trimEnd() + extension);
}
