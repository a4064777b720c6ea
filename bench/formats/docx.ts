/**
 * A plan's text → a Word file with real structures: tables, bullets Word draws itself, bold runs, headings.
 * A yardstick for the reader: it changes how a text is set, never its words (emphasis marks become bold).
 */
import {
  AlignmentType,
  Document,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import type { Block } from '../../src/intake/block.js';
import { markerOf } from '../../src/intake/marker.js';
import { readTextBlocks } from '../../src/intake/readers/text-reader.js';

/** Sets a text as a Word file. */
export async function toDocx(text: string): Promise<Buffer> {
  const children: (Paragraph | Table)[] = [];
  const blocks = readTextBlocks(text);
  for (let index = 0; index < blocks.length;) {
    const block = blocks[index];
    if (block === undefined) break;
    if (block.kind !== 'row') {
      children.push(paragraphOf(block));
      index += 1;
      continue;
    }
    const rows = blocks
      .slice(index)
      .findIndex((one) => one.kind !== 'row' || one.place.table !== block.place.table);
    const end = rows < 0 ? blocks.length : index + rows;
    children.push(tableOf(blocks.slice(index, end)));
    index = end;
  }
  const numbering = {
    config: [
      {
        reference: 'dashes',
        levels: ['-', '+'].map((sign, level) => ({
          level,
          format: LevelFormat.BULLET,
          text: sign,
          alignment: AlignmentType.LEFT,
        })),
      },
    ],
  };
  return Packer.toBuffer(new Document({ numbering, sections: [{ children }] }));
}

/** A paragraph; a dash or plus at its head becomes a bullet Word draws. Lines of the head stay lines. */
function paragraphOf(block: Block): Paragraph {
  const bullet = /^([-+])\s/.exec(block.text);
  const marker = markerOf(block.text);
  if (bullet !== null && marker?.bullet === true) {
    const level = bullet[1] === '+' ? 1 : 0;
    return new Paragraph({
      numbering: { reference: 'dashes', level },
      children: runs(block.text.slice(bullet[0].length)),
    });
  }
  const isHead = block.lines.length > 1 && block.text.length < 200 && block.text === block.text.toUpperCase();
  const children = isHead
    ? block.lines.flatMap((line, at) => [new TextRun({ text: line, break: at === 0 ? 0 : 1 })])
    : runs(block.text);
  return new Paragraph({ children });
}

/** Text in which `**…**` is bold. */
function runs(text: string): TextRun[] {
  return text
    .split('**')
    .flatMap((part, at) => (part === '' ? [] : [new TextRun({ text: part, bold: at % 2 === 1 })]));
}

function tableOf(rows: readonly Block[]): Table {
  const width = Math.max(...rows.map((row) => row.cells.length));
  return new Table({
    rows: rows.map(
      (row) =>
        new TableRow({
          children: Array.from(
            { length: width },
            (_, at) =>
              new TableCell({ children: [new Paragraph({ children: runs(row.cells[at]?.text ?? '') })] }),
          ),
        }),
    ),
  });
}
