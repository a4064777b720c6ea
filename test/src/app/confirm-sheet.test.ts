import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import XLSX from '@e965/xlsx';
import type { PlanDraft } from '../../../src/domain/plan.js';
import { draftOf, hoa, worldOfHoa } from '../../fakes/clerk.js';
import { button, deadline, draftIn, textOf } from '../../fakes/drafts.js';
import { task, type World } from '../../fakes/world.js';

/** Rows above the first task: title, help, headings. */
const headRows = 3;

describe('/kehoach: the Excel round trip', () => {
  let world: World;

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-15T09:00:00+07:00');
    await draftIn(world, [
      task('=1+1 xây dựng báo cáo', ['Sở Y tế'], '2026-06-30', { key: 't1', recipients: [] }),
      task('tổ chức hội nghị', ['Sở Tài chính'], null, {
        key: 't2',
        recipients: [],
        doubts: ['conditional'],
      }),
      task('báo cáo hằng năm', ['Sở Y tế'], null, {
        key: 't3',
        recipients: [],
        deadlines: [
          deadline('hằng năm, trước ngày 15/11', {
            kind: 'recurring',
            rrule: 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15',
            inclusive: false,
          }),
        ],
      }),
    ]);
  });
  afterEach(() => world.close());

  const draft = (): PlanDraft => draftOf(world);

  /** The table as a clerk gets it. */
  async function table(): Promise<Buffer> {
    const [message] = (await world.say(hoa, '/kehoach D1 excel')).slice(-1);
    const [file] = message?.files ?? [];
    if (!file) throw new Error('no file');
    return world.app.vault.read(file.sha256);
  }

  /** The table with cells changed as a spreadsheet program would save them. */
  function changed(bytes: Buffer, cells: Record<string, string | number | null>): Buffer {
    const book = XLSX.read(bytes, { cellStyles: true, cellNF: true });
    const sheet = book.Sheets['Nhiệm vụ'] as XLSX.WorkSheet;
    for (const [address, value] of Object.entries(cells)) {
      if (value === null) delete sheet[address];
      else
        sheet[address] =
          typeof value === 'number' ? { t: 'n', v: value, z: 'dd/mm/yyyy' } : { t: 's', v: value };
    }
    const { e } = XLSX.utils.decode_range(sheet['!ref'] ?? 'A1');
    sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: e.r + 5, c: e.c } });
    return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  }

  it('comes out with frozen headings, drop-downs and no cell that could be a formula', async () => {
    const { unpack } = await import('../../../src/intake/readers/zip-gate.js');
    const parts = await unpack(await table());
    const xml = parts.get('xl/worksheets/sheet1.xml')?.toString('utf8') ?? '';

    expect(xml).not.toContain('<f>');
    expect(xml).toContain('state="frozen"');
    expect(xml).toMatch(/<dataValidation type="list"[^>]*sqref="O4:O\d+"><formula1>"Giữ,Bỏ"<\/formula1>/);
    expect(xml).toMatch(/sqref="C4:C\d+"><formula1>'Đơn vị'!\$A\$2:\$A\$6<\/formula1>/);
    // The order of a sheet's parts is fixed: validations after the data, before the margins.
    expect(xml.indexOf('<dataValidations')).toBeGreaterThan(xml.indexOf('</sheetData>'));
    const book = XLSX.read(await table());
    const cell = (book.Sheets['Nhiệm vụ'] as XLSX.WorkSheet)['B4'] as XLSX.CellObject;
    expect([cell.t, cell.v, cell.f]).toEqual(['s', '=1+1 xây dựng báo cáo', undefined]);
  });

  it('comes back unchanged as nothing to do', async () => {
    const answer = await world.sendFile(hoa, await table(), 'bang.xlsx');

    expect(textOf(answer)).toContain('không có gì để nhập');
    expect(draft().revision).toBe(1);
  });

  it('shows the differences, changes nothing before the button, and everything with it', async () => {
    const day = 46_218; // 15/07/2026 in days since 30/12/1899
    const sent = changed(await table(), {
      [`K${headRows + 1}`]: day,
      [`C${headRows + 1}`]: 'Sở Y tế; Sở Tài chính',
      [`O${headRows + 2}`]: 'Bỏ',
      [`B${headRows + 4}`]: 'Sơ kết 6 tháng',
      [`C${headRows + 4}`]: 'SYT',
      [`J${headRows + 4}`]: 'trước ngày 15/9/2026',
    });

    const shown = await world.sendFile(hoa, sent, 'du thao da sua.xlsx');
    expect(textOf(shown)).toContain('1 nhiệm vụ đổi đơn vị chủ trì; 1 nhiệm vụ đổi thời hạn; bỏ 1; thêm 1');
    expect(textOf(shown)).toContain('hạn cuối 15/07/2026');
    expect(textOf(shown)).toContain('Bỏ: nhiệm vụ 2');
    expect(draft().revision).toBe(1);
    const press = button(shown, 'Nhập các thay đổi');
    await world.press(hoa, press);

    const now = draft();
    expect(now.revision).toBe(2);
    expect(now.dropped).toEqual(['t2']);
    expect(now.result.tasks[0]).toMatchObject({ lead: ['Sở Y tế', 'Sở Tài chính'] });
    expect(now.result.tasks[0]?.deadlines[0]).toMatchObject({ dueOn: '2026-07-15', statedOn: '2026-07-15' });
    expect(now.result.tasks[3]).toMatchObject({ action: 'Sơ kết 6 tháng', lead: ['Sở Y tế'] });
    expect(now.result.tasks[3]?.deadlines[0]?.dueOn).toBe('2026-09-14');
    expect(textOf(await world.press(hoa, press))).toContain('Không có bảng nào đang chờ nhập');
    expect(draft().revision).toBe(2);
  });

  it('names the cell it cannot use and what to write, and takes the rest when told to', async () => {
    const sent = changed(await table(), {
      [`K${headRows + 1}`]: '15.13.2026',
      [`K${headRows + 3}`]: '15/7/2026',
      [`O${headRows + 3}`]: 'có lẽ',
      [`J${headRows + 2}`]: 'trước ngày 15/7/2026',
      [`K${headRows + 2}`]: '15/7/2026',
      [`H${headRows + 1}`]: '5 trang',
      [`C${headRows + 5}`]: 'Sở Y tế',
    });

    const shown = await world.sendFile(hoa, sent, 'bang.xlsx');

    expect(textOf(shown)).toContain('Ô K4: không hiểu “15.13.2026”');
    expect(textOf(shown)).toContain('Ô K6: việc lặp lại không có một ngày duy nhất');
    expect(textOf(shown)).toContain(
      'Ô K5: ngày “15/7/2026” không khớp với “trước ngày 15/7/2026” (hạn cuối là 14/07/2026)',
    );
    expect(textOf(shown)).toContain('Ô O6: “có lẽ” không phải Giữ hay Bỏ');
    expect(textOf(shown)).toContain('Ô B8: dòng mới chưa có nội dung');
    await world.press(hoa, button(shown, 'bỏ qua các ô trên'));
    expect(draft().result.tasks[0]?.volume).toBe('5 trang');
    expect(draft().result.tasks[0]?.deadlines[0]?.dueOn).toBe('2026-06-30');
  });

  it('takes a row whose notes were cleared as looked at, and a row that is gone as dropped', async () => {
    const bytes = await table();
    const book = XLSX.read(bytes);
    expect(((book.Sheets['Nhiệm vụ'] as XLSX.WorkSheet)['M5'] as XLSX.CellObject).v).toContain(
      'có điều kiện',
    );
    const gone = Object.fromEntries('ABCDEFGHIJKLMNOP'.split('').map((letter) => [`${letter}6`, null]));

    const shown = await world.sendFile(hoa, changed(bytes, { M5: null, ...gone }), 'bang.xlsx');
    expect(textOf(shown)).toContain('không còn dòng trong bảng nên được coi là bỏ');
    await world.press(hoa, button(shown, 'Nhập'));

    expect(draft().accepted).toEqual(['t2']);
    expect(draft().dropped).toEqual(['t3']);
  });

  it('knows a table older than the draft, says so, and still lets a person decide', async () => {
    const bytes = changed(await table(), { H4: '5 trang' });
    await world.say(hoa, '/kehoach D1 1 hạn 20/7/2026');

    const shown = await world.sendFile(hoa, bytes, 'bang.xlsx');

    expect(textOf(shown)).toContain('bảng được lấy từ bản 1, dự thảo nay là bản 2');
    expect(textOf(shown)).toContain('thời hạn');
    expect(button(shown, 'Lấy bảng mới')).toBe('/kehoach D1 excel');
    await world.press(hoa, button(shown, 'Vẫn nhập'));
    expect(draft().result.tasks[0]?.deadlines[0]?.dueOn).toBe('2026-06-30');
  });

  it('shows the differences anew when the draft changed between showing and pressing', async () => {
    const shown = await world.sendFile(hoa, changed(await table(), { H4: '5 trang' }), 'bang.xlsx');
    await world.say(hoa, '/kehoach D1 2 bỏ');
    const again = await world.press(hoa, button(shown, 'Nhập'));

    expect(textOf(again)).toContain('dự thảo nay là bản 2');
    expect(draft().result.tasks[0]?.volume).toBeNull();
  });

  it('takes no table of another office, of a draft that is closed, or without its headings', async () => {
    const bytes = await table();
    const mark = `DD-D1-1-${draft().id.replaceAll('-', '').slice(0, 8)}`;
    const foreign = changed(bytes, { A1: `Mã bảng: ${mark.slice(0, -8)}00000000` });
    expect(textOf(await world.sendFile(hoa, foreign, 'bang.xlsx'))).toContain('không thuộc dự thảo nào');
    const headless = changed(bytes, { B3: 'Việc', P3: 'x' });
    expect(textOf(await world.sendFile(hoa, headless, 'bang.xlsx'))).toContain('thiếu dòng tiêu đề');
    await world.say(hoa, '/kehoach D1 huy ngay');
    expect(textOf(await world.sendFile(hoa, bytes, 'bang.xlsx'))).toContain('D1 đã được bỏ');
  });

  it('answers a hostile table with a sentence: broken archives, formulas, thousands of rows, giant cells', async () => {
    const bytes = await table();
    const cut = bytes.subarray(0, bytes.length - 400);
    expect(textOf(await world.sendFile(hoa, cut, 'bang.xlsx'))).toMatch(/hỏng|không đọc được|không phải/);
    const formula = XLSX.read(bytes);
    const sheet = formula.Sheets['Nhiệm vụ'] as XLSX.WorkSheet;
    sheet['B4'] = { t: 's', v: 'giá trị đã lưu', f: 'HYPERLINK("http://x","y")' };
    sheet['H4'] = { t: 's', v: 'a'.repeat(30_000) };
    sheet['C5'] = { t: 's', v: '__proto__' };
    const sent = XLSX.write(formula, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    const shown = await world.sendFile(hoa, sent, 'bang.xlsx');
    expect(textOf(shown)).toContain('giá trị đã lưu');
    expect(textOf(shown)).toContain('Ô H4: dài quá 2000 ký tự');
    expect(textOf(shown).length).toBeLessThan(3_000);
    const many = XLSX.read(bytes);
    XLSX.utils.sheet_add_aoa(
      many.Sheets['Nhiệm vụ'] as XLSX.WorkSheet,
      Array.from({ length: 3_100 }, (_, i) => [i, `việc ${i}`]),
      { origin: 'A7' },
    );
    const long = XLSX.write(many, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
    expect(textOf(await world.sendFile(hoa, long, 'bang.xlsx'))).toContain('quá 3.000 dòng');
  });
});
