/**
 * A plan's text → a Word file with real structures: tables, headings, numbers and bullets Word draws itself, bold runs.
 * A yardstick for the reader: it changes how a text is set, never its words (emphasis marks become bold). A number is left
 * to Word only where Word would draw the very number that was typed.
 */
import {
  AlignmentType,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  type ILevelsOptions,
} from 'docx';
import type { Block } from '../../src/intake/block.js';
import { markerOf } from '../../src/intake/marker.js';
import { readTextBlocks } from '../../src/intake/readers/text-reader.js';

/** Sets a text as a Word file. */
export async function toDocx(text: string): Promise<Buffer> {
  const children: (Paragraph | Table)[] = [];
  const counter = new Counter();
  const blocks = readTextBlocks(text);
  for (let index = 0; index < blocks.length;) {
    const block = blocks[index];
    if (block === undefined) break;
    if (block.kind !== 'row') {
      children.push(paragraphOf(block, counter));
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
  const level = (
    at: number,
    format: (typeof LevelFormat)[keyof typeof LevelFormat],
    sign: string,
  ): ILevelsOptions => ({
    level: at,
    format,
    text: sign,
    alignment: AlignmentType.LEFT,
  });
  const numbering = {
    config: [
      {
        reference: 'outline',
        levels: [
          level(0, LevelFormat.UPPER_ROMAN, '%1.'),
          level(1, LevelFormat.DECIMAL, '%2.'),
          level(2, LevelFormat.LOWER_LETTER, '%3)'),
        ],
      },
      {
        reference: 'dashes',
        levels: [level(0, LevelFormat.BULLET, '-'), level(1, LevelFormat.BULLET, '+')],
      },
    ],
  };
  return Packer.toBuffer(new Document({ numbering, sections: [{ children }] }));
}

/** The numbers Word would draw next, by level. */
class Counter {
  private readonly counts = [0, 0, 0];

  /** The level whose next number is what was typed, which it then counts; or null. */
  take(typed: string): number | null {
    const next = (at: number): number => (this.counts[at] ?? 0) + 1;
    const drawn = [`${romans[next(0)] ?? ''}.`, `${String(next(1))}.`, `${letters.charAt(next(2))})`];
    const at = drawn.indexOf(typed);
    // A level nobody has opened would be counted as opened.
    if (at < 0 || this.counts.slice(0, at).includes(0)) return null;
    this.counts[at] = next(at);
    this.counts.fill(0, at + 1);
    return at;
  }
}

const romans = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const letters = ' abcdefghijklmnopqrstuvwxyz';

/** A paragraph; what stands at its head is left to Word to draw where it can. Lines of the head stay lines. */
function paragraphOf(block: Block, counter: Counter): Paragraph {
  const bullet = /^([-+])\s/.exec(block.text);
  const marker = markerOf(block.text);
  if (bullet !== null && marker?.bullet === true) {
    const level = bullet[1] === '+' ? 1 : 0;
    return new Paragraph({
      numbering: { reference: 'dashes', level },
      children: runs(block.text.slice(bullet[0].length)),
    });
  }
  const typed = /^(\*\*)?([IVX]{1,4}\.|\d{1,2}\.|[a-z]\))\s/.exec(block.text);
  const level = typed?.[2] === undefined ? null : counter.take(typed[2]);
  if (typed !== null && level !== null) {
    const text = `${typed[1] ?? ''}${block.text.slice(typed[0].length)}`;
    const isTitle = text.length < 120 && !/[.;:]$/.test(text) && level < 2;
    const heading = level === 0 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2;
    return new Paragraph({
      numbering: { reference: 'outline', level },
      ...(isTitle ? { heading } : {}),
      children: runs(text),
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
