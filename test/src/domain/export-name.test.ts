import * as fc from 'fast-check';
import filenamify from 'filenamify';
import { describe, expect, it } from 'vitest';
import {
  createNamer,
  exportFileName,
  extensionOf,
  folderName,
  longestFileName,
  longestFolderName,
  type NameParts,
  slug,
} from '../../../src/domain/export-name.js';

const sample: NameParts = {
  document: { number: '62/KH-UBND', type: 'KH', issuer: 'UBND tỉnh Lam Giang' },
  assignment: { number: 12 },
  unitName: 'Sở Y tế',
  sentAtMs: Date.parse('2026-06-21T23:30:00+07:00'),
  version: 2,
  extension: 'pdf',
};

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(
    'CON',
    'nul',
    'Com1',
    '..',
    '.',
    '',
    '../../etc/passwd',
    'C:\\Windows',
    'đĐ ươƯƠ',
    'báo cáo\u202egpj.exe',
    '名前',
    'a'.repeat(500),
    'tên. ',
    '=cmd()',
  ),
);

const anyParts = fc.record({
  document: fc.record({
    number: fc.option(anyText),
    type: fc.option(anyText),
    issuer: fc.option(anyText),
  }),
  assignment: fc.record({ number: fc.integer({ min: 1, max: 999_999_999 }) }),
  unitName: anyText,
  sentAtMs: fc.integer({ min: 0, max: 4e12 }),
  version: fc.integer({ min: 1, max: 9_999 }),
  extension: fc.tuple(anyText, anyText).map(([name, mime]) => extensionOf(name, mime)),
});

/** As the strictest disks see it. */
function isSafe(name: string, longest: number): boolean {
  return (
    // eslint-disable-next-line no-control-regex -- this is what is looked for
    /^[\x21-\x7e ]+$/.test(name) &&
    Buffer.byteLength(name) <= longest &&
    filenamify(name, { maxLength: longest }) === name &&
    !/^[.\s-]|[.\s]$/.test(name)
  );
}

describe('src/domain/export-name.ts', () => {
  it('names a file by document, assignment, unit, day in Viet Nam, version and kind', () => {
    expect(exportFileName(sample)).toBe('62-KH-UBND_V12_So-Y-te_20260621_v2.pdf');
    expect(
      exportFileName({
        ...sample,
        document: { number: null, type: 'KH', issuer: 'Ban Chỉ đạo 35' },
        unitName: 'Ủy ban nhân dân phường Lam Thành',
        extension: 'xlsx',
      }),
    ).toBe('KH-Ban-Chi-dao-35_V12_UBND-phuong-Lam-Thanh_20260621_v2.xlsx');
    expect(exportFileName({ ...sample, document: { number: null, type: null, issuer: null } })).toMatch(
      /^van-ban_V12_/,
    );
  });

  it('makes names that every disk takes as they are, whatever they are made of', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const name = exportFileName(parts);

        expect(name).toMatch(/^[A-Za-z0-9-]+_V\d+_[A-Za-z0-9-]+_\d{8}_v\d+\.[a-z0-9]+$/);
        expect([name, isSafe(name, longestFileName)]).toEqual([name, true]);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(anyText, (unit) => {
        const name = folderName(unit);

        expect([name, isSafe(name, longestFolderName)]).toEqual([name, true]);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a composed and a decomposed name the same, and words readable', () => {
    const long = 'Ban Quản lý dự án đầu tư xây dựng các công trình giao thông và nông nghiệp tỉnh';

    expect(folderName(long.normalize('NFD'))).toBe(folderName(long));
    expect(folderName(long)).toBe('Ban-Quan-ly-du-an-dau-tu-xay-dung-cac-cong-trinh');
    expect(folderName('Con')).toBe('Con_');
    expect(slug('Đề cương – “bản 2”', 40)).toBe('De-cuong-ban-2');
  });

  it.each([
    ['bao cao.docx', 'application/pdf', 'pdf'],
    ['anh', 'image/jpeg', 'jpg'],
    ['ANH.JPEG', 'image/jpeg', 'jpeg'],
    ['so lieu.csv', 'text/plain', 'csv'],
    ['bao-cao.docx', 'application/zip', 'docx'],
    ['bao-cao.exe', 'application/zip', 'zip'],
    ['ban do.dwg', 'application/octet-stream', 'dwg'],
    ['chay.exe', 'application/octet-stream', 'bin'],
    ['khong ten', 'application/octet-stream', 'bin'],
    ['ky.pdf.p7s', 'application/pkcs7-signature', 'p7s'],
    ['macro.docm', 'application/octet-stream', 'bin'],
    ['ghi.js', 'text/plain', 'txt'],
    ['x.quaquadai', 'application/octet-stream', 'bin'],
  ])('gives %s of %s the ending .%s', (name, mime, expected) => {
    expect(extensionOf(name, mime)).toBe(expected);
  });

  it('loses none of 300 equal names', () => {
    const namer = createNamer();
    const names = Array.from({ length: 300 }, () => namer('So-Y-te', 'x_v1.pdf', longestFileName));

    expect(names.slice(0, 3)).toEqual(['x_v1.pdf', 'x_v1 (2).pdf', 'x_v1 (3).pdf']);
    expect(new Set(names).size).toBe(300);
  });

  it('never gives one folder two names a disk takes for one, nor a name that is too long', () => {
    const anyName = fc.oneof(
      fc.constantFrom('a.pdf', 'A.PDF', 'a (2).pdf', 'a (3).pdf', 'x'.repeat(92) + '.pdf', 'b'),
      anyParts.map(exportFileName),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('', 'A', 'a'), anyName), { maxLength: 60 }), (asked) => {
        const namer = createNamer();
        const paths = asked.map(([folder, name]) => `${folder}/${namer(folder, name, longestFileName)}`);

        expect(new Set(paths.map((path) => path.normalize('NFC').toLowerCase())).size).toBe(asked.length);
        for (const path of paths) {
          const name = path.slice(path.indexOf('/') + 1);
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(longestFileName);
        }
      }),
    );
  });
});
