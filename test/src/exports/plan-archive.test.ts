import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPlanArchive } from '../../../src/exports/plan-archive.js';
import { verifyArchive } from '../../../src/exports/verify-archive.js';
import { archive } from '../../fakes/sheet-file.js';
import { checkSums } from '../../fakes/taken-out.js';
import { createWorld, task, type World } from '../../fakes/world.js';
import { unzip } from '../../fakes/zip.js';

interface Records {
  records: { submissions: { version: number; note: string | null; seal?: unknown; files: unknown[] }[] };
}
interface Contents {
  receipts: number;
  files: { path: string; size: number; sha256: string }[];
}

describe('a plan’s archive', () => {
  let world: World;
  let dir: string;
  let bytes: Buffer;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dondoc-archive-'));
    world = await createWorld();
    await world.say({ id: 'clerk', name: 'Trần Thị Hoa' }, '/start QUAN-TRI-2026');
    const ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    await world.publish([task('báo cáo tổng kết', ['Sở Y tế'], '2026-06-22')], { number: '62/KH-UBND' });
    const proof = await world.app.vault.put(source('giấy tờ kèm theo'), {
      name: 'Đơn xin.pdf',
      maxBytes: 1e6,
    });
    const document = await world.app.vault.put(source('văn bản kế hoạch'), {
      name: 'kh.docx',
      maxBytes: 1e6,
    });
    await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');
    for (const [i, words] of ['một', 'hai', 'ba'].entries()) {
      await world.moveTo(`2026-06-15T1${i}:00:00+07:00`);
      await world.sendFile(ha, Buffer.from(`%PDF-1.4 ${words}`), `bao cao ${words}.pdf`, '/nop V1');
    }
    await world.app.store.transaction((tx) => {
      const [plan] = tx.all('plans');
      const [extension] = tx.all('extensions');
      if (!plan || !extension) throw new Error('plan');
      tx.put('plans', { ...plan, fileSha256: document.sha256, fileName: 'kh.docx' });
      tx.put('extensions', { ...extension, files: [proof] });
    });
    const [plan] = world.app.store.all('plans');
    if (!plan) throw new Error('plan');
    const { stream } = await startPlanArchive(world.app.store, plan, {
      vault: world.app.vault,
      calendar: world.app.rules.calendar,
      nowMs: world.clock.now(),
    });
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    bytes = Buffer.concat(parts);
  });
  afterAll(async () => {
    await world.close();
    await rm(dir, { recursive: true, force: true });
  });

  async function verify(content: Uint8Array): Promise<Awaited<ReturnType<typeof verifyArchive>>> {
    const path = join(dir, 'archive.zip');
    await writeFile(path, content);
    return verifyArchive(path);
  }
  const codes = ({ findings }: Awaited<ReturnType<typeof verify>>): string[] =>
    findings.map(({ code }) => code);

  it('holds every version, the plan’s document, proofs, records and a register, and verifies', async () => {
    const content = await unzip(bytes);

    expect([...content.keys()]).toEqual([
      'muc-luc.json',
      'SHA256SUMS.txt',
      'bang-theo-doi.xlsx',
      'ho-so.json',
      'bao-cao/So-Y-te/62-KH-UBND_V1_So-Y-te_20260615_v3.pdf',
      'bao-cao/So-Y-te/ban-cu/62-KH-UBND_V1_So-Y-te_20260615_v1.pdf',
      'bao-cao/So-Y-te/ban-cu/62-KH-UBND_V1_So-Y-te_20260615_v2.pdf',
      'van-ban/62-KH-UBND.docx',
      'tep-khac/Don-xin.txt',
    ]);
    checkSums(content);
    expect(await verify(bytes)).toMatchObject({ findings: [], receipts: 3, files: content.size });
  });

  it('finds a flipped byte wherever something was kept', async () => {
    const content = await unzip(bytes);
    const places = [...content.keys()].map((name) => ({ name, at: placeOf(bytes, name) }));
    for (const { name, at } of places) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([name, (await verify(changed)).findings.length > 0]).toEqual([name, true]);
    }
  });

  it('never calls sound what is not: cut short, flipped, or no archive at all', async () => {
    const whole = createHash('sha256').update(bytes).digest('hex');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, bits, isCut) => {
          const changed = isCut ? bytes.subarray(0, at) : Buffer.from(bytes);
          if (!isCut) changed[at] = (changed[at] ?? 0) ^ bits;
          const report = await verify(changed);
          // A byte of a date inside the zip changes nothing that was kept; the hash of the whole still tells.
          expect(report.sha256).not.toBe(whole);
          if (report.findings.length === 0) expect([...(await unzip(changed)).values()]).toHaveLength(9);
        },
      ),
      { numRuns: 60 },
    );
    expect(codes(await verify(Buffer.from('not a zip')))).toEqual(['không đọc được tệp nén']);
    expect(codes(await verify(await archive(new Map([['x.txt', 'x']]))))).toEqual([
      'không phải hồ sơ lưu trữ của Đôn Đốc',
    ]);
  });

  /** The archive made anew after somebody changed it, with every list of hashes put right. */
  async function forge(
    change: (records: Records, contents: Contents, parts: Map<string, Buffer>) => void,
  ): Promise<Buffer> {
    const parts = await unzip(bytes);
    const read = (name: string): unknown => JSON.parse(parts.get(name)?.toString() ?? '');
    const records = read('ho-so.json') as Records;
    const contents = read('muc-luc.json') as Contents;
    change(records, contents, parts);
    parts.set('ho-so.json', Buffer.from(JSON.stringify(records)));
    for (const file of contents.files) {
      const part = parts.get(file.path) ?? Buffer.alloc(0);
      file.size = part.length;
      file.sha256 = createHash('sha256').update(part).digest('hex');
    }
    parts.set('muc-luc.json', Buffer.from(JSON.stringify(contents)));
    const sums = [...parts]
      .filter(([name]) => name !== 'SHA256SUMS.txt')
      .map(([name, part]) => `${createHash('sha256').update(part).digest('hex')}  ${name}\n`);
    // In the order of the list, as it was made.
    const order = [...contents.files.map(({ path }) => path), 'muc-luc.json'];
    sums.sort((a, b) => order.indexOf(a.slice(66, -1)) - order.indexOf(b.slice(66, -1)));
    parts.set('SHA256SUMS.txt', Buffer.from(sums.join('')));
    return archive(parts);
  }

  it('finds a receipt that was changed, even when every list of hashes was made to fit', async () => {
    expect(codes(await verify(await forge(() => {})))).toEqual([]);
    expect(
      codes(
        await verify(
          await forge(({ records }) => {
            const [first] = records.submissions;
            if (first) first.note = 'khác đi';
          }),
        ),
      ),
    ).toEqual(['biên nhận đã bị thay đổi sau khi cấp']);
    expect(
      codes(
        await verify(
          await forge(({ records }) => {
            delete records.submissions.at(-1)?.seal;
          }),
        ),
      ),
    ).toEqual(['biên nhận đã bị thay đổi sau khi cấp']);
    expect(
      codes(
        await verify(
          await forge(({ records }) => {
            const second = records.submissions[1];
            if (second) second.files = 'no list' as unknown as unknown[];
          }),
        ),
      ),
    ).toEqual(['hồ sơ ghi chép không đọc được hoặc sai cấu trúc']);
  });

  it('finds a file, or a receipt, that was taken out or put in', async () => {
    const isReport = (path: string): boolean => path.endsWith('_v3.pdf');
    const without = await forge((_records, contents, parts) => {
      contents.files = contents.files.filter(({ path }) => !isReport(path));
      for (const name of parts.keys()) if (isReport(name)) parts.delete(name);
    });
    expect(codes(await verify(without))).toEqual(['thiếu tệp của biên nhận']);
    const exchanged = await forge((_records, _contents, parts) => {
      for (const name of parts.keys()) if (isReport(name)) parts.set(name, Buffer.from('%PDF-1.4 khác'));
    });
    expect(codes(await verify(exchanged))).toEqual(['thiếu tệp của biên nhận']);
    const fewer = await forge(({ records }) => void records.submissions.pop());
    expect(codes(await verify(fewer))).toEqual(['số biên nhận không khớp mục lục']);
    const more = await unzip(bytes);
    more.set('bao-cao/la.exe', Buffer.from('x'));
    expect(codes(await verify(await archive(more)))).toEqual(['có tệp không ghi trong mục lục']);
  });

  it('is not made of what is no longer whole', async () => {
    const [submission] = world.app.store.all('submissions');
    const [plan] = world.app.store.all('plans');
    const sha256 = submission?.files[0]?.sha256 ?? '';
    const path = await world.app.vault.pathOf(sha256);
    const good = await readFile(path);
    const bad = Buffer.from(good);
    bad[3] = (bad[3] ?? 0) ^ 1;
    await rm(path);
    await writeFile(path, bad);
    if (!plan) throw new Error('plan');
    const start = () =>
      startPlanArchive(world.app.store, plan, {
        vault: world.app.vault,
        calendar: world.app.rules.calendar,
        nowMs: world.clock.now(),
      });
    const { stream } = await start();
    const reading = async (): Promise<void> => {
      for await (const part of stream) void part;
    };
    await expect(reading()).rejects.toMatchObject({ code: 'file-damaged' });
    await rm(path);
    await expect(start()).rejects.toMatchObject({ code: 'file-not-found' });
    await writeFile(path, good);
  });
});

/** Where the bytes of an entry begin: after its local header and name. Source: APPNOTE.TXT 4.3.7. */
function placeOf(zip: Buffer, name: string): number {
  for (let at = zip.indexOf('PK\u0003\u0004'); at !== -1; at = zip.indexOf('PK\u0003\u0004', at + 1)) {
    if (zip.subarray(at + 30, at + 30 + zip.readUInt16LE(at + 26)).toString() === name)
      return at + 30 + name.length + 2;
  }
  throw new Error(`no entry ${name}`);
}

async function* source(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
