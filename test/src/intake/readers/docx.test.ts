import { describe, expect, it } from 'vitest';
import { zipOf } from '../../../../bench/hostile/document.js';
import type { Block } from '../../../../src/intake/block.js';
import { isMarkedFile } from '../../../../src/intake/read-file.js';
import { readDocx } from '../../../../src/intake/readers/docx.js';
import {
  box,
  cell,
  field,
  level,
  list,
  note,
  numbered,
  oldBox,
  paragraph,
  row,
  run,
  say,
  style,
  table,
  type WordContent,
  wordFile,
} from '../../../fakes/word.js';

type More = Omit<WordContent, 'body'>;
const blocksOf = async (body: string, more: More = {}): Promise<Block[]> =>
  readDocx(await wordFile({ body, ...more }));
const textsOf = async (body: string, more: More = {}): Promise<string[]> =>
  (await blocksOf(body, more)).map((block) => block.text);

const lists = list(
  0,
  level(0, 'upperRoman', '%1.') +
    level(1, 'decimal', '%2.') +
    level(2, 'lowerLetter', '%3)') +
    level(3, 'bullet', '\uf0b7') +
    level(4, 'bullet', '+'),
  { 1: '' },
);

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

    expect(await textsOf(body, { lists })).toEqual([
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

  it('takes numbering, capitals and heading levels from styles and those they are based on', async () => {
    const styles =
      style(
        'Base',
        'Base',
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:caps/></w:rPr>',
      ) +
      style('Muc', 'Mục lớn', '<w:basedOn w:val="Base"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>') +
      style('Nho', 'heading 2', '<w:rPr><w:b/></w:rPr>') +
      style('Chu', 'Chữ hoa', '<w:rPr><w:caps/></w:rPr>', 'character');
    const blocks = await blocksOf(
      say('Nội dung', '<w:pStyle w:val="Muc"/>') +
        say('Không số', '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>') +
        say('Yêu cầu', '<w:pStyle w:val="Nho"/>') +
        paragraph(run('Sở ') + run('y tế', '<w:rStyle w:val="Chu"/>') + run(' A', '<w:caps w:val="0"/>')) +
        say('Một câu dài trong kiểu đề mục thì vẫn là một câu.', '<w:outlineLvl w:val="2"/>'),
      { lists, styles },
    );

    expect(blocks.map(({ kind, depth, text }) => [kind, depth, text])).toEqual([
      ['heading', 1, 'I. NỘI DUNG'],
      ['heading', 1, 'KHÔNG SỐ'],
      ['heading', 2, 'Yêu cầu'],
      ['paragraph', null, 'Sở Y TẾ A'],
      ['paragraph', null, 'Một câu dài trong kiểu đề mục thì vẫn là một câu.'],
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
      `<w:tbl><w:tr><w:tc>${say('giữ')}</w:tc></w:tr><w:tr><w:trPr><w:del w:id="5"/></w:trPr><w:tc>${say('bỏ')}</w:tc></w:tr></w:tbl>` +
      paragraph(run('Hai đoạn '), '<w:rPr><w:del w:id="6"/></w:rPr>') +
      paragraph(run('thành một.'));

    expect(await textsOf(body)).toEqual([
      'Sở Y tế báo cáo trước ngày 20/6/2024.',
      'Câu chuyển tới.',
      'giữ',
      'Hai đoạn thành một.',
    ]);
  });

  it('leaves out what Word hides, references to notes, and soft hyphens; notes stand at the end', async () => {
    const body =
      paragraph(
        `${run('Báo ')}<w:r><w:softHyphen/></w:r>${run('cáo')}${run(' nháp', '<w:vanish/>')}${run(' thường', '<w:vanish w:val="0"/>')}<w:r><w:footnoteReference w:id="3"/></w:r>${run(' trước ngày 05/6/2024')}<w:r><w:footnoteReference w:id="2"/></w:r>${run('.')}`,
      ) + say('Ẩn cả đoạn', '<w:rPr><w:vanish/></w:rPr>').replace('<w:r>', '<w:r><w:rPr><w:vanish/></w:rPr>');
    const footnotes = `<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>${note(2, 'Kể cả ngày nghỉ.')}${note(3, 'Theo mẫu số 02.')}${note(4, 'Không ai nhắc tới.')}`;

    expect(await textsOf(body, { footnotes })).toEqual([
      'Báo cáo thường trước ngày 05/6/2024.',
      'Theo mẫu số 02.',
      'Kể cả ngày nghỉ.',
    ]);
    const open = 'Thủ trưởng các cơ quan, đơn vị có trách nhiệm thi hành';
    const noted = say(open).replace('</w:p>', '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>');
    expect(await textsOf(noted, { footnotes: note(2, 'kể cả ngày nghỉ.') })).toEqual([
      open,
      'kể cả ngày nghỉ.',
    ]);
  });

  it('reads a text box once, before or behind its paragraph as it hangs, whichever way it is drawn', async () => {
    const body =
      paragraph(run('Trước hộp.') + box(say('Trong hộp.'))) +
      paragraph(run('Hộp mới.') + box(say('Chỉ có cách vẽ mới.'), false)) +
      paragraph(run('Hộp cũ.') + oldBox(say('Cách vẽ cũ.'))) +
      paragraph(box(say('DỰ THẢO')) + run('KẾ HOẠCH'));

    expect(await textsOf(body)).toEqual([
      'Trước hộp.',
      'Trong hộp.',
      'Hộp mới.',
      'Chỉ có cách vẽ mới.',
      'Hộp cũ.',
      'Cách vẽ cũ.',
      'DỰ THẢO',
      'KẾ HOẠCH',
    ]);
  });

  it('reads the words of fonts from before Unicode, letters and marks in two runs too', async () => {
    const font = (name: string): string => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`;
    const body =
      paragraph(run('KÕ ho¹ch', font('.VnTime'))) +
      paragraph(run('kÕ ho¹ch', font('.VnTimeH'))) +
      paragraph(run('Ke', font('VNI-Times')) + run('á hoaïch', `<w:b/>${font('VNI-Times')}`)) +
      paragraph(run('Kế hoạch', font('Times New Roman'))) +
      paragraph(run('Kế hoạch số 5, đã đổi mã', font('.VnTime')));

    expect(await textsOf(body)).toEqual([
      'Kế hoạch',
      'KẾ HOẠCH',
      'Kế hoạch',
      'Kế hoạch',
      'Kế hoạch số 5, đã đổi mã',
    ]);
    const styles = `<w:docDefaults><w:rPrDefault><w:rPr>${font('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults>`;
    expect(await textsOf(say('B¸o c¸o'), { styles })).toEqual(['Báo cáo']);
  });

  it('shows what fields show, but no numbers of pages, and no table of contents', async () => {
    const body = [
      paragraph(run('1. Sở Y tế chủ trì') + box(say('')), '<w:pStyle w:val="M1"/>'),
      `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${say('I. NHIỆM VỤ 2')}</w:sdtContent></w:sdt>`,
      paragraph(
        run('Theo ') +
          field('REF _Ref1 \\h', run('mục 2')) +
          run(', trang ') +
          field('PAGE', run('7')) +
          run('.'),
      ),
      paragraph(
        `<w:fldSimple w:instr=" NUMPAGES ">${run('12')}</w:fldSimple>${run('Xem ')}<w:hyperlink w:anchor="x">${run('Phụ lục')}</w:hyperlink>`,
      ),
      paragraph(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>${run('mã không bao giờ đóng')}`),
      say('II. TỔ CHỨC'),
    ].join('');

    expect(await textsOf(body, { styles: style('M1', 'toc 1', '') })).toEqual([
      'Theo mục 2, trang .',
      'Xem Phụ lục',
      'II. TỔ CHỨC',
    ]);
  });

  it('reads content controls, wrapped rows and cells, and leaves their fillers', async () => {
    const control = (content: string, more = ''): string =>
      `<w:sdt><w:sdtPr>${more}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
    const body =
      control(
        paragraph(
          run('Số: ') + control(run('12/KH-UBND')) + control(run('Bấm để nhập'), '<w:showingPlcHdr/>'),
        ),
      ) +
      table(
        control(row(cell('1') + control(cell('Rà soát')))),
        `<w:ins w:id="1">${row(cell('2') + cell('Báo cáo'))}</w:ins>`,
      ) +
      `<w:customXml w:element="x">${paragraph(`<w:smartTag w:element="y">${run('Sở Y tế')}</w:smartTag>`)}</w:customXml>`;

    expect(await textsOf(body)).toEqual(['Số: 12/KH-UBND', '1 Rà soát', '2 Báo cáo', 'Sở Y tế']);
  });

  it('keeps two columns of a head apart, set by tabs or by a table', async () => {
    const [byTab, byTable] = await blocksOf(
      paragraph(`${run('UBND TỈNH A')}<w:r><w:tab/></w:r>${run('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')}`) +
        table(row(cell('SỞ Y TẾ') + cell('Độc lập - Tự do - Hạnh phúc'))),
    );

    expect(byTab?.lines).toEqual(['UBND TỈNH A', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']);
    expect(byTable?.lines).toEqual(['SỞ Y TẾ', 'Độc lập - Tự do - Hạnh phúc']);
  });

  it('parts a paragraph at line breaks that stand for paragraphs, keeps those of a head, joins what was wrapped', async () => {
    const broken = (...lines: string[]): string =>
      paragraph(lines.map((line) => run(line)).join('<w:r><w:br/></w:r>'));
    const blocks = await blocksOf(
      broken('ỦY BAN NHÂN DÂN', 'TỈNH LAM GIANG') +
        broken('1. Sở Y tế rà soát;', '2. Sở Nội vụ báo cáo', 'trước ngày 05/6/2024.') +
        say('Thủ trưởng các cơ quan, đơn vị có trách nhiệm tổ chức') +
        say('thực hiện Kế hoạch này.'),
    );

    expect(blocks.map(({ text, lines }) => [text, lines.length])).toEqual([
      ['ỦY BAN NHÂN DÂN TỈNH LAM GIANG', 2],
      ['1. Sở Y tế rà soát;', 1],
      ['2. Sở Nội vụ báo cáo trước ngày 05/6/2024.', 2],
      ['Thủ trưởng các cơ quan, đơn vị có trách nhiệm tổ chức thực hiện Kế hoạch này.', 2],
    ]);
  });

  it('reads a sign of a newer Word as an older one shows it', async () => {
    const sign =
      '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="x"/></mc:Choice><mc:Fallback><w:t>✓</w:t></mc:Fallback></mc:AlternateContent></w:r>';

    expect(await textsOf(paragraph(run('Đã xong ') + sign))).toEqual(['Đã xong ✓']);
  });

  it('writes what is seen: composed letters, plain spaces and hyphens, no signs of direction', async () => {
    expect(
      await textsOf(
        paragraph(
          `${run('Kế hoạch'.normalize('NFD'))}${run('\u00a0số\u202f348/KH\u2011UBND')}<w:r><w:noBreakHyphen/></w:r>${run('A\u200b\u202e')}`,
        ),
      ),
    ).toEqual(['Kế hoạch số 348/KH-UBND-A']);
  });

  it('reads files other programs wrote: other prefixes, strict names, a numbered main part, a page inside', async () => {
    const strict =
      '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:pPr><x:outlineLvl x:val="0"/></x:pPr><x:r><x:t>Nhiệm vụ</x:t></x:r></x:p></x:body></x:document>';
    const unprefixed =
      '<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><r><t>Nhiệm vụ</t></r></p></body></document>';
    for (const [name, xml] of [
      ['word/document.xml', strict],
      ['word/document2.xml', unprefixed],
    ] as const) {
      const blocks = await readDocx(await zipOf([[name, xml]]));
      expect(blocks.map((block) => block.text)).toEqual(['Nhiệm vụ']);
    }
    const page = {
      name: 'afchunk.html',
      type: 'aFChunk',
      content: '<html><body><p>1. Sở Y tế</p></body></html>',
    };
    expect(await textsOf('<w:altChunk r:id="rId1"/>', { others: [page] })).toEqual(['1. Sở Y tế']);
  });

  it('sees a mark of secrecy wherever a page shows it or hides it', async () => {
    const plain = say('KẾ HOẠCH') + say('1. Sở Y tế báo cáo trước ngày 05/6/2024.');
    const shape = (inside: string): string =>
      `<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">${inside}</v:shape></w:pict></w:r>`;
    const marked: WordContent[] = [
      { body: paragraph(oldBox(say('TỐI MẬT'))) + plain },
      { body: plain, header: say('TUYỆT MẬT') },
      { body: plain, header: paragraph(shape('<v:textpath string="M&#7852;T"/>')) },
      {
        body: plain,
        header: say('mËt', '').replace(
          '<w:r>',
          '<w:r><w:rPr><w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/></w:rPr>',
        ),
      },
      { body: say('Mật').replace('<w:r>', '<w:r><w:rPr><w:caps/></w:rPr>') + plain },
      { body: paragraph(run('TỐI ') + run('MẬT', '<w:vanish/>')) + plain },
      { body: plain, footnotes: note(2, 'TÀI LIỆU THU HỒI') },
      { body: table(row(cell('UBND TỈNH A') + cell(table(row(cell('MẬT')))))) + plain },
      {
        body: plain,
        others: [
          {
            name: 'diagrams/data1.xml',
            type: 'diagramData',
            content:
              '<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>TỐI</a:t></a:r><a:r><a:t> MẬT</a:t></a:r></a:p></d>',
          },
        ],
      },
      // Word does not open a broken part, a person may.
      {
        body: plain,
        others: [
          { name: 'header2.xml', type: 'header', content: '<w:hdr><w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p>' },
        ],
      },
    ];
    for (const content of marked) {
      const bytes = await wordFile(content);
      await expect(readDocx(bytes), content.body).rejects.toMatchObject({ code: 'file-secret' });
      expect(await isMarkedFile(bytes)).toBe(true);
    }
    expect(await isMarkedFile(await wordFile({ body: plain, header: say('Bảo mật thông tin') }))).toBe(false);
  });

  it('reads words of headers and footers for marks and for nothing else', async () => {
    expect(
      await textsOf(say('KẾ HOẠCH'), { header: say('2. Sở Nội vụ báo cáo trước ngày 01/7/2024.') }),
    ).toEqual(['KẾ HOẠCH']);
  });
});
