import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import * as XLSX from '@e965/xlsx';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/domain/errors.js';
import { mergeDirectory, type UnitRow } from '../../../src/domain/unit-directory.js';
import type { Unit } from '../../../src/domain/unit.js';
import { rowsOfUnits, unitsToJson, unitsToXlsx } from '../../../src/exports/units-file.js';
import { parseUnitsFile } from '../../../src/intake/units-file.js';
import { unzip } from '../../../src/intake/readers/unzip.js';

function unitsFrom(rows: readonly UnitRow[]): Unit[] {
  let count = 0;
  return mergeDirectory([], rows, () => `u${(count += 1)}`).changed;
}

/** A workbook as another program would write it. */
function workbook(sheets: Record<string, XLSX.WorkSheet>, hidden: string[] = []): Uint8Array {
  const book = XLSX.utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) XLSX.utils.book_append_sheet(book, sheet, name);
  book.Workbook = {
    Sheets: book.SheetNames.map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })),
  };
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusal(bytes: Uint8Array, name = 'don-vi.xlsx'): string {
  try {
    parseUnitsFile(bytes, name);
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
  return 'none';
}

/** A zip with one deflated file whose declared size may lie. */
function zip(name: string, content: Uint8Array, declared = content.length): Uint8Array {
  const packed = deflateRawSync(content);
  const path = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(declared, 22);
  local.writeUInt16LE(path.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(declared, 24);
  central.writeUInt16LE(path.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + path.length, 12);
  end.writeUInt32LE(30 + path.length + packed.length, 16);
  return Buffer.concat([local, path, packed, central, path, end]);
}

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

describe('src/intake/units-file.ts', () => {
  const province = unitsFrom(JSON.parse(readFileSync('assets/directory/province.json', 'utf8')) as UnitRow[]);

  it('reads back the JSON it writes', () => {
    expect(parseUnitsFile(utf8(unitsToJson(province)), 'a.json')).toEqual(rowsOfUnits(province));
  });

  it('reads back the workbook it writes', async () => {
    const rows = parseUnitsFile(await unitsToXlsx(province), 'a.xlsx');

    expect(rows).toEqual(rowsOfUnits(province));
    expect(unitsFrom(rows)).toEqual(province);
  });

  it('loses nothing of any unit on the way through both files', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((value) =>
        value
          .normalize('NFC')
          // The workbook's writer leaves out U+FFFD, the mark of a character already lost.
          .replace(/[\p{C}\p{Z};\ufffd]+/gu, ' ')
          .trim(),
      )
      .filter((value) => value !== '');
    const day = fc.option(fc.constantFrom('2025-07-01', '2024-02-29', '1999-12-31'));
    const unit = fc.record({
      name: text,
      abbreviation: fc.option(text),
      aliases: fc.array(text, { maxLength: 3 }),
      kind: fc.constantFrom<Unit['kind'][]>('sở', 'ban', 'đoàn thể', 'trung ương'),
      validFrom: day,
      validTo: day,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(unit, { minLength: 1, maxLength: 5 }), async (list) => {
        const units = list.map((one, i) => ({
          ...one,
          id: `${i}`,
          parentId: i > 0 ? '0' : null,
          successorIds: i > 1 ? ['0', '1'] : [],
        }));
        expect(parseUnitsFile(await unitsToXlsx(units), 'a.xlsx')).toEqual(rowsOfUnits(units));
        expect(parseUnitsFile(utf8(unitsToJson(units)), 'a.json')).toEqual(rowsOfUnits(units));
      }),
      { numRuns: 20 },
    );
  });

  it('writes text that looks like a formula as text', async () => {
    const [unit] = unitsFrom([{ name: '=HYPERLINK("http://x","Sở Y tế")' }]);

    const bytes = await unitsToXlsx(unit ? [unit] : []);

    const sheet = [...unzip(bytes, 1_000_000)].find(([path]) => path.endsWith('sheet1.xml'))?.[1];
    expect(Buffer.from(sheet ?? []).toString()).not.toContain('<f>');
    expect(parseUnitsFile(bytes, 'a.xlsx')[0]?.name).toBe('=HYPERLINK("http://x","Sở Y tế")');
  });

  it('writes names that are words of the language it is written in', async () => {
    const units = unitsFrom([{ name: 'constructor' }, { name: '__proto__' }, { name: 'toString' }]);

    expect(parseUnitsFile(await unitsToXlsx(units), 'a.xlsx')).toEqual(rowsOfUnits(units));
  });

  it('understands the headings people write, below a title, in any order', () => {
    const sheet = XLSX.utils.aoa_to_sheet([
      ['DANH MỤC ĐƠN VỊ'],
      [],
      ['TT', 'Nhóm', 'ĐƠN VỊ', 'Viết tắt', 'Tên khác', 'Trực thuộc', 'Từ ngày', 'Đến ngày', 'Kế thừa'],
      [1, 'sở', 'Sở Y tế', 'SYT', 'Sở Y tế tỉnh; Ngành y ;', 'UBND tỉnh', '01/07/2025', '5/8/2026', 'A;B'],
      [],
      [2, '', 'Sở Nội vụ'],
    ]);

    expect(parseUnitsFile(workbook({ 'Trang 1': sheet }), 'x.xlsx')).toEqual([
      {
        name: 'Sở Y tế',
        abbreviation: 'SYT',
        aliases: ['Sở Y tế tỉnh', 'Ngành y'],
        kind: 'sở',
        parent: 'UBND tỉnh',
        validFrom: '2025-07-01',
        validTo: '2026-08-05',
        successors: ['A', 'B'],
      },
      // The ordinal in an unknown column does not make a row; the name does.
      { name: 'Sở Nội vụ' },
    ]);
  });

  it.each(['Asia/Ho_Chi_Minh', 'America/Los_Angeles', 'Pacific/Kiritimati'])(
    'reads a real Excel date as the same day on a server in %s',
    (server) => {
      process.env.TZ = server;
      const sheet = XLSX.utils.aoa_to_sheet([['Tên đơn vị', 'Hiệu lực từ']]);
      sheet.A2 = { t: 's', v: 'Sở Y tế' };
      sheet.B2 = { t: 'n', v: 45839, z: 'dd/mm/yyyy' };
      sheet['!ref'] = 'A1:B2';

      expect(parseUnitsFile(workbook({ S: sheet }), 'x.xlsx')).toEqual([
        { name: 'Sở Y tế', validFrom: '2025-07-01' },
      ]);
    },
  );

  it('passes over hidden sheets and hands on what is no date', () => {
    const old = XLSX.utils.aoa_to_sheet([['Tên đơn vị'], ['Cũ']]);
    const now = XLSX.utils.aoa_to_sheet([
      ['Tên', 'Đến'],
      ['Mới', 'giữa năm'],
    ]);

    expect(parseUnitsFile(workbook({ old, now }, ['old']), 'x.xlsx')).toEqual([
      { name: 'Mới', validTo: 'giữa năm' },
    ]);
  });

  it('takes JSON with a byte order mark, Vietnamese dates and lists as text', () => {
    const text = '\ufeff[{"name":" Sở  Y tế ","aliases":"a; b","validTo":"28/02/2025","note":1},{}]';

    expect(parseUnitsFile(utf8(text), 'x.json')).toEqual([
      { name: 'Sở Y tế', aliases: ['a', 'b'], validTo: '2025-02-28' },
      { name: '' },
    ]);
  });

  it('refuses what is no directory file, each with its reason', () => {
    expect(refusal(new Uint8Array())).toBe('file-empty');
    expect(refusal(utf8('  \n'))).toBe('file-empty');
    expect(refusal(utf8('%PDF-1.7'))).toBe('file-kind-refused');
    expect(refusal(utf8('[{"name":'), 'a.json')).toBe('document-unreadable');
    expect(refusal(utf8('xin chào'), 'a.json')).toBe('document-unreadable');
    expect(refusal(utf8('{"name":"Sở Y tế"}'), 'a.json')).toBe('bad-input');
    expect(refusal(utf8('["Sở Y tế"]'), 'a.json')).toBe('bad-input');
    expect(refusal(workbook({ S: XLSX.utils.aoa_to_sheet([['a', 'b']]) }))).toBe('bad-input');
    expect(refusal(zip('word/document.xml', utf8('<x/>')))).toBe('file-kind-refused');
    expect(refusal(zip('xl/workbook.xml', utf8('<x')))).toMatch(/document-unreadable|bad-input/);
    expect(refusal(utf8('PK\u0003\u0004 cut off'))).toBe('document-unreadable');
  });

  it('refuses a workbook that unpacks to more than it may, declared or not', () => {
    const bomb = new Uint8Array(33 * 1024 * 1024);

    expect(refusal(zip('xl/worksheets/sheet1.xml', bomb))).toBe('file-too-big');
    expect(refusal(zip('xl/worksheets/sheet1.xml', bomb, 100))).toBe('file-too-big');
    expect(refusal(zip('xl/worksheets/sheet1.xml', utf8('<x/>'), 2 ** 31))).toBe('file-too-big');
  });

  it('never fails otherwise than with a sentence, whatever is damaged', async () => {
    const good = await unitsToXlsx(province.slice(0, 5));
    fc.assert(
      fc.property(
        fc.nat({ max: good.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        (at, value, cut) => {
          const bytes = Uint8Array.from(good);
          bytes[at] = value;
          expect(refusal(cut ? bytes.slice(0, at) : bytes)).toMatch(/^[a-z-]+$/);
        },
      ),
      { numRuns: 150 },
    );
  });
});
