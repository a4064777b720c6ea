/**
 * Every kind of file and fault people hand in, as a whole: what the person was told, what the collecting office reads, and
 * whether anything of the file is kept.
 */
import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawZip } from '../../../bench/hostile/document.js';
import { docFile } from '../../fakes/doc-file.js';
import {
  blankPicture,
  container,
  pdfReport,
  reportLines,
  scannedPdf,
  signed,
  streamsOf,
  windowsProgram,
  withPages,
  withParts,
  wordReport,
  zip,
} from '../../fakes/reports.js';
import { sheetFile } from '../../fakes/sheet-file.js';
import { createWorld, type Talker, task, type World } from '../../fakes/world.js';

const photo = await readFile('test/fixtures/page.jpg');
const sheet = (word: string, type?: 'biff8' | 'ods' | 'csv'): Buffer =>
  sheetFile(
    [
      {
        rows: [
          ['TT', 'Nội dung'],
          [1, word],
        ],
      },
    ],
    type,
  );
const project = Buffer.alloc(4_096, 7);
const rar = Buffer.concat([Buffer.from('526172211a0701003392b5e50a01', 'hex'), Buffer.alloc(60)]);
const sevenZip = Buffer.concat([Buffer.from('377abcaf271c0004a1b2c3d4', 'hex'), Buffer.alloc(60)]);
const halfOf = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2));

/** What a file is, its name, its bytes, what the person is told, and to which task it is sent when not to V1. */
type Case = [
  what: string,
  name: string,
  bytes: () => Promise<Buffer> | Buffer,
  told: string | null,
  code?: string,
];

/** Taken; the sentence is what is noticed, null when nothing is. */
const taken: Case[] = [
  ['Word', 'BC tong ket NQ26 So Y te.docx', () => wordReport(), null],
  ['old Word', 'bao cao.doc', () => docFile(reportLines({ number: '1/BC-SYT' })), null],
  ['PDF with text', '123_BC_SYT.pdf', () => pdfReport({ number: '2/BC-SYT' }), null],
  [
    'PDF with a digital signature',
    '123-BC-SYT_signed.pdf',
    async () => signed(await pdfReport({ number: '3/BC-SYT' })),
    null,
  ],
  [
    'PDF that may not be printed',
    'bc.pdf',
    () => pdfReport({ number: '4/BC-SYT' }, 1, { ownerPassword: 'chu', permissions: {} }),
    null,
  ],
  ['scan', 'Scan0001.pdf', () => scannedPdf([photo]), null],
  ['photograph', 'IMG_2041.jpg', () => photo, null],
  ['figures', 'Phu luc 1,2.xlsx', () => sheet('a'), null],
  ['old figures', 'Phu luc.xls', () => sheet('b', 'biff8'), null],
  ['OpenDocument figures', 'Phu luc.ods', () => sheet('c', 'ods'), null],
  ['figures as text', 'so lieu.csv', () => sheet('d', 'csv'), null],
  [
    'slides',
    'trinh chieu.pptx',
    () => zip({ '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<p/>' }),
    null,
  ],
  ['rich text', 'bao cao.rtf', () => Buffer.from('{\\rtf1\\ansi Bao cao}'), null],
  ['plain text', 'bao cao.txt', () => Buffer.from('Báo cáo của Sở Y tế năm 2026'), null],
  [
    'web page',
    'bao cao.html',
    () => Buffer.from('<!DOCTYPE html><html><body><p>Báo cáo</p></body></html>'),
    null,
  ],
  [
    'bundle',
    'ho so.zip',
    async () => zip({ 'bao cao.docx': await wordReport(), 'so lieu.xls': sheet('e', 'biff8') }),
    null,
  ],
  ['Word named as PDF', 'bao cao.pdf', () => wordReport({ number: '5/BC-SYT' }), null],
  ['name without an ending', 'bao cao', () => wordReport({ number: '6/BC-SYT' }), null],
  [
    'film',
    'hoi nghi.mp4',
    () => Buffer.from('00000018667479706d703432000000006d703432', 'hex'),
    'tệp không phải văn bản, bảng tính hay ảnh chụp',
  ],
  [
    'bytes of nothing known',
    'la.bin.dat',
    () => Buffer.from([1, 0, 2, 0, 3, 255, 0, 0, 9]),
    'tệp không phải văn bản, bảng tính hay ảnh chụp',
  ],
  [
    'half a Word file',
    'dut.docx',
    async () => halfOf(await wordReport({ number: '7/BC-SYT' })),
    'tệp không mở được, có thể đã hỏng',
  ],
  ['half a PDF', 'dut.pdf', async () => halfOf(await pdfReport({}, 3)), 'tệp không mở được, có thể đã hỏng'],
  ['half a photograph', 'dut.jpg', () => photo.subarray(0, 5_000), 'tệp không mở được, có thể đã hỏng'],
  [
    'broken old Word',
    'hong.doc',
    () => halfOf(docFile(reportLines({ number: '8/BC-SYT' }))),
    'tệp không mở được, có thể đã hỏng',
  ],
  [
    'blank scan',
    'quet.pdf',
    () => scannedPdf([blankPicture(), blankPicture()]),
    'tệp là bản quét hoặc ảnh chụp trắng',
  ],
  ['blank photograph', 'anh.png', () => blankPicture(900, 1_200), 'tệp là bản quét hoặc ảnh chụp trắng'],
  [
    'draft',
    'du thao lan 2.docx',
    () => wordReport({ above: ['DỰ THẢO LẦN 2'] }),
    'tệp ghi là dự thảo; đề nghị gửi bản chính thức khi có',
  ],
  [
    'another unit',
    'nham.docx',
    () => wordReport({ head: ['UBND TỈNH LAM GIANG', 'SỞ GIÁO DỤC VÀ ĐÀO TẠO'] }),
    'trang đầu ghi cơ quan ban hành là Sở Giáo dục và Đào tạo',
  ],
  [
    'another unit, PDF',
    'nham.pdf',
    () => pdfReport({ head: ['UBND TỈNH LAM GIANG', 'SỞ GIÁO DỤC VÀ ĐÀO TẠO'] }),
    'trang đầu ghi cơ quan ban hành là Sở Giáo dục và Đào tạo',
  ],
  [
    'another plan',
    'ke hoach khac.docx',
    () =>
      wordReport({ about: 'Thực hiện Kế hoạch số 348/KH-UBND ngày 02/6/2026 của UBND tỉnh, Sở báo cáo:' }),
    'trang đầu nêu văn bản số 348/KH-UBND, việc này theo văn bản số 62/KH-UBND',
  ],
  [
    'last year’s',
    'nam ngoai.docx',
    () => wordReport({ year: 2024, about: 'Báo cáo kết quả thực hiện nhiệm vụ năm 2024 của đơn vị:' }),
    'trang đầu ghi năm 2024, báo cáo này là của năm 2026',
  ],
  [
    'too few pages, Word',
    'ngan.docx',
    () => wordReport({ number: '9/BC-SYT' }, 2),
    'tệp có 2 trang, kế hoạch yêu cầu 3-5 trang A4',
    'V2',
  ],
  [
    'too few pages, PDF',
    'ngan.pdf',
    () => pdfReport({ number: '10/BC-SYT' }, 2),
    'tệp có 2 trang, kế hoạch yêu cầu 3-5 trang A4',
    'V2',
  ],
  [
    'too many pages',
    'dai.pdf',
    () => pdfReport({ number: '11/BC-SYT' }, 8),
    'tệp có 8 trang, kế hoạch yêu cầu 3-5 trang A4',
    'V2',
  ],
  ['as many pages as asked', 'vua.pdf', () => pdfReport({ number: '12/BC-SYT' }, 4), null, 'V2'],
  ['pages nobody counted', 'khong dem.docx', () => wordReport({ number: '13/BC-SYT' }), null, 'V2'],
  [
    'pages counted wrong by a program',
    'dem sai.docx',
    async () =>
      withPages(
        await wordReport({
          sections: Array.from({ length: 120 }, (_, at) => `${at + 1}. ${'Nội dung dài. '.repeat(14)}`),
        }),
        1,
      ),
    null,
    'V2',
  ],
];

/** Refused; nothing of it is kept. */
const refused: Case[] = [
  ['nothing at all', 'rong.docx', () => Buffer.alloc(0), 'rỗng (0 byte)'],
  [
    'program',
    'setup.exe',
    () => windowsProgram(),
    'là tệp chương trình hoặc tệp lệnh nên hệ thống không nhận',
  ],
  [
    'program named as Word',
    'bao cao.docx',
    () => windowsProgram(),
    'là tệp chương trình hoặc tệp lệnh nên hệ thống không nhận',
  ],
  [
    'program behind another ending',
    'bao cao.pdf.scr',
    () => Buffer.from('x'),
    'là tệp chương trình hoặc tệp lệnh nên hệ thống không nhận',
  ],
  [
    'Linux program',
    'bc',
    () => Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(60)]),
    'là tệp chương trình hoặc tệp lệnh',
  ],
  ['script', 'chay.bat', () => Buffer.from('del *.*'), 'là tệp chương trình hoặc tệp lệnh'],
  [
    'script named as text',
    'ghi chu.txt',
    () => Buffer.from('@echo off\r\ndel *.*'),
    'là tệp chương trình hoặc tệp lệnh',
  ],
  ['shortcut', 'bao cao.docx.lnk', () => Buffer.from('x'), 'là tệp chương trình hoặc tệp lệnh'],
  [
    'telephone program',
    'ung dung.apk',
    () => zip({ 'classes.dex': 'x' }),
    'là tệp chương trình hoặc tệp lệnh',
  ],
  [
    'Word with macros',
    'mau.docm',
    async () => withParts(await wordReport(), { 'word/vbaProject.bin': project }),
    'có macro (lệnh tự chạy) nên hệ thống không nhận, không lưu. Đề nghị mở tệp, chọn Lưu thành (Save As) dạng .docx rồi gửi lại',
  ],
  [
    'macros hidden in .docx',
    'bao cao.docx',
    async () => withParts(await wordReport(), { 'word/vbaProject.bin': project }),
    'Lưu thành (Save As) dạng .docx',
  ],
  [
    'macros in figures',
    'so lieu.xlsx',
    async () => withParts(sheet('f'), { 'xl/vbaProject.bin': project }),
    'Lưu thành (Save As) dạng .xlsx',
  ],
  [
    'macros in old Word',
    'cu.doc',
    () => container({ ...streamsOf(docFile(['BÁO CÁO'])), 'Macros/VBA/_VBA_PROJECT': project }),
    'Lưu thành (Save As) dạng .docx',
  ],
  [
    'locked archive',
    'khoa.zip',
    () => rawZip([{ name: 'bc.docx', content: Buffer.from('x'), flags: 1 }], crc32),
    'có đặt mật khẩu nên hệ thống không mở được. Đề nghị gỡ mật khẩu rồi gửi lại',
  ],
  [
    'locked Word',
    'khoa.docx',
    () => container({ EncryptedPackage: Buffer.alloc(5_000, 1), EncryptionInfo: 'x' }),
    'có đặt mật khẩu',
  ],
  ['locked old Word', 'khoa.doc', () => docFile(['BÁO CÁO'], { encrypted: true }), 'có đặt mật khẩu'],
  [
    'locked PDF',
    'khoa.pdf',
    () => pdfReport({}, 1, { userPassword: 'mo', ownerPassword: 'chu' }),
    'có đặt mật khẩu',
  ],
  [
    'RAR',
    'ho so.rar',
    () => rar,
    'được nén dạng .rar nên hệ thống không kiểm tra được nội dung, chưa nhận. Đề nghị gửi thẳng các tệp bên trong, hoặc nén lại thành một tệp .zip',
  ],
  ['RAR named as zip', 'ho so.zip', () => rar, 'được nén dạng .rar'],
  ['7z', 'ho so.7z', () => sevenZip, 'được nén dạng .7z'],
  [
    'program in a bundle',
    'ho so.zip',
    async () => zip({ 'bc.docx': await wordReport(), 'cai dat.exe': 'x' }),
    'có chứa tệp chương trình “cai dat.exe”',
  ],
  [
    'macros in a bundle',
    'ho so.zip',
    async () => zip({ 'bc.docx': await withParts(await wordReport(), { 'word/vbaProject.bin': project }) }),
    'có macro (lệnh tự chạy)',
  ],
  [
    'marked secret',
    'bao cao.docx',
    () => wordReport({ above: ['TỐI MẬT'] }),
    'Tài liệu có dấu chỉ độ mật không được gửi qua kênh này',
  ],
];

describe('every kind of file that is handed in', () => {
  let world: World;
  let lan: Talker;
  let thu: Talker;

  beforeAll(async () => {
    world = await createWorld();
    lan = await world.link('lan', 'Lan', 'officer', 'Sở Y tế');
    thu = await world.link('thu', 'Thu', 'clerk');
    await world.publish(
      [
        task('Báo cáo kết quả', ['Sở Y tế'], '2026-06-30'),
        task('Báo cáo chuyên đề', ['Sở Y tế'], '2026-06-30', { volume: '3-5 trang A4' }),
      ],
      { number: '62/KH-UBND' },
    );
  });
  afterAll(() => world.close());

  it('is a table of enough kinds', () => {
    expect(taken.length + refused.length).toBeGreaterThanOrEqual(60);
  });

  it.each(taken)('takes %s (%s)', async (_what, name, bytes, told, code = 'V1') => {
    // Photographs that follow each other within minutes are taken for pages of one paper.
    world.clock.advanceTo(world.clock.now() + 20 * 60_000);
    const before = world.inboxOf(thu.id).length;
    const sent = await bytes();
    const replies = await world.sendFile(lan, sent, name, `/nop ${code}`);
    const forwarded = world
      .inboxOf(thu.id)
      .slice(before)
      .filter((message) => message.files?.length);

    expect(replies).toHaveLength(1);
    const [receipt] = replies;
    expect(receipt?.text).toMatch(/Đã nhận 01 tệp .*mã tiếp nhận TN-\d{5}-/s);
    expect(forwarded).toHaveLength(1);
    const notes = (text: string | undefined): string[] =>
      (text ?? '').split('\n').filter((line) => line.startsWith('Lưu ý: '));
    if (told === null) {
      expect(notes(receipt?.text)).toEqual([]);
      expect(receipt?.text).not.toContain('Hệ thống vẫn ghi nhận');
      expect(notes(forwarded[0]?.text)).toEqual([]);
    } else {
      expect(notes(receipt?.text)).toEqual([expect.stringContaining(told)]);
      expect(receipt?.text).toContain(
        'Hệ thống vẫn ghi nhận; nếu cần, đề nghị nộp bản mới với cùng mã việc.',
      );
      expect(notes(forwarded[0]?.text)).toEqual([expect.stringContaining(told)]);
    }
    const [file] = forwarded[0]?.files ?? [];
    expect(await world.app.vault.read(file?.sha256 ?? '')).toEqual(sent);
  });

  it.each(refused)('refuses %s (%s)', async (_what, name, bytes, told) => {
    const before = await world.app.vault.list();
    const submissions = world.app.store.count('submissions');
    const forwarded = world.inboxOf(thu.id).length;
    const replies = await world.sendFile(lan, await bytes(), name, '/nop V1');

    expect(replies).toHaveLength(1);
    expect(replies[0]?.text).toContain(told ?? '');
    expect(replies[0]?.text).not.toMatch(/Đã nhận|mã tiếp nhận|[!]/);
    expect(await world.app.vault.list()).toEqual(before);
    expect(world.app.store.count('submissions')).toBe(submissions);
    expect(world.inboxOf(thu.id)).toHaveLength(forwarded);
  });

  it.each(refused)('refuses %s (%s) as a plan, too', async (_what, name, bytes, told) => {
    const before = await world.app.vault.list();
    await world.say(thu, '/kehoach');
    const replies = await world.sendFile(thu, await bytes(), name);

    expect(replies[0]?.text).toContain(told ?? '');
    expect(await world.app.vault.list()).toEqual(before);
    expect(world.app.store.count('drafts')).toBe(1);
  });
});
