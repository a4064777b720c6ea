import { describe, expect, it } from 'vitest';
import { wordParagraph, wordParts, wordXml, zipOf } from '../../../../bench/hostile/document.js';
import type { Block } from '../../../../src/intake/block.js';
import { readDocx } from '../../../../src/intake/readers/docx.js';

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

const blocksOf = async (body: string, more: Record<string, string> = {}): Promise<Block[]> =>
  readDocx(await zipOf(Object.entries({ ...wordParts(), 'word/document.xml': wordXml(body), ...more })));
const textsOf = async (body: string, more: Record<string, string> = {}): Promise<string[]> =>
  (await blocksOf(body, more)).map((block) => block.text);

const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (content: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
const numbered = (text: string, list: number, level = 0): string =>
  paragraph(run(text), `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

const relations = (parts: Record<string, string>): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(
    parts,
  )
    .map(
      ([type, target], index) =>
        `<Relationship Id="rId${index + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

const level = (at: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const lists = `<?xml version="1.0"?><w:numbering ${w}>
<w:abstractNum w:abstractNumId="0">${level(0, 'upperRoman', '%1.')}${level(1, 'decimal', '%2.')}${level(2, 'lowerLetter', '%3)')}${level(3, 'bullet', '')}${level(4, 'bullet', '+')}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">${level(0, 'decimal', 'Điều %1.')}${level(1, 'decimal', '%1.%2.')}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>`;
const withLists = {
  'word/numbering.xml': lists,
  'word/_rels/document.xml.rels': relations({ numbering: 'numbering.xml' }),
};

describe('src/intake/readers/docx.ts', () => {
  it('writes out the numbers Word makes, restarted and continued as the page shows them', async () => {
    const body = [
      numbered('NHIỆM VỤ', 1),
      numbered('Sở Y tế', 1, 1),
      numbered('Rà soát', 1, 2),
      numbered('Báo cáo', 1, 2),
      numbered('Sở Nội vụ', 1, 1),
      numbered('Rà soát lại', 1, 2),
      numbered('một ý', 1, 3),
      numbered('ý nhỏ', 1, 4),
      numbered('TỔ CHỨC THỰC HIỆN', 1),
      numbered('Sở Tài chính', 1, 1),
    ].join('');

    expect(await textsOf(body, withLists)).toEqual([
      'I. NHIỆM VỤ',
      '1. Sở Y tế',
      'a) Rà soát',
      'b) Báo cáo',
      '2. Sở Nội vụ',
      'a) Rà soát lại',
      '- một ý',
      '+ ý nhỏ',
      'II. TỔ CHỨC THỰC HIỆN',
      '1. Sở Tài chính',
    ]);
  });

  it('writes numbers made of several levels, words around them and a start of its own', async () => {
    const body = [
      numbered('Ban hành', 2),
      numbered('Nội dung', 2, 1),
      numbered('Hiệu lực', 2),
      numbered('Chuyển tiếp', 2, 1),
      numbered('Phụ lục', 3),
    ].join('');

    expect(await textsOf(body, withLists)).toEqual([
      'Điều 1. Ban hành',
      '1.1. Nội dung',
      'Điều 2. Hiệu lực',
      '2.1. Chuyển tiếp',
      'Điều 7. Phụ lục',
    ]);
  });

  it('takes numbering, capitals and heading levels from styles and those they are based on', async () => {
    const styles = `<?xml version="1.0"?><w:styles ${w}>
<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục lớn"/><w:basedOn w:val="Base"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
</w:styles>`;
    const blocks = await blocksOf(
      paragraph(run('Nội dung'), '<w:pStyle w:val="Muc"/>') +
        paragraph(run('Không số'), '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
      {
        ...withLists,
        'word/styles.xml': styles,
        'word/_rels/document.xml.rels': relations({ numbering: 'numbering.xml', styles: 'styles.xml' }),
      },
    );

    expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['heading', 'I. NỘI DUNG'],
      ['heading', 'KHÔNG SỐ'],
    ]);
  });

  it('accepts tracked changes: what was put in stays, what was struck or moved away goes', async () => {
    const body =
      paragraph(
        `${run('Sở Y tế báo cáo trước ngày ')}<w:del w:id="1"><w:r><w:delText>15/6</w:delText></w:r></w:del><w:ins w:id="2">${run('20/6')}</w:ins>${run('/2024.')}`,
      ) +
      paragraph(
        `<w:moveFrom w:id="3">${run('Câu cũ.')}</w:moveFrom><w:moveTo w:id="4">${run('Câu chuyển tới.')}</w:moveTo>`,
      ) +
      `<w:tbl><w:tr><w:tc>${wordParagraph('giữ')}</w:tc></w:tr><w:tr><w:trPr><w:del w:id="5"/></w:trPr><w:tc>${wordParagraph('bỏ')}</w:tc></w:tr></w:tbl>` +
      paragraph(run('Hai đoạn '), '<w:rPr><w:del w:id="6"/></w:rPr>') +
      paragraph(run('thành một.'));

    expect(await textsOf(body)).toEqual([
      'Sở Y tế báo cáo trước ngày 20/6/2024.',
      'Câu chuyển tới.',
      'giữ',
      'Hai đoạn thành một.',
    ]);
  });

  it('leaves out what Word hides, references to notes, and soft hyphens', async () => {
    const body = paragraph(
      `${run('Báo ')}<w:r><w:softHyphen/></w:r>${run('cáo')}${run(' nháp', '<w:vanish/>')}${run(' thường', '<w:vanish w:val="0"/>')}<w:r><w:footnoteReference w:id="2"/></w:r>${run(' trước ngày 05/6/2024.')}`,
    );
    const notes = `<?xml version="1.0"?><w:footnotes ${w}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">${paragraph(`<w:r><w:footnoteRef/></w:r>${run(' Theo mẫu số 02.')}`)}</w:footnote></w:footnotes>`;

    expect(
      await textsOf(body, {
        'word/footnotes.xml': notes,
        'word/_rels/document.xml.rels': relations({ footnotes: 'footnotes.xml' }),
      }),
    ).toEqual(['Báo cáo thường trước ngày 05/6/2024.', 'Theo mẫu số 02.']);
  });

  it('reads a text box once, behind its paragraph, whichever way it is drawn', async () => {
    const mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
    const box = (text: string): string => `<w:txbxContent>${wordParagraph(text)}</w:txbxContent>`;
    const drawn = (choice: string, fallback: string): string =>
      `<w:r><mc:AlternateContent ${mc}><mc:Choice Requires="wps"><w:drawing><a><b>${choice}</b></a></w:drawing></mc:Choice>${fallback === '' ? '' : `<mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>${fallback}</v:textbox></v:shape></w:pict></mc:Fallback>`}</mc:AlternateContent></w:r>`;
    const body =
      paragraph(run('Trước hộp.') + drawn(box('Trong hộp.'), box('Trong hộp.'))) +
      paragraph(run('Hộp mới.') + drawn(box('Chỉ có cách vẽ mới.'), '')) +
      paragraph(
        `${run('Hộp cũ.')}<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>${box('Cách vẽ cũ.')}</v:textbox></v:shape></w:pict></w:r>`,
      );

    expect(await textsOf(body)).toEqual([
      'Trước hộp.',
      'Trong hộp.',
      'Hộp mới.',
      'Chỉ có cách vẽ mới.',
      'Hộp cũ.',
      'Cách vẽ cũ.',
    ]);
  });

  it('reads the words of fonts from before Unicode', async () => {
    const font = (name: string): string => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`;
    const body =
      paragraph(run('KÕ ho¹ch', font('.VnTime'))) +
      paragraph(run('kÕ ho¹ch', font('.VnTimeH'))) +
      paragraph(run('Keá hoaïch', font('VNI-Times'))) +
      paragraph(run('Kế hoạch', font('Times New Roman')));

    expect(await textsOf(body)).toEqual(['Kế hoạch', 'KẾ HOẠCH', 'Kế hoạch', 'Kế hoạch']);
  });

  it('keeps two columns of a head apart, set by tabs or by a table', async () => {
    const [byTab, byTable] = await blocksOf(
      paragraph(`${run('UBND TỈNH A')}<w:r><w:tab/></w:r>${run('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')}`) +
        `<w:tbl><w:tr><w:tc>${wordParagraph('SỞ Y TẾ')}</w:tc><w:tc>${wordParagraph('Độc lập - Tự do - Hạnh phúc')}</w:tc></w:tr></w:tbl>`,
    );

    expect(byTab?.lines).toEqual(['UBND TỈNH A', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']);
    expect(byTable?.lines).toEqual(['SỞ Y TẾ', 'Độc lập - Tự do - Hạnh phúc']);
  });

  it('gives merged cells to every row they reach, and the words of an inner table to its cell', async () => {
    const cell = (content: string, properties = ''): string =>
      `<w:tc>${properties === '' ? '' : `<w:tcPr>${properties}</w:tcPr>`}${content}</w:tc>`;
    const inner = `<w:tbl><w:tr>${cell(wordParagraph('đợt 1'))}${cell(wordParagraph('đợt 2'))}</w:tr></w:tbl>`;
    const blocks = await blocksOf(
      `<w:tbl><w:tr>${cell(wordParagraph('1'), '<w:vMerge w:val="restart"/>')}${cell(wordParagraph('trước ngày 01/6'))}</w:tr><w:tr>${cell('<w:p/>', '<w:vMerge/>')}${cell(`${inner}<w:p/>`)}</w:tr><w:tr>${cell(wordParagraph('Ghi chú'), '<w:gridSpan w:val="2"/>')}</w:tr></w:tbl>`,
    );

    expect(blocks.map((block) => block.cells.map(({ text, own }) => [text, own]))).toEqual([
      [
        ['1', true],
        ['trước ngày 01/6', true],
      ],
      [
        ['1', false],
        ['đợt 1 đợt 2', true],
      ],
      [
        ['Ghi chú', true],
        ['Ghi chú', false],
      ],
    ]);
  });
});
