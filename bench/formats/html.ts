/** A plan's text → a saved web page with what such pages have around a paper. A yardstick for the reader. */
import { readTextBlocks } from '../../src/intake/readers/text-reader.js';

/** Sets a text as a page. */
export function toHtml(text: string): Buffer {
  const safe = (words: string): string =>
    words
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>');
  const parts: string[] = [];
  let table: number | null = null;
  for (const block of readTextBlocks(text)) {
    const here = block.kind === 'row' ? block.place.table : null;
    if (table !== null && here !== table) parts.push('</table>');
    if (here !== null && here !== table) parts.push('<table border="1">');
    table = here;
    if (here === null)
      parts.push(`<p>${block.text.length < 200 ? block.lines.map(safe).join('<br>') : safe(block.text)}</p>`);
    else parts.push(`<tr>${block.cells.map((cell) => `<td>${safe(cell.text)}</td>`).join('')}</tr>`);
  }
  if (table !== null) parts.push('</table>');
  return Buffer.from(
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Văn bản</title></head><body><nav><ul><li><a href="/">Trang chủ</a></li></ul></nav><main>${parts.join('\n')}</main><footer>Bản quyền thuộc Cổng thông tin</footer></body></html>`,
  );
}
