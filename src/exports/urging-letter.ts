/**
 * The formal urging letter as a Word file in the form of Decree 30/2020/NĐ-CP, Appendix I (section numbers below are of its
 * part I): A4 upright, Times New Roman, page numbers centred in the top margin from the second page on. What comes from data
 * is plain runs of text: there is no field or link but the page number.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  type IParagraphOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import {
  copiesLabel,
  type Line,
  motto,
  nationName,
  shortGap,
  type Span,
  toLabel,
} from '../texts/letter-parts.js';
import type { LetterAnnex } from '../texts/letter-rows.js';
import type { LetterWords } from '../texts/urging-letter.js';

/** I.4: Times New Roman, black. */
const font = 'Times New Roman';
/** Twentieths of a point in a millimetre. */
const perMm = 1440 / 25.4;
const mm = (length: number): number => Math.round(length * perMm);
/** I.1 and I.3: A4; 20 to 25 mm above and below, 30 to 35 left, 15 to 20 right. */
const page = { width: 210, height: 297, top: 20, bottom: 20, left: 30, right: 15 };
/** Width of the text, in millimetres. */
const textWidth = page.width - page.left - page.right;
/** Of the two columns at the head: the issuing office, and the national name. */
const headWidths = [66, textWidth - 66] as const;
/** Columns of the annex, in millimetres. */
const annexWidths = [10, 33, 42, 26, 20, 14, 20] as const;

interface Looks {
  /** In points. */
  size: number;
  bold?: boolean;
  italics?: boolean;
}

/** II.6: text 13 to 14 points. */
const body: Looks = { size: 14 };

/** The bytes of the letter. */
export async function urgingLetterToDocx(words: LetterWords): Promise<Uint8Array> {
  const document = new Document({
    creator: 'Đôn Đốc',
    title: 'Công văn đôn đốc',
    description: '',
    styles: { default: { document: { run: { font, size: body.size * 2, color: '000000' } } } },
    sections: [
      {
        properties: pageProperties(SectionType.NEXT_PAGE),
        ...pageNumbers(),
        children: [
          headOf(words),
          ...addressees(words.to),
          ...words.body.map((line) => paragraphOf(line)),
          blank(6),
          endOf(words),
        ],
      },
      ...(words.annex
        ? [
            {
              properties: pageProperties(SectionType.NEXT_PAGE),
              ...pageNumbers(),
              children: annexPages(words.annex),
            },
          ]
        : []),
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** III.1: the pages of an annex are numbered by themselves. */
function pageProperties(type: (typeof SectionType)[keyof typeof SectionType]): object {
  return {
    type,
    titlePage: true,
    page: {
      size: { width: mm(page.width), height: mm(page.height), orientation: PageOrientation.PORTRAIT },
      margin: {
        top: mm(page.top),
        bottom: mm(page.bottom),
        left: mm(page.left),
        right: mm(page.right),
        header: mm(10),
        footer: mm(10),
      },
      pageNumbers: { start: 1 },
    },
  };
}

/** I.7: arabic, 13 to 14 points, upright, centred in the top margin; none on the first page. */
function pageNumbers(): object {
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], font, size: 26 })],
  });
  const empty = (): Paragraph => new Paragraph({ children: [] });
  return {
    headers: { default: new Header({ children: [number] }), first: new Header({ children: [empty()] }) },
    footers: { default: new Footer({ children: [empty()] }), first: new Footer({ children: [empty()] }) },
  };
}

/** II.1 to II.5: national name and motto, office, number, place and date, summary. */
function headOf(words: LetterWords): Table {
  const centred = (line: Line, looks: Looks, more: IParagraphOptions = {}): Paragraph =>
    paragraph(line, looks, { alignment: AlignmentType.CENTER, ...more });
  const office = [
    ...(words.superior ? [centred(upper(words.superior), { size: 12 })] : []),
    centred(upper(words.office), { size: 12, bold: true }),
    // II.2: a line a third to half as long as the name.
    rule(headWidths[0], 22),
  ];
  const nation = [
    centred([nationName], { size: 12, bold: true }),
    centred([motto], { size: 13, bold: true }),
    // II.1: a line as long as the motto.
    rule(headWidths[1], 52),
  ];
  return borderless(headWidths, [
    [office, nation],
    [
      [
        centred(words.number, { size: 13 }, { spacing: { before: 60 } }),
        centred(words.subject, { size: 12 }, { spacing: { before: 120 } }),
      ],
      [centred(words.placeAndDate, { size: 13, italics: true }, { spacing: { before: 60 } })],
    ],
  ]);
}

/** II.9: one addressee on the line itself, several on lines of their own. */
function addressees(to: readonly Line[]): Paragraph[] {
  const [only = []] = to;
  if (to.length === 1)
    return [
      paragraph([`${toLabel} `, ...only, '.'], body, {
        alignment: AlignmentType.CENTER,
        spacing: { before: 240, after: 240 },
      }),
    ];
  return [
    paragraph([toLabel], body, { indent: { left: mm(30) }, spacing: { before: 240, after: 60 } }),
    ...to.map((line, i) =>
      paragraph(['- ', ...line, i + 1 < to.length ? ';' : '.'], body, {
        indent: { left: mm(52), hanging: mm(4) },
        spacing: { after: i + 1 < to.length ? 60 : 240 },
      }),
    ),
  ];
}

/** II.6: first line 1 to 1.27 cm in, both edges even, at least 6 points between paragraphs. */
function paragraphOf(line: Line): Paragraph {
  return paragraph(line, body, {
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: mm(12.7) },
    spacing: { before: 120, line: 276 },
  });
}

/** II.7 and II.9: the signature, and beside it the recipients. */
function endOf(words: LetterWords): Table {
  const copies = [
    paragraph([copiesLabel], { size: 12, bold: true, italics: true }),
    ...words.copies.map((line) => paragraph(['- ', ...line], { size: 11 })),
  ];
  const signature = [
    ...words.signerTitles.map((line) =>
      paragraph(line, { size: 14, bold: true }, { alignment: AlignmentType.CENTER }),
    ),
    ...Array.from({ length: 4 }, () => blank(14)),
    paragraph(words.signerName, { size: 14, bold: true }, { alignment: AlignmentType.CENTER }),
  ];
  return borderless([textWidth / 2, textWidth / 2], [[copies, signature]]);
}

/** III.1: the word, its name, what it belongs to; then the table. */
function annexPages(annex: LetterAnnex): (Paragraph | Table)[] {
  const centre = { alignment: AlignmentType.CENTER };
  const size = 11;
  const edges = mm(1.2);
  const cell = (text: string, column: number, looks: Looks, isCentred: boolean): TableCell =>
    new TableCell({
      width: { size: mm(annexWidths[column] ?? 20), type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: edges, right: edges },
      verticalAlign: VerticalAlign.CENTER,
      children: [paragraph([text], looks, isCentred ? centre : {})],
    });
  const rows = annex.groups.flatMap(({ name, rows: some }) => [
    ...(name === null
      ? []
      : [
          new TableRow({
            cantSplit: true,
            children: [
              new TableCell({
                columnSpan: annexWidths.length,
                margins: { top: 40, bottom: 40, left: edges, right: edges },
                children: [paragraph([name], { size, bold: true })],
              }),
            ],
          }),
        ]),
    ...some.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map((text, i) => cell(text, i, { size }, i === 0 || i === 4 || i === 5)),
        }),
    ),
  ]);
  return [
    paragraph([annex.title], { size: 14, bold: true }, centre),
    paragraph([annex.subtitle], { size: 14, bold: true }, centre),
    paragraph(annex.attached, { size: 13, italics: true }, { ...centre, spacing: { after: 200 } }),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: mm(textWidth), type: WidthType.DXA },
      columnWidths: annexWidths.map(mm),
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: annex.headings.map((text, i) => cell(text, i, { size, bold: true }, true)),
        }),
        ...rows,
      ],
    }),
  ];
}

function paragraph(line: Line, looks: Looks, more: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ ...more, children: line.map((span) => run(span, looks)) });
}

/** A gap is dots on yellow, so that nobody signs it unseen. */
function run(span: Span, { size, bold = false, italics = false }: Looks): TextRun {
  const looks = { font, size: size * 2, bold, italics, color: '000000' };
  if (typeof span === 'string') return new TextRun({ ...looks, text: span });
  const text = span.gap === '' ? shortGap : `${shortGap} (${span.gap}) ${shortGap}`;
  return new TextRun({ ...looks, text, highlight: 'yellow' });
}

function upper(line: Line): Line {
  return line.map((span) => (typeof span === 'string' ? span.toLocaleUpperCase('vi') : span));
}

/** A line of its own in the middle of a column. Both widths in millimetres. */
function rule(column: number, length: number): Paragraph {
  const side = mm((column - 2 * 1.9 - length) / 2);
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { line: 60, before: 20 },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    children: [new TextRun({ text: '', size: 4 })],
  });
}

function blank(points: number): Paragraph {
  return new Paragraph({ children: [new TextRun({ text: '', font, size: points * 2 })] });
}

function borderless(widths: readonly number[], rows: readonly (readonly (readonly Paragraph[])[])[]): Table {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const borders = { top: none, bottom: none, left: none, right: none };
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mm(widths.reduce((sum, width) => sum + width, 0)), type: WidthType.DXA },
    columnWidths: widths.map(mm),
    borders: { ...borders, insideHorizontal: none, insideVertical: none },
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map(
            (children, i) =>
              new TableCell({
                borders,
                width: { size: mm(widths[i] ?? 0), type: WidthType.DXA },
                children: [...children],
              }),
          ),
        }),
    ),
  });
}
