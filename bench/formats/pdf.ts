/**
 * A plan's text → a PDF as offices make them: the head in two columns, justified paragraphs with first-line indents,
 * page numbers above, bordered tables that run over pages with their heading repeated, recipients beside the signature.
 * A yardstick for the reader: it changes the layout of a text, never its words (emphasis marks become none).
 */
import type { Block } from '../../src/intake/block.js';
import { readTextBlocks } from '../../src/intake/readers/text-reader.js';
import { type PdfStyle, Setter, faces } from './pdf-setter.js';

/** Sets a text as a PDF. */
export async function toPdf(text: string, style: PdfStyle = {}): Promise<Buffer> {
  const setter = new Setter(style);
  const blocks = readTextBlocks(text.replace(/\*/g, ''));
  const type = blocks.findIndex((block) =>
    /^(?:KẾ HOẠCH|CHỈ THỊ|QUYẾT ĐỊNH|CÔNG ĐIỆN|THÔNG BÁO|CHƯƠNG TRÌNH)(?!\p{Ll})/u.test(block.text),
  );
  // Extracts often have both columns of the head on one line.
  const head = blocks
    .slice(0, Math.max(0, type))
    .flatMap((block) => block.lines)
    .flatMap((line) =>
      line.split(/\s(?=CỘNG HÒA|ĐẢNG CỘNG SẢN|Độc lập|\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+){0,3}, ngày)/u),
    );
  setter.head(head);
  let index = Math.max(0, type);
  if (type >= 0) {
    setter.centred(blocks[index]?.text ?? '', faces.bold);
    index += 1;
    const title = blocks[index];
    if (
      title !== undefined &&
      title.kind === 'paragraph' &&
      title.text.length < 320 &&
      !/[.:;]$/.test(title.text)
    ) {
      setter.centred(title.text, faces.bold);
      index += 1;
    }
  }
  let tail: Block[] | null = null;
  while (index < blocks.length) {
    const block = blocks[index];
    if (block === undefined) break;
    if (block.kind === 'row') {
      const rows = blocks.slice(index).findIndex((one) => one.kind !== 'row');
      const table = blocks.slice(index, rows < 0 ? blocks.length : index + rows);
      setter.table(table.map((row) => row.cells.map((cell) => cell.text)));
      index += table.length;
      continue;
    }
    const annex = /^(?:Phụ lục|PHỤ LỤC)/u.test(block.text) && block.text.length < 300;
    if (block.text.startsWith('Nơi nhận')) tail = [];
    if (annex) {
      if (tail !== null) setter.tail(tail);
      tail = null;
      setter.newPage();
      for (const line of block.lines) setter.centred(line, faces.bold);
    } else if (tail !== null) tail.push(block);
    else if (/^\(?Kèm theo/u.test(block.text)) setter.centred(block.text, faces.italic);
    else setter.paragraph(block.text);
    index += 1;
  }
  if (tail !== null) setter.tail(tail);
  return setter.finish();
}
