import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/domain/errors.js';
import { type Compound, openCompound } from '../../../../src/intake/readers/compound.js';
import { docBlocks, docWords, plainWords } from '../../../../src/intake/readers/doc.js';
import { isMarkedFile, readFile } from '../../../../src/intake/read-file.js';
import type { DocExtras, DocPart } from '../../../fakes/doc-file.js';
import { compoundFile, docFile } from '../../../fakes/doc-file.js';
import { oldFont } from '../../../fakes/encodings.js';

const options = { issuedOn: null, beforeMeans: 'strict' } as const;
const refusal = async (bytes: Uint8Array): Promise<string> => {
  try {
    await readFile(bytes, options);
    return 'accepted';
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
};

const opened = (...file: Parameters<typeof docFile>): Compound => openCompound(docFile(...file));

const plan: DocPart[] = [
  [
    [
      'UBND TỈNH ĐÔNG GIANG\nSỞ CÔNG THƯƠNG\nSố: 61/KH-SCT',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐông Giang, ngày 05 tháng 3 năm 2012',
    ],
  ],
  'KẾ HOẠCH',
  'Kiểm tra an toàn điện mùa mưa năm 2012',
  'I. NHIỆM VỤ',
  '1. Phòng Quản lý năng lượng rà soát các trạm biến áp, báo cáo Giám đốc Sở trước ngày 20/4/2012.',
  'II. PHÂN CÔNG',
  [
    ['TT', 'Nội dung công việc', 'Đơn vị chủ trì', 'Thời hạn'],
    ['1', 'Lập danh sách trạm\nphải sửa chữa', 'Phòng Kỹ thuật an toàn', 'Trước ngày 10/5/2012'],
    ['2', 'Tổng hợp kinh phí – “đợt một”', 'Văn phòng Sở', 'Chậm nhất ngày 15/5/2012'],
  ],
  'Nơi nhận:',
  '- Như trên;',
];
const dues = async (parts: DocPart[], extras: DocExtras = {}): Promise<unknown[]> => {
  const result = await readFile(docFile(parts, extras), options);
  expect(result.source.kind).toBe('doc');
  return result.tasks.map((task) => [task.lead[0], task.deadlines[0]?.statedOn]);
};
const expected = [
  ['Phòng Quản lý năng lượng', '2012-04-20'],
  ['Phòng Kỹ thuật an toàn', '2012-05-10'],
  ['Văn phòng Sở', '2012-05-15'],
];
const inFont = (parts: DocPart[], encoding: 'tcvn3' | 'vni'): DocPart[] =>
  parts.map((part) =>
    typeof part === 'string'
      ? oldFont(part, encoding)
      : part.map((row) => row.map((cell) => oldFont(cell, encoding))),
  );

describe('src/intake/readers/doc.ts', () => {
  it('reads paragraphs and table rows, cells of several paragraphs in one piece', async () => {
    expect(await dues(plan)).toEqual(expected);
    const blocks = docBlocks(await docWords(opened(plan)));
    expect(
      blocks.filter((block) => block.kind === 'row').map((block) => block.cells.map((one) => one.text)),
    ).toEqual([
      [
        'UBND TỈNH ĐÔNG GIANG SỞ CÔNG THƯƠNG Số: 61/KH-SCT',
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Đông Giang, ngày 05 tháng 3 năm 2012',
      ],
      ['TT', 'Nội dung công việc', 'Đơn vị chủ trì', 'Thời hạn'],
      ['1', 'Lập danh sách trạm phải sửa chữa', 'Phòng Kỹ thuật an toàn', 'Trước ngày 10/5/2012'],
      ['2', 'Tổng hợp kinh phí – “đợt một”', 'Văn phòng Sở', 'Chậm nhất ngày 15/5/2012'],
    ]);
    expect(
      blocks.filter((block) => block.kind === 'row').map((block) => [block.place.table, block.place.row]),
    ).toEqual([
      [1, 1],
      [2, 1],
      [2, 2],
      [2, 3],
    ]);
    const { document } = await readFile(docFile(plan), options);
    expect(document).toMatchObject({ number: '61/KH-SCT', issuedOn: '2012-03-05' });
  });

  it('reads what was typed in old fonts, one byte a character or two', async () => {
    expect(await dues(inFont(plan, 'tcvn3'), { eightBit: true })).toEqual(expected);
    expect(await dues(inFont(plan, 'vni'))).toEqual(expected);
  });

  it('shows of a field its result only', async () => {
    const parts = [
      'Xem \u0013 PAGEREF _Toc1 \\h \u0014trang 3\u0015 và \u0013 IF \u0013 DATE \u00141/1\u0015 \u0014ngày 02/02\u0015.',
    ];
    expect((await docWords(opened(parts))).body.trim()).toBe('Xem trang 3 và ngày 02/02.');
  });

  it('sees marks of secrecy in the text, a cell, the page header and a text box', async () => {
    const files: [DocPart[], DocExtras][] = [
      [['UBND TỈNH A', 'TỐI MẬT', 'KẾ HOẠCH'], {}],
      [[[['UBND TỈNH A', 'MẬT']], 'KẾ HOẠCH'], {}],
      [[[['UBND TỈNH A\nMẬT', 'CỘNG HÒA']], 'KẾ HOẠCH'], {}],
      [plan, { header: 'TUYỆT MẬT' }],
      [plan, { textbox: 'MẬT' }],
      [plan, { footnote: 'TÀI LIỆU THU HỒI' }],
      [['ñy ban nh©n d©n', 'tuyÖt mËt', 'KÕ ho¹ch'], { eightBit: true }],
    ];
    for (const [parts, extras] of files) {
      const bytes = docFile(parts, extras);
      // oxlint-disable-next-line no-await-in-loop -- one after another, so that a failure names its file
      expect([parts[1], await refusal(bytes), await isMarkedFile(bytes)]).toEqual([
        parts[1],
        'file-secret',
        true,
      ]);
    }
    expect(await isMarkedFile(docFile(['Công tác bảo mật'], { header: 'Trang 1' }))).toBe(false);
    expect(plainWords(await docWords(opened(plan, { header: 'Dự thảo lần 2' })))[0]).toContain(
      'Dự thảo lần 2',
    );
  });

  it('refuses the encrypted, the foreign and the empty', async () => {
    expect(await refusal(docFile(plan, { encrypted: true }))).toBe('file-encrypted');
    expect(await refusal(compoundFile({ Contents: Buffer.alloc(5000, 7) }))).toBe('file-kind-refused: cfb');
    expect(await refusal(compoundFile({ WordDocument: Buffer.alloc(5000, 7) }))).toBe('document-unreadable');
    expect(await refusal(docFile(['', ' ']))).toBe('document-unreadable');
  });

  it('answers chains in a circle, cut files and flipped bytes with a reason, in this very thread', async () => {
    const good = docFile(plan);
    const looped = Buffer.from(good);
    // Every entry of the allocation table points to its neighbour and back.
    const table = (looped.readInt32LE(76) + 1) * 512;
    for (let at = 0; at < 512; at += 8) {
      looped.writeInt32LE(at / 4 + 1, table + at);
      looped.writeInt32LE(at / 4, table + at + 4);
    }
    expect(await refusal(looped)).toBe('file-damaged');
    for (let cut = 0; cut < good.length; cut += 487) {
      // oxlint-disable-next-line no-await-in-loop -- one after another: each must end by itself
      const answer = await refusal(good.subarray(0, cut));
      if (cut < good.length / 2) expect(answer).not.toBe('accepted');
    }
    for (let at = 24; at < good.length; at += 61) {
      const flipped = Buffer.from(good);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 0xff, at);
      // oxlint-disable-next-line no-await-in-loop -- one after another: each must end by itself
      await refusal(flipped);
    }
  });
});
