import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as XLSX from '@e965/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSigner } from '../../../src/app/services.js';
import { archive } from '../../fakes/sheet-file.js';
import { bundleLink, fetchBundle, linksIn, rowsOf, textOf } from '../../fakes/taken-out.js';
import { createWorld, task, type Talker, type World } from '../../fakes/world.js';
import { unzip } from '../../fakes/zip.js';

const clerk = { id: 'clerk', name: 'Trần Thị Hoa' };
const units = ['Sở Y tế', 'Sở Giáo dục và Đào tạo', 'Ủy ban nhân dân xã Đồng Tâm'];

describe('/tonghop', () => {
  let world: World;
  let minh: Talker;
  let long: Talker;
  const officers = new Map<string, Talker>();

  beforeEach(async () => {
    world = await createWorld('2026-06-15T09:00:00+07:00');
    await world.say(clerk, '/start QUAN-TRI-2026');
    for (const [i, unit] of units.entries())
      officers.set(unit, await world.link(`officer-${i}`, `Cán bộ ${i}`, 'officer', unit));
    minh = await world.link('minh', 'Nguyễn Văn Minh', 'consolidator', 'Sở Tài chính');
    long = await world.link('long', 'Hoàng Đức Long', 'leader');
    await world.publish(
      [
        task('báo cáo tổng kết 10 năm', units, '2026-06-16'),
        task('gửi số liệu "=HYPERLINK(1)"', ['Sở Y tế'], '2026-06-30'),
      ],
      { number: '62/KH-UBND' },
    );
  });
  afterEach(() => world.close());

  const officer = (unit: string): Talker => officers.get(unit) ?? minh;
  const pdf = (words: string): Buffer => Buffer.from(`%PDF-1.4\n${words}\n%%EOF`);

  it('says how much has come in, by plan and by task, and who has not sent', async () => {
    await world.sendFile(officer('Sở Y tế'), pdf('một'), 'bao cao.pdf', '/nop V1');
    await world.moveTo('2026-06-18T09:00:00+07:00');
    await world.sendFile(officer('Sở Giáo dục và Đào tạo'), pdf('hai'), '12_BC_SGDĐT.pdf', '/nop V2');

    const [plan] = await world.say(minh, '/tonghop');
    const [one] = await world.say(minh, '/tonghop K1 1');

    expect(plan?.heading).toBe('Tổng hợp 62/KH-UBND');
    expect(plan?.text).toContain(
      'Đã nhận 02/04 báo cáo, trong đó muộn 01; chưa gửi 02, trong đó quá hạn 01.',
    );
    expect(plan?.text).toContain('Chưa gửi (02 đơn vị): Sở Y tế, Ủy ban nhân dân xã Đồng Tâm.');
    expect(plan?.text).toContain('1. Báo cáo tổng kết 10 năm: 2/3 báo cáo, 1 muộn');
    expect(plan?.choices?.map(({ command }) => command)).toEqual([
      '/tonghop K1 zip',
      '/tonghop K1 bang',
      '/tonghop K1 1',
      '/tonghop K1 2',
    ]);
    expect(one?.text).toContain('Chưa gửi (01 đơn vị): Ủy ban nhân dân xã Đồng Tâm.');
    expect(textOf(await world.say(minh, '/tonghop V4'))).toContain('Tổng hợp nhiệm vụ 2');
    expect(textOf(await world.say(minh, '/tonghop 62 9'))).toContain('không có nhiệm vụ “9”');
  });

  it('gives everything as one archive: a folder per unit, names by the rule, the register, sums that hold', async () => {
    await world.sendFile(officer('Sở Y tế'), pdf('một'), 'Báo cáo (lần 2 sửa).docx', '/nop V1');
    await world.sendFile(officer('Ủy ban nhân dân xã Đồng Tâm'), pdf('ba'), '../..\\..\\CON', '/nop V3');

    const [link = ''] = linksIn(textOf(await world.say(minh, '/tonghop K1 zip')));
    const answer = await fetch(link);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const content = await unzip(bytes);

    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-length')).toBe(String(bytes.length));
    expect(answer.headers.get('content-disposition')).toContain('62-KH-UBND_tat-ca_20260615.zip');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect([...content.keys()]).toEqual([
      'bang-theo-doi.xlsx',
      'SHA256SUMS.txt',
      'So-Y-te/62-KH-UBND_V1_So-Y-te_20260615_v1.pdf',
      'UBND-xa-Dong-Tam/62-KH-UBND_V3_UBND-xa-Dong-Tam_20260615_v1.pdf',
    ]);
    expect(content.get('So-Y-te/62-KH-UBND_V1_So-Y-te_20260615_v1.pdf')?.equals(pdf('một'))).toBe(true);
    await checkedBySha256sum(content);
  });

  it('keeps a register of every unit, those that have not sent included, in which nothing is a formula', async () => {
    const ha = officer('Sở Y tế');
    await world.sendFile(ha, pdf('một'), '=cmd|calc.pdf', '/nop V1');
    await world.say(ha, '/khongphatsinh V4');
    await world.moveTo('2026-06-18T09:00:00+07:00');
    await world.sendFile(officer('Sở Giáo dục và Đào tạo'), pdf('hai'), '12_BC_SGDĐT.pdf', '/nop V2');
    await world.say(minh, `/duyet ${receiptOf(world, 2)} tra thiếu phụ lục`);

    const [said] = await world.say(minh, '/tonghop K1 bang');
    const file = said?.files?.[0];
    const workbook = await world.app.vault.read(file?.sha256 ?? '');
    const rows = rowsOf(workbook, 'Bảng theo dõi');
    const listed = rowsOf(workbook, 'Danh sách tệp');

    expect(said?.text).toContain('Đã nhận 03/04 báo cáo, trong đó muộn 01');
    expect(file?.name).toBe('62-KH-UBND_bang-theo-doi_20260618.xlsx');
    expect(rows.map((row) => [row['Đơn vị'], row['Mã việc'], row['Đúng hạn / Muộn / Chưa gửi']])).toEqual([
      ['Sở Giáo dục và Đào tạo', 'V2', 'Muộn'],
      ['Sở Y tế', 'V1', 'Đúng hạn'],
      ['Sở Y tế', 'V4', 'Đúng hạn'],
      ['Ủy ban nhân dân xã Đồng Tâm', 'V3', 'Chưa gửi'],
    ]);
    expect(rows[0]).toMatchObject({
      TT: '1',
      'Số, ngày văn bản': '12/BC-SGDĐT (theo tên tệp)',
      'Thời điểm nhận': '18/06/2026 09:00:00',
      'Trạng thái tiếp nhận': 'Trả lại',
      'Mã tiếp nhận': receiptOf(world, 2),
      'Phiên bản': '1',
      Tệp: '62-KH-UBND_V2_So-Giao-duc-va-Dao-tao_20260618_v1.pdf',
      'Ghi chú': 'Quá hạn 2 ngày\nTrả lại: thiếu phụ lục',
    });
    expect(rows[2]?.['Ghi chú']).toContain('Báo cáo không phát sinh');
    expect(rows[3]?.['Ghi chú']).toBe('Hạn 16/06/2026, quá hạn');
    expect(listed.map((row) => row['Tên tệp đơn vị gửi'])).toEqual(['12_BC_SGDĐT.pdf', '=cmd|calc.pdf']);
    const sheets = XLSX.read(workbook, { cellFormula: true }).Sheets;
    const formulas = Object.values(sheets).flatMap((sheet) =>
      Object.values(sheet).filter((cell) => typeof cell === 'object' && 'f' in (cell as object)),
    );
    expect(formulas).toEqual([]);
  });

  it('prints as offices print: headings on every page and frozen, filters, A4 landscape one page wide', async () => {
    const [said] = await world.say(minh, '/tonghop K1 bang');
    const parts = await unzip(await world.app.vault.read(said?.files?.[0]?.sha256 ?? ''));
    const sheet = parts.get('xl/worksheets/sheet1.xml')?.toString() ?? '';
    const book = parts.get('xl/workbook.xml')?.toString() ?? '';

    expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(sheet).toMatch(
      /<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"\/>/,
    );
    expect(sheet).toContain('<autoFilter ref="A3:N7"/>');
    expect(book).toContain("'Bảng theo dõi'!$A$1:$L$7</definedName>");
    expect(sheet).toMatch(/<pane [^>]*ySplit="3"/);
    expect(book).toContain(
      '<definedName name="_xlnm.Print_Titles" localSheetId="0">\'Bảng theo dõi\'!$3:$3</definedName>',
    );
  });

  it('gives what was counted, whatever comes in before it is fetched, also after a restart', async () => {
    const ha = officer('Sở Y tế');
    await world.sendFile(ha, pdf('bản một'), 'bao cao.pdf', '/nop V1');
    const link = new URL(await bundleLink(world, minh, 'K1 zip'));
    const [collection] = world.app.store.all('collections');
    expect(collection).toMatchObject({ number: 1, taskId: null });
    expect(collection?.submissionIds).toHaveLength(1);

    await world.moveTo('2026-06-16T10:00:00+07:00');
    await world.sendFile(ha, pdf('bản hai'), 'bao cao 2.pdf', '/nop V1');
    await world.sendFile(officer('Sở Giáo dục và Đào tạo'), pdf('hai'), 'x.pdf', '/nop V2');
    await world.restart();
    const content = await fetchBundle(`${world.app.address}${link.pathname}`);
    expect(textOf(await world.say(minh, '/tonghop K1'))).toContain('Có 02 bản mới hơn lần tải lúc 09 giờ 00');

    expect([...content.keys()].filter((name) => name.endsWith('.pdf'))).toEqual([
      'So-Y-te/62-KH-UBND_V1_So-Y-te_20260615_v1.pdf',
    ]);
    const rows = rowsOf(content.get('bang-theo-doi.xlsx') ?? Buffer.alloc(0), 'Bảng theo dõi');
    expect(rows.map((row) => row['Đúng hạn / Muộn / Chưa gửi'])).toEqual([
      'Chưa gửi',
      'Đúng hạn',
      'Chưa gửi',
      'Chưa gửi',
    ]);
    const now = await fetchBundle(await bundleLink(world, minh, 'K1 zip'));
    expect([...now.keys()].filter((name) => name.endsWith('.pdf'))).toHaveLength(2);
  });

  it('gives earlier versions as well when asked to, and one task alone', async () => {
    const ha = officer('Sở Y tế');
    await world.sendFile(ha, pdf('bản một'), 'bao cao.pdf', '/nop V1');
    await world.sendFile(ha, pdf('bản hai'), 'bao cao.pdf', '/nop V1');
    await world.sendFile(ha, pdf('số liệu'), 'so lieu.pdf', '/nop V4');

    const said = await world.say(minh, '/tonghop K1 1 zip');
    expect(said[0]?.choices).toEqual([
      { label: 'Tải kèm các bản trước', command: '/tonghop K1 1 zip tatca' },
    ]);
    const all = await fetchBundle(await bundleLink(world, minh, 'K1 1 zip tatca'));

    expect([...all.keys()].filter((name) => name.endsWith('.pdf'))).toEqual([
      'So-Y-te/62-KH-UBND_V1_So-Y-te_20260615_v2.pdf',
      'So-Y-te/ban-cu/62-KH-UBND_V1_So-Y-te_20260615_v1.pdf',
    ]);
    expect([...world.app.store.all('collections')].map(({ submissionIds }) => submissionIds.length)).toEqual([
      1, 2,
    ]);
  });

  it('loses none of 300 files that come to one name', async () => {
    const ha = officer('Sở Y tế');
    const files = Array.from({ length: 300 }, (_, i) =>
      world.channel.addFile(pdf(`tệp ${i}`), `Scan000${Math.floor(i / 100)}.pdf`),
    );
    // A hundred at a time is what one message may bring; the others join them.
    for (let from = 0; from < files.length; from += 100) {
      const part = files.slice(from, from + 100);
      const caption = from === 0 ? '/nop V1' : '/nop V1 them';
      await world.receive(ha, { kind: 'files', files: part, caption, albumId: null });
    }

    const content = await fetchBundle(await bundleLink(world, minh, 'K1 zip'));

    const names = [...content.keys()].filter((name) => name.endsWith('.pdf'));
    expect(names).toHaveLength(300);
    expect(new Set(names.map((name) => name.normalize('NFC').toLowerCase())).size).toBe(300);
    expect(names).toContain('So-Y-te/62-KH-UBND_V1_So-Y-te_20260615_v3 (300).pdf');
    const contents = new Set(names.map((name) => content.get(name)?.toString()));
    expect(contents.size).toBe(300);
  });

  it('names what the disk no longer has, and gives the rest', async () => {
    await world.sendFile(officer('Sở Y tế'), pdf('một'), 'mat.pdf', '/nop V1');
    await world.sendFile(officer('Sở Giáo dục và Đào tạo'), pdf('hai'), 'con.pdf', '/nop V2');
    const gone = [...world.app.store.all('submissions')][0]?.files[0]?.sha256 ?? '';
    const link = await bundleLink(world, minh, 'K1 zip');
    await world.app.vault.remove(gone);

    const content = await fetchBundle(link);

    expect([...content.keys()].filter((name) => name.endsWith('.pdf'))).toHaveLength(1);
    expect(content.get('TEP-KHONG-DOC-DUOC.txt')?.toString()).toContain(`mat.pdf  ${gone}`);
    const rows = rowsOf(content.get('bang-theo-doi.xlsx') ?? Buffer.alloc(0), 'Bảng theo dõi');
    expect(rows[1]?.['Ghi chú']).toContain('Không đọc được tệp trong kho: mat.pdf');
  });

  it('packs office files and pictures as they are, and lets text shrink', async () => {
    const docx = await archive(new Map([['word/document.xml', 'x'.repeat(5_000)]]));
    const text = Buffer.from('số liệu; 1; 2\n'.repeat(2_000));
    await world.sendFile(officer('Sở Y tế'), docx, 'a.docx', '/nop V1');
    await world.sendFile(officer('Sở Giáo dục và Đào tạo'), text, 'b.csv', '/nop V2');

    const answer = await fetch(await bundleLink(world, minh, 'K1 zip'));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const content = await unzip(bytes);

    expect(answer.headers.get('content-length')).toBeNull();
    expect(content.get('So-Y-te/62-KH-UBND_V1_So-Y-te_20260615_v1.docx')?.equals(docx)).toBe(true);
    const inside = [...content.values()].reduce((sum, part) => sum + part.length, 0);
    expect(bytes.length).toBeLessThan(inside - text.length / 2);
  });

  it('is refused to whoever does not serve the plan, however they come to it', async () => {
    await world.sendFile(officer('Sở Y tế'), pdf('một'), 'a.pdf', '/nop V1');
    const elsewhere = await world.link('khac', 'Vũ Văn Khác', 'consolidator', 'Sở Giáo dục và Đào tạo');
    const link = await bundleLink(world, minh, 'K1 zip');
    const token = link.slice(link.lastIndexOf('/') + 1);
    const signer = await openSigner(world.app.store, world.clock.now);
    const grant = signer.verify('bundle', token) as Record<string, unknown>;
    const idOf = (name: string): string | undefined =>
      [...world.app.store.all('persons')].find((person) => person.name === name)?.id;

    for (const who of [officer('Sở Y tế'), { id: 'la', name: 'Người lạ' }, elsewhere]) {
      for (const typed of ['/tonghop K1 zip', '/tonghop K1 bang', '/tonghop V1', '/tonghop']) {
        const said = await world.say(who, typed);
        expect(linksIn(textOf(said))).toEqual([]);
        expect(said.flatMap(({ files }) => files ?? [])).toEqual([]);
        expect(textOf(said)).not.toContain('báo cáo,');
      }
      const forged = signer.sign('bundle', { ...grant, personId: idOf(who.name) ?? 'nobody' }, 60_000);
      expect((await fetch(`${world.app.address}/files/${forged}`)).status).toBe(404);
    }
    expect((await fetch(link)).status).toBe(200);
    await world.app.store.transaction((tx) => {
      const person = tx.get('persons', idOf(minh.name) ?? '');
      if (person) tx.put('persons', { ...person, grants: [] });
    });
    expect((await fetch(link)).status).toBe(404);
  });

  it('lets a leader take everything out without anything being counted as collected', async () => {
    await world.sendFile(officer('Sở Y tế'), pdf('một'), 'a.pdf', '/nop V1');
    const link = await bundleLink(world, long, 'K1 zip');
    await world.moveTo('2026-06-16T10:00:00+07:00');
    await world.sendFile(officer('Sở Y tế'), pdf('hai'), 'a.pdf', '/nop V1');

    const content = await fetchBundle(link);

    expect([...content.keys()].filter((name) => name.endsWith('_v1.pdf'))).toHaveLength(1);
    expect([...content.keys()].filter((name) => name.endsWith('_v2.pdf'))).toHaveLength(0);
    expect([...world.app.store.all('collections')]).toEqual([]);
  });

  it.runIf(existsSync('/proc/self/fd'))('stops reading when whoever fetches it goes away', async () => {
    const large = Buffer.alloc(8_000_000, 7);
    for (const unit of units) await world.sendFile(officer(unit), large, 'a.bin', `/nop ${codeOf(unit)}`);
    const link = await bundleLink(world, minh, 'K1 zip');
    const leaving = new AbortController();
    const answer = await fetch(link, { signal: leaving.signal });
    await answer.body?.getReader().read();
    leaving.abort();

    await expect.poll(openFiles).toBe(0);
  });

  /** Files of this world's vault the process has open. */
  async function openFiles(): Promise<number> {
    const all = await readdir('/proc/self/fd');
    const places = await Promise.all(all.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
    return places.filter((place) => place.startsWith(join(world.dir, 'files'))).length;
  }

  function codeOf(unit: string): string {
    return `V${units.indexOf(unit) + 1}`;
  }
});

/** Receipt code of the n-th submission, from 0. */
function receiptOf(world: World, index: number): string {
  return [...world.app.store.all('submissions')][index]?.receiptCode ?? '';
}

/** Unpacks and lets the usual program check the hashes. */
async function checkedBySha256sum(content: ReadonlyMap<string, Buffer>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'dondoc-unzipped-'));
  try {
    for (const [name, bytes] of content) {
      await mkdir(dirname(join(dir, name)), { recursive: true });
      await writeFile(join(dir, name), bytes);
    }
    await promisify(execFile)('sha256sum', ['--strict', '-c', 'SHA256SUMS.txt'], { cwd: dir });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
