import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawZip } from '../../../bench/hostile/document.js';
import { dangerIn, dangerInFile } from '../../../src/intake/index.js';
import { docFile } from '../../fakes/doc-file.js';
import {
  container,
  pdfReport,
  signed,
  streamsOf,
  windowsProgram,
  withParts,
  wordReport,
  zip,
} from '../../fakes/reports.js';
import { sheetFile } from '../../fakes/sheet-file.js';

const sheet = sheetFile([
  {
    rows: [
      ['TT', 'Nội dung'],
      [1, 'Số liệu'],
    ],
  },
]);
const oldSheet = sheetFile(
  [
    {
      rows: [
        ['TT', 'Nội dung'],
        [1, 'Số liệu'],
      ],
    },
  ],
  'biff8',
);
const project = Buffer.alloc(4_096, 7);
const shortcut = Buffer.concat([
  Buffer.from('4c0000000114020000000000c000000000000046', 'hex'),
  Buffer.alloc(80),
]);

/** The reason and what it says, or "taken". */
async function said(bytes: Buffer, name: string): Promise<string> {
  return (await dangerIn(bytes, name))?.message ?? 'taken';
}

describe('src/intake/danger', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dondoc-danger-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('takes the papers people really send, by whatever honest name', async () => {
    const word = await wordReport();
    const files: [string, Buffer][] = [
      ['BC tong ket.docx', word],
      ['bao cao.doc', docFile(['BÁO CÁO', 'Nội dung'])],
      ['123-BC-SYT_signed.pdf', signed(await pdfReport())],
      ['Phu luc 1,2.xlsx', sheet],
      ['phu luc.xls', oldSheet],
      ['luatvietnam.com', word],
      ['ghi chu.txt', Buffer.from('MZ là chữ viết tắt của mã zona.')],
      ['trang.html', Buffer.from('<!DOCTYPE html><html><body>Báo cáo</body></html>')],
      ['bo ho so.zip', await zip({ 'bao cao.docx': word, 'phu luc/so lieu.xls': oldSheet, 'ảnh.jpg': 'x' })],
      ['phim.mp4', Buffer.from('00000018667479706d703432', 'hex')],
      ['khong ten', Buffer.from([1, 2, 3, 0, 4])],
      ['hong.docx', word.subarray(0, word.length / 2)],
    ];
    for (const [name, bytes] of files) expect(`${name}: ${await said(bytes, name)}`).toBe(`${name}: taken`);
  });

  it.each([
    'setup.exe',
    'chay.BAT',
    'x.cmd',
    'x.js',
    'x.vbs',
    'x.ps1',
    'x.hta',
    'x.msi',
    'x.apk',
    'x.jar',
    'x.lnk',
    'x.scr',
    'bao-cao.pdf.exe',
    'bao cao.exe.',
    'bao cao.exe  ',
    'bao cao.ｅｘｅ',
    'C:\\tam\\bao cao.com.scr',
  ])('refuses %j by its name, whatever it holds', async (name) => {
    expect(await said(Buffer.from('vô hại'), name)).toBe('file-executable');
  });

  it('refuses programs and scripts by their content, whatever the name', async () => {
    const files: [string, Buffer][] = [
      ['bao cao.docx', windowsProgram()],
      ['anh.jpg', Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(60)])],
      ['a.pdf', Buffer.concat([Buffer.from('cffaedfe0700000103', 'hex'), Buffer.alloc(60)])],
      ['a.txt', Buffer.from('#!/bin/sh\nrm -rf /')],
      ['b.txt', Buffer.from('@echo off\r\ndel *.*')],
      ['c.txt', Buffer.from('[InternetShortcut]\r\nURL=file://x')],
      ['d.html', Buffer.from('<html><HTA:APPLICATION id="x"></html>')],
      ['e.pdf', shortcut],
      ['f.doc', installer()],
      ['g.zip', await zip({ 'AndroidManifest.xml': 'x', 'classes.dex': 'dex\n035\0' })],
    ];
    for (const [name, bytes] of files)
      expect(`${name}: ${await said(bytes, name)}`).toContain(`${name}: file-executable`);
  });

  it('refuses macros in office files of every kind, whatever the extension', async () => {
    const word = await wordReport();
    const excelFour = Buffer.concat([
      record(0x0809, Buffer.from('0006050000000000', 'hex')),
      record(0x0085, Buffer.from('00000000000103004d61', 'hex')),
      record(0x000a, Buffer.alloc(0)),
    ]);
    const slides = Buffer.concat([
      Buffer.alloc(64, 3),
      Buffer.from('1f00ff0314000000020000040c000000', 'hex'),
      Buffer.from('020000000100000002000000', 'hex'),
    ]);
    const files: [string, Buffer, string][] = [
      ['bao cao.docx', await withParts(word, { 'word/vbaProject.bin': project }), '.docx'],
      ['so lieu.xlsx', await withParts(sheet, { 'xl/vbaProject.bin': project }), '.xlsx'],
      [
        'trinh chieu.pptx',
        await zip({ '[Content_Types].xml': '<Types/>', 'ppt/vbaProject.bin': project }),
        '.pptx',
      ],
      [
        'doi ten.docx',
        await withParts(word, {
          'word/data.bin': project,
          'word/_rels/document.xml.rels':
            '<Relationships><Relationship Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="data.bin"/></Relationships>',
        }),
        '.docx',
      ],
      ['bon.xlsx', await withParts(sheet, { 'xl/macrosheets/sheet1.xml': '<xm:macrosheet/>' }), '.xlsx'],
      ['ke hoach.docm', word, '.docx'],
      [
        'cu.doc',
        container({ ...streamsOf(docFile(['BÁO CÁO'])), 'Macros/VBA/_VBA_PROJECT': project }),
        '.docx',
      ],
      ['cu.xls', container({ Workbook: excelFour, '_VBA_PROJECT_CUR/VBA/_VBA_PROJECT': project }), '.xlsx'],
      ['excel4.xls', container({ Workbook: excelFour }), '.xlsx'],
      ['cu.ppt', container({ 'PowerPoint Document': slides }), '.pptx'],
      [
        'trong.zip',
        await zip({ 'thu muc/bao cao.docx': await withParts(word, { 'word/vbaProject.bin': project }) }),
        '.docx',
      ],
      [
        'trong cu.zip',
        await zip({ 'a.doc': container({ WordDocument: 'x', _VBA_PROJECT: project }) }),
        '.docx',
      ],
    ];
    for (const [name, bytes, ending] of files)
      expect(`${name}: ${await said(bytes, name)}`).toBe(`${name}: file-macro: ${ending}`);
    const open = await zip({
      mimetype: 'application/vnd.oasis.opendocument.text',
      'content.xml': 'x',
      'Basic/Standard/Module1.xml': 'x',
    });
    expect(await said(open, 'a.odt')).toBe('file-macro');
    const lists = await zip({
      mimetype: 'application/vnd.oasis.opendocument.text',
      'content.xml': 'x',
      'Basic/Standard/script-lb.xml': 'x',
    });
    expect(await said(lists, 'a.odt')).toBe('taken');
  });

  it('refuses what is locked, and what it cannot look into', async () => {
    const locked = rawZip([{ name: 'bao cao.docx', content: Buffer.from('x'), flags: 1 }], crc32);
    const sealed = container({ EncryptedPackage: Buffer.alloc(5_000, 1), EncryptionInfo: 'x' });
    expect(await said(locked, 'a.zip')).toBe('file-encrypted');
    expect(await said(sealed, 'a.docx')).toBe('file-encrypted');
    expect(await said(Buffer.from('526172211a0701003392b5e50a01', 'hex'), 'a.zip')).toBe(
      'archive-unseen: .rar',
    );
    expect(await said(Buffer.from('377abcaf271c0004a1b2c3d4', 'hex'), 'a.7z')).toBe('archive-unseen: .7z');
    const image = Buffer.alloc(34_000);
    image.write('CD001', 32_769, 'latin1');
    expect(await said(image, 'dia.iso')).toBe('archive-unseen: .iso');
  });

  it('finds programs inside archives by name and by content, and archives hidden too deep', async () => {
    const word = await wordReport();
    expect(await said(await zip({ 'bc.docx': word, 'cai dat/Setup.EXE': 'x' }), 'a.zip')).toBe(
      'file-executable: Setup.EXE',
    );
    expect(await said(await zip({ 'bao cao.pdf': windowsProgram() }), 'a.zip')).toBe(
      'file-executable: bao cao.pdf',
    );
    expect(
      await said(await withParts(word, { 'word/embeddings/oleObject1.bin': windowsProgram() }), 'a.docx'),
    ).toBe('file-executable: oleObject1.bin');
    expect(
      await said(await zip({ 'a.rar': Buffer.from('526172211a0701003392b5e50a01', 'hex') }), 'a.zip'),
    ).toBe('archive-unseen: .rar');
    const inner = await zip({ 'x.exe': 'x' });
    expect(await said(await zip({ 'a.zip': inner }), 'b.zip')).toBe('file-executable: x.exe');
    let deep = await zip({ 'bc.txt': 'x' });
    for (let level = 0; level < 4; level += 1) deep = await zip({ 'a.zip': deep });
    expect(await said(deep, 'b.zip')).toBe('archive-unseen');
  });

  it('never unpacks more than it may, and never throws, on bombs and broken archives', async () => {
    const bomb = await zip({ 'a.zip': await zip({ 'b.bin': Buffer.alloc(70 * 1024 * 1024) }) });
    expect(await said(bomb, 'a.zip')).toBe('taken');
    const wide = await zip({
      'a.zip': Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(65 * 1024 * 1024)]),
    });
    expect(await said(wide, 'a.zip')).toBe('archive-unseen');
    const good = await zip({ 'bc.txt': 'Báo cáo '.repeat(100) });
    for (let at = 0; at < good.length; at += 3) {
      const broken = Buffer.from(good);
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      await expect(dangerIn(broken, 'a.zip')).resolves.not.toThrow();
    }
  });

  it('says of a file on disk what it says of the same bytes', async () => {
    const word = await wordReport();
    const files: [string, Buffer][] = [
      ['a.docx', word],
      ['b.docx', await withParts(word, { 'word/vbaProject.bin': project })],
      ['c.doc', container({ WordDocument: 'x', _VBA_PROJECT: project })],
      ['d.pdf', windowsProgram()],
      ['e.exe', Buffer.from('x')],
    ];
    for (const [name, bytes] of files) {
      await writeFile(join(dir, 'file'), bytes);
      expect((await dangerInFile(join(dir, 'file'), name))?.message).toBe(
        (await dangerIn(bytes, name))?.message,
      );
    }
  });
});

function record(kind: number, content: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(kind, 0);
  head.writeUInt16LE(content.length, 2);
  return Buffer.concat([head, content]);
}

/** A container whose root has the class of an installer. */
function installer(): Buffer {
  const bytes = container({ Property: 'x' });
  const root = (bytes.readInt32LE(48) + 1) * 512;
  Buffer.from('84100c0000000000c000000000000046', 'hex').copy(bytes, root + 80);
  return bytes;
}
