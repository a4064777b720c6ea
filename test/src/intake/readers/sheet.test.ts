import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/domain/errors.js';
import type { ReadResult } from '../../../../src/domain/plan.js';
import { isMarkedFile, readFile } from '../../../../src/intake/read-file.js';
import { unpack } from '../../../../src/intake/readers/zip-gate.js';
import { oldFont } from '../../../fakes/encodings.js';
import type { TestSheet } from '../../../fakes/sheet-file.js';
import { archive, serial, sheetFile } from '../../../fakes/sheet-file.js';

const read = async (bytes: Uint8Array): Promise<ReadResult> =>
  readFile(bytes, { issuedOn: null, beforeMeans: 'strict' });
const refusal = async (bytes: Uint8Array): Promise<string> => {
  try {
    await read(bytes);
    return 'accepted';
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
};
const brief = ({ tasks }: ReadResult): unknown[] =>
  tasks.map((task) => [task.action, task.lead, task.deadlines.map((deadline) => deadline.statedOn)]);

const titles: TestSheet['rows'] = [
  ['UBND TỈNH ĐÔNG GIANG', null, null, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
  ['Số: 72/KH-UBND', null, null, 'Đông Giang, ngày 10 tháng 01 năm 2024'],
  ['KẾ HOẠCH', null, null, null],
  ['Theo dõi nhiệm vụ chuyển đổi số năm 2024'],
];
const tracking: TestSheet = {
  rows: [
    ...titles,
    ['STT', 'Nhiệm vụ', 'Phân công', null, 'Thời hạn\nhoàn thành', 'Tình trạng'],
    [null, null, 'Chủ trì', 'Phối hợp', null, null],
    ['I', 'Nhiệm vụ chung', null, null, null, null],
    [
      1,
      'Xây dựng kho dữ liệu dùng chung',
      'Sở Khoa học và Công nghệ',
      'Sở Tài chính',
      { day: serial(2024, 6, 30), format: 'dd/mm/yyyy' },
      'Chậm',
    ],
    [2, 'Số hóa hồ sơ đất đai', 'Sở Nông nghiệp và Môi trường', null, 'Trước 15/8/2024', null],
    ['II. Nhiệm vụ của Sở Nội vụ'],
    [3, 'Tập huấn cán bộ xã', 'Sở Nội vụ', null, { day: serial(2024, 9, 1), format: 'mm/yyyy' }, null],
    [4, 'Đánh giá cuối năm', 'như trên', null, 'Quý IV/2024', null],
    ['Tổng cộng: 4 nhiệm vụ'],
    [],
    ['Ghi chú:'],
    ['- Các đơn vị báo cáo Sở Nội vụ trước ngày 20/12/2024.'],
  ],
  merges: ['C5:D5', 'A5:A6', 'B5:B6', 'E5:E6', 'F5:F6', 'A10:F10', 'A13:F13'],
};
/** The note under the table orders something too and comes first; group rows and totals order nothing. */
const expected = [
  ['Báo cáo Sở Nội vụ', ['Các đơn vị'], ['2024-12-20']],
  ['Xây dựng kho dữ liệu dùng chung', ['Sở Khoa học và Công nghệ'], ['2024-06-30']],
  ['Số hóa hồ sơ đất đai', ['Sở Nông nghiệp và Môi trường'], ['2024-08-15']],
  ['Tập huấn cán bộ xã', ['Sở Nội vụ'], ['2024-09-30']],
  ['Đánh giá cuối năm', ['Sở Nội vụ'], ['2024-12-31']],
];

describe('src/intake/readers/sheet.ts', () => {
  it.each(['xlsx', 'biff8', 'ods'] as const)('reads a tracking sheet from %s', async (kind) => {
    const result = await read(sheetFile([tracking], kind));
    expect(result.source.kind).toBe('xlsx');
    expect(result.document).toMatchObject({ number: '72/KH-UBND', issuedOn: '2024-01-10' });
    expect(brief(result)).toEqual(expected);
    expect(result.tasks[1]?.coordinating).toEqual(['Sở Tài chính']);
  });

  it('reads separated values with either sign, in old encodings too', async () => {
    const rows = [
      'TT;Nội dung công việc;Đơn vị chủ trì;Thời hạn',
      '1;"Rà soát quỹ đất; lập danh mục";Sở Xây dựng;15/3/2024',
      '2;Lập dự toán;Sở Tài chính;20/3/2024',
    ].join('\r\n');
    const wanted = [
      ['Rà soát quỹ đất; lập danh mục', ['Sở Xây dựng'], ['2024-03-15']],
      ['Lập dự toán', ['Sở Tài chính'], ['2024-03-20']],
    ];
    expect(brief(await read(Buffer.from(`\ufeff${rows}`)))).toEqual(wanted);
    expect(
      brief(
        await read(
          Buffer.from(
            rows
              .replaceAll('"', '')
              .replace('đất;', 'đất,')
              .replaceAll(';', ',')
              .replace('đất, lập', '"đất, lập')
              .replace('mục,', 'mục",')
              .replace('Rà soát quỹ "đất', '"Rà soát quỹ đất'),
          ),
        ),
      ),
    ).toEqual([['Rà soát quỹ đất, lập danh mục', ...(wanted[0]?.slice(1) ?? [])], wanted[1]]);
    expect(brief(await read(Buffer.from(oldFont(rows, 'tcvn3'), 'latin1')))).toEqual(wanted);
  });

  it('takes a sentence that names work, unit and time for a sentence', async () => {
    const text = [
      'Bảng phân công nêu rõ nội dung công việc, đơn vị chủ trì, thời hạn hoàn thành.',
      '1. Sở Y tế, Sở Nội vụ, Sở Tài chính báo cáo UBND tỉnh trước ngày 20/3/2024.',
      '2. Công an tỉnh rà soát trụ sở, trang thiết bị trước ngày 25/3/2024.',
    ].join('\n');
    const result = await read(Buffer.from(text));
    expect([result.source.kind, result.tasks.map((task) => task.deadlines[0]?.statedOn)]).toEqual([
      'text',
      ['2024-03-20', '2024-03-25'],
    ]);
  });

  it('makes no task of hidden rows, columns and sheets, and tells the rows', async () => {
    const rows: TestSheet['rows'] = [
      ['TT', 'Nội dung', 'Đơn vị chủ trì', 'Thời hạn', 'Cơ quan phối hợp'],
      [1, 'Việc được thấy', 'Sở Y tế', '15/5/2024', 'Sở Tư pháp'],
      [2, 'Việc đã lọc đi', 'Sở Y tế', '16/5/2024', null],
    ];
    const result = await read(
      sheetFile([
        { rows, hiddenRows: [3], hiddenColumns: [5] },
        { rows, name: 'Nháp', hidden: true },
      ]),
    );
    expect(result.tasks.map((task) => [task.action, task.coordinating])).toEqual([['Việc được thấy', []]]);
    expect(result.skipped).toContainEqual({
      text: '2 Việc đã lọc đi Sở Y tế 16/5/2024',
      place: 'Trang 1, dòng 3',
      reason: 'hidden',
    });
  });

  it('reads several sheets, cells merged over rows, second dates and titles of columns offices use', async () => {
    const result = await read(
      sheetFile([
        {
          rows: [
            ['BIỂU THEO DÕI NHIỆM VỤ NĂM 2024'],
            [],
            [
              'Số TT',
              'Đầu việc',
              'Văn bản giao nhiệm vụ',
              'Đơn vị được giao',
              'Lãnh đạo phụ trách',
              'Ngày giao',
              'Hạn xử lý',
              'Tiến độ',
              'Kết quả thực hiện',
            ],
            [
              '1',
              'Trình đề án sắp xếp trụ sở',
              '12/TB-UBND',
              'Sở Tài chính',
              'PCT A',
              '02/01/2024',
              '31/5/2024',
              '40%',
              'Đang làm',
            ],
            [null, null, null, null, null, null, '15/7/2024', null, null],
            [
              '2',
              'Kiểm kê tài sản',
              '12/TB-UBND',
              'Sở Xây dựng',
              'PCT B',
              '02/01/2024',
              '30/6/2024',
              '0%',
              null,
            ],
          ],
          merges: ['A1:I1'],
        },
        {
          rows: [
            ['TT', 'Nội dung công việc', 'Cơ quan thực hiện', 'Thời gian', null],
            [null, null, null, 'Bắt đầu', 'Kết thúc'],
            [1, 'Lát vỉa hè', 'UBND phường An Bình', '01/4/2024', '20/4/2024'],
            [2, 'Trồng cây', null, '05/4/2024', '25/4/2024'],
          ],
          merges: ['D1:E1', 'C3:C4'],
        },
      ]),
    );
    expect(brief(result)).toEqual([
      ['Trình đề án sắp xếp trụ sở', ['Sở Tài chính'], ['2024-05-31', '2024-07-15']],
      ['Kiểm kê tài sản', ['Sở Xây dựng'], ['2024-06-30']],
      ['Lát vỉa hè', ['UBND phường An Bình'], ['2024-04-20']],
      ['Trồng cây', ['UBND phường An Bình'], ['2024-04-25']],
    ]);
  });

  it('takes days from their serial in both calendars, words of old fonts, and what formulas last showed', async () => {
    const rows: TestSheet['rows'] = [
      ['TT', 'Nội dung', 'Đơn vị chủ trì', 'Thời hạn'],
      [1, 'Kiểm tra đê điều', 'Sở Nông nghiệp', { day: serial(2009, 11, 30), format: 'd-mmm-yy' }],
    ];
    const old = rows.map((row) =>
      row.map((cell) => (typeof cell === 'string' ? oldFont(cell, 'tcvn3') : cell)),
    );
    expect(brief(await read(sheetFile([{ rows: old }])))).toEqual([
      ['Kiểm tra đê điều', ['Sở Nông nghiệp'], ['2009-11-30']],
    ]);
    const parts = await unpack(sheetFile([{ rows }]));
    const book = parts.get('xl/workbook.xml')?.toString() ?? '';
    parts.set(
      'xl/workbook.xml',
      Buffer.from(book.replace(/<workbookPr[^>]*>/, '<workbookPr date1904="1"/>')),
    );
    const sheet = parts.get('xl/worksheets/sheet1.xml')?.toString() ?? '';
    parts.set(
      'xl/worksheets/sheet1.xml',
      Buffer.from(sheet.replace(/<v>4\d{4}<\/v>/, '<f>A1+WEBSERVICE("http://x")</f><v>40147</v>')),
    );
    expect((await read(await archive(parts))).tasks[0]?.deadlines[0]?.statedOn).toBe('2013-12-01');
  });

  it('sees marks of secrecy in cells, hidden sheets, page headers, text boxes and comments', async () => {
    const marked: TestSheet[] = [
      {
        rows: [
          ['UBND TỈNH', null, 'TỐI MẬT'],
          ['TT', 'Nội dung', 'Chủ trì', 'Hạn'],
        ],
      },
    ];
    for (const kind of ['xlsx', 'biff8', 'ods'] as const) {
      const bytes = sheetFile(marked, kind);
      // oxlint-disable-next-line no-await-in-loop -- one after another, so that a failure names its file
      expect([kind, await refusal(bytes), await isMarkedFile(bytes)]).toEqual([kind, 'file-secret', true]);
    }
    expect(await refusal(sheetFile([tracking, { rows: [['MẬT']], hidden: true }]))).toBe('file-secret');
    const parts = await unpack(sheetFile([tracking]));
    const sheet = parts.get('xl/worksheets/sheet1.xml')?.toString() ?? '';
    const withPart = async (name: string, text: string): Promise<string> =>
      refusal(await archive(new Map([...parts, [name, Buffer.from(text)]])));
    const header =
      '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12MẬT&amp;RTrang &amp;P</oddHeader></headerFooter></worksheet>';
    expect(await withPart('xl/worksheets/sheet1.xml', sheet.replace('</worksheet>', header))).toBe(
      'file-secret',
    );
    expect(await withPart('xl/drawings/drawing1.xml', '<xdr:wsDr><a:t>TUYỆT MẬT</a:t></xdr:wsDr>')).toBe(
      'file-secret',
    );
    expect(await withPart('xl/comments1.xml', '<comments><t>MẬT</t></comments>')).toBe('file-secret');
    expect(await withPart('xl/comments1.xml', '<comments><t>Bảo mật</t></comments>')).toBe('accepted');
  });

  it('refuses swarms of cells, false extents, entities and damage in bounded time', async () => {
    const parts = await unpack(sheetFile([tracking]));
    const sheet = parts.get('xl/worksheets/sheet1.xml')?.toString() ?? '';
    const withSheet = async (xml: string): Promise<Buffer> =>
      archive(new Map([...parts, ['xl/worksheets/sheet1.xml', Buffer.from(xml)]]));
    // The whole sheet declared and merged, one cell in its last corner: read as what is there.
    const vast = sheet
      .replace(/<dimension[^>]*>/, '<dimension ref="A1:XFD1048576"/>')
      .replace('</sheetData>', '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>')
      .replace('<mergeCell ', '<mergeCell ref="H30:XFD1048576"/><mergeCell ');
    expect(brief(await read(await withSheet(vast)))).toEqual(expected);
    const cells = Array.from({ length: 150_001 }, (_, at) => `<c r="A${String(at)}"><v>1</v></c>`).join('');
    expect(
      await refusal(await withSheet(sheet.replace('</sheetData>', `<row r="99">${cells}</row></sheetData>`))),
    ).toBe('document-unreadable');
    expect(await refusal(await withSheet(`<!DOCTYPE x [<!ENTITY a "b">]>${sheet}`))).toBe(
      'document-unreadable',
    );
    expect(await refusal(await withSheet(sheet.slice(0, sheet.length / 2)))).not.toBe('');
    const ods = await unpack(sheetFile([tracking], 'ods'));
    const content = (ods.get('content.xml')?.toString() ?? '')
      .replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="16384"')
      .replace('<table:table-row', '<table:table-row table:number-rows-repeated="1048576"');
    expect(await refusal(await archive(new Map([...ods, ['content.xml', Buffer.from(content)]])))).toBe(
      'accepted',
    );
    const xls = sheetFile([tracking], 'biff8');
    for (let at = 512; at < xls.length; at += 997) {
      const flipped = Buffer.from(xls);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 0xff, at);
      // oxlint-disable-next-line no-await-in-loop -- one after another: each must end by itself
      await refusal(flipped);
    }
    expect(await refusal(xls.subarray(0, 3000))).toBe('file-damaged');
  });
});
