/**
 * Parts of an official document in Word: head, body paragraphs, tables, signature block, appendix captions.
 * The state form follows Appendix I of Decree 30/2020/NĐ-CP, the party form the custom of provincial committees.
 * It knows no document's content.
 */
import {
  AlignmentType,
  BorderStyle,
  Header,
  LineRuleType,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';

/** Page of A4 in twentieths of a point, margins 20/20/30/20 mm (top, bottom, left, right). */
export const page = {
  size: { width: 11906, height: 16838 },
  margin: { top: 1134, bottom: 1134, left: 1701, right: 1134, header: 567, footer: 567 },
};
const textWidth = page.size.width - page.margin.left - page.margin.right;

const noBorder = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const noBorders = {
  top: noBorder,
  bottom: noBorder,
  left: noBorder,
  right: noBorder,
  insideHorizontal: noBorder,
  insideVertical: noBorder,
};

/** Runs of a line in which `**…**` is bold. `size` in half points. */
function runs(text, { size = 28, bold = false, italics = false } = {}) {
  return text
    .split('**')
    .flatMap((part, i) =>
      part === '' ? [] : [new TextRun({ text: part, size, bold: bold || i % 2 === 1, italics })],
    );
}

function centred(text, style = {}, spacing = {}) {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: 0, ...spacing },
    children: runs(text, style),
  });
}

/** A thin rule, centred in its column: `width` of the column's `of` twips. */
function rule(width, of) {
  const side = Math.round((of - width) / 2);
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 60, after: 0, line: 120, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 } },
    children: [],
  });
}

function bareTable(widths, cells) {
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (children, i) =>
            new TableCell({
              width: { size: widths[i], type: WidthType.DXA },
              margins: { top: 0, bottom: 0, left: 0, right: 0 },
              verticalAlign: VerticalAlignTable.TOP,
              children,
            }),
        ),
      }),
    ],
  });
}

/**
 * Head of a state document.
 * @param issuer lines of the issuing body; with `parent`, the superior body above it in regular type.
 */
export function stateHead({ parent, issuer, number, place, date }) {
  const widths = [3571, 5500];
  const left = [
    ...(parent ? [centred(parent, { size: 26 })] : []),
    ...issuer.map((line) => centred(line, { size: 26, bold: true })),
    rule(1000, widths[0]),
    centred(`Số: ${number}`, { size: 26 }, { before: 60 }),
  ];
  const right = [
    centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: 26, bold: true }),
    centred('Độc lập - Tự do - Hạnh phúc', { size: 28, bold: true }),
    rule(3250, widths[1]),
    centred(`${place}, ${date}`, { size: 28, italics: true }, { before: 60 }),
  ];
  return [bareTable(widths, [left, right])];
}

/** Head of a party document: committee and star on the left, the Party's name and the date on the right. */
export function partyHead({ committee, number, place, date }) {
  const widths = [3771, 5300];
  const left = [
    centred(committee, { size: 28, bold: true }),
    centred('*', { size: 28, bold: true }),
    centred(`Số ${number}`, { size: 28 }),
  ];
  const right = [
    centred('ĐẢNG CỘNG SẢN VIỆT NAM', { size: 30, bold: true }),
    rule(3500, widths[1]),
    centred(`${place}, ${date}`, { size: 28, italics: true }, { before: 60 }),
  ];
  return [bareTable(widths, [left, right])];
}

/** Type of document and its summary, with the rule below (state) or five hyphens (party). */
export function title(type, summary, { party = false } = {}) {
  return [
    centred(type, { size: party ? 32 : 28, bold: true }, { before: 360 }),
    ...summary.map((line) => centred(line, { bold: true })),
    ...(party ? [centred('-----', {}, { after: 160 })] : [rule(2000, textWidth)]),
  ];
}

function body(text, style = {}, keepNext = false) {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: 720 },
    spacing: { before: 60, after: 60, line: 254, lineRule: LineRuleType.AUTO },
    keepNext,
    children: runs(text, style),
  });
}

/** A body paragraph; `**…**` marks bold words. */
export const p = (text) => body(text);
/** The last paragraph; it stays on the page of the signature. */
export const closing = (text) => body(text, {}, true);
/** Headings of the first level ("I. …") and of the second ("1. …"), bold. */
export const h1 = (text) => body(text, { bold: true }, true);
export const h2 = (text) => body(text, { bold: true }, true);
/** Heading of a point ("a) …"), bold italic. */
export const h3 = (text) => body(text, { bold: true, italics: true }, true);
/** A short closing remark in italics, such as "(Có các phụ lục kèm theo)". */
export const remark = (text) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 80, after: 0 },
    keepNext: true,
    children: runs(text, { italics: true }),
  });

/** List of recipients (left) and signer's block (right). */
export function signature({ recipients, lines, name, party = false }) {
  const widths = [4871, 4200];
  const left = [
    new Paragraph({
      spacing: { before: 0, after: 0 },
      children: party
        ? [new TextRun({ text: 'Nơi nhận:', size: 28, underline: {} })]
        : runs('Nơi nhận:', { size: 24, bold: true, italics: true }),
    }),
    ...recipients.map(
      (line) =>
        new Paragraph({
          spacing: { before: 0, after: 0 },
          children: runs(`- ${line}`, { size: party ? 24 : 22 }),
        }),
    ),
  ];
  const right = [
    ...lines.map((line) => centred(line, { bold: true })),
    ...Array.from({ length: 4 }, () => centred('')),
    centred(name, { bold: true }),
  ];
  return [
    new Paragraph({ spacing: { before: 0, after: 120 }, keepNext: true, children: [] }),
    bareTable(widths, [left, right]),
  ];
}

/** Caption of an appendix: its number, its title, the document it goes with. */
export function appendixHead(number, lines, withDocument) {
  return [
    centred(number, { bold: true }),
    ...lines.map((line) => centred(line, { bold: true })),
    centred(withDocument, { italics: true }, { after: 160 }),
  ];
}

/**
 * A ruled table with a repeated heading row.
 * @param widths shares of the text width. A cell is a string, an array of paragraphs, or
 *   `{ text, rows }` to span rows; `null` stands for a cell covered by a span above it.
 */
export function table(widths, headings, rows) {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const columns = widths.map((width) => Math.round((width / total) * textWidth));
  const cellOf = (cell, column, isHeading) => {
    const { text, rows: rowSpan } = typeof cell === 'object' && !Array.isArray(cell) ? cell : { text: cell };
    const lines = Array.isArray(text) ? text : [text];
    const isMiddle = isHeading || column === 0;
    return new TableCell({
      width: { size: columns[column], type: WidthType.DXA },
      margins: { top: 20, bottom: 20, left: 80, right: 80 },
      verticalAlign: isMiddle ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
      ...(rowSpan ? { rowSpan } : {}),
      children: lines.map(
        (line) =>
          new Paragraph({
            alignment: isMiddle ? AlignmentType.CENTER : AlignmentType.LEFT,
            spacing: { before: 0, after: 0 },
            children: runs(line, { size: 24, bold: isHeading }),
          }),
      ),
    });
  };
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: columns,
    layout: TableLayoutType.FIXED,
    rows: [headings, ...rows].map(
      (cells, i) =>
        new TableRow({
          // Absent on other rows: some readers take the mere element for a heading row.
          ...(i === 0 ? { tableHeader: true } : {}),
          cantSplit: true,
          children: cells.flatMap((cell, column) => (cell === null ? [] : [cellOf(cell, column, i === 0)])),
        }),
    ),
  });
}

/** Page numbers in the middle of the head, from the second page on (Decree 30/2020, Appendix I). */
export const pageNumbers = {
  default: new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })],
      }),
    ],
  }),
  first: new Header({ children: [new Paragraph({ children: [] })] }),
};
