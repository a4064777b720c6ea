import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGate, type Gate, type IncomingFile } from '../../../src/app/gate.js';
import { createLog } from '../../../src/app/log.js';
import type { Vault } from '../../../src/domain/ports.js';
import { createDocumentReader } from '../../../src/intake/index.js';
import { openStorage } from '../../../storage/index.js';
import { pdfReport, windowsProgram, withParts, wordReport, zip } from '../../fakes/reports.js';

const phrase = 'cụm từ không được phép ở lại';

describe('src/app/gate.ts', () => {
  let dir: string;
  let lines: string[];
  let gate: Gate;
  let vault: Vault;
  let close: () => Promise<void>;
  /** Called while a file is being looked into. */
  let whileLooking: () => Promise<void>;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dondoc-gate-'));
    lines = [];
    whileLooking = async () => {};
    const log = createLog('trace', { write: (line) => void lines.push(line) });
    const storage = await openStorage({ dir, log });
    ({ vault, close } = storage);
    const reader = createDocumentReader();
    const documents = {
      async isMarked(bytes: Uint8Array): Promise<boolean> {
        await whileLooking();
        return reader.isMarked(bytes);
      },
    };
    gate = createGate({ vault, documents, log, maxBytes: 1024 * 1024 });
  });

  afterEach(async () => {
    await close();
    await rm(dir, { recursive: true, force: true });
  });

  const file = (text: string, more: Partial<IncomingFile> = {}): IncomingFile => ({
    source: pieces(Buffer.from(text)),
    name: 'bao cao.txt',
    caption: null,
    sender: 'telegram:42',
    ...more,
  });

  async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  }

  /** Every byte of the data folder and the log, as one text. */
  async function everything(): Promise<string> {
    const names = await readdir(dir, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const texts = await Promise.all(files.map((path) => readFile(path, 'utf8')));
    return [...texts, ...lines].join('\n');
  }

  it('keeps an ordinary file as it came', async () => {
    const stored = await gate.take(file(`Báo cáo thường: ${phrase}`));

    expect((await vault.read(stored.sha256)).toString()).toBe(`Báo cáo thường: ${phrase}`);
    expect(stored.name).toBe('bao cao.txt');
  });

  it('writes nothing of a marked file, not even while looking, and logs hash and sender alone', async () => {
    let during = '';
    whileLooking = async () => void (during = await everything());

    await expect(gate.take(file(`UBND TỈNH A\nTỐI MẬT\n${phrase}`))).rejects.toMatchObject({
      code: 'file-secret',
    });

    expect(during).not.toContain(phrase);
    expect(await everything()).not.toContain(phrase);
    expect(await vault.list()).toEqual([]);
    expect(lines.join('')).toMatch(/"sha256":"[0-9a-f]{64}","sender":"telegram:42"/);
    expect(lines.join('')).not.toContain('bao cao');
  });

  it.each([
    ['12-BC-SYT (TỐI MẬT).pdf', null],
    ['bao_cao_tai_lieu_mat.docx', null],
    ['BC MẬT 2024.pdf', null],
    ['bc.pdf', 'Gửi văn bản mật về công tác cán bộ'],
    ['LƯU HÀNH NỘI BỘ - ke hoach.docx', null],
    [`${'MẬT'.normalize('NFD')} so 5.pdf`, null],
  ])('refuses %j with the words %j', async (name, caption) => {
    await expect(gate.take(file(phrase, { name, caption }))).rejects.toMatchObject({ code: 'file-secret' });
    expect(await vault.list()).toEqual([]);
  });

  it.each([
    'Quy chế bảo mật thông tin.docx',
    'QUY CHẾ BẢO MẬT.docx',
    'mat khau he thong.txt',
    'MẬT ĐỘ DÂN SỐ 2024.xlsx',
    'Tập huấn bảo vệ bí mật nhà nước.pdf',
    'bao cao mat bang sach.docx',
    'bí mật kinh doanh.docx',
  ])('takes %j', async (name) => {
    await expect(gate.take(file('Báo cáo', { name }))).resolves.toMatchObject({ size: 9 });
  });

  it('refuses what may do harm, whatever its name, keeps no byte of it and logs hash and reason alone', async () => {
    const word = await wordReport({ about: phrase });
    const macro = await withParts(word, { 'word/vbaProject.bin': Buffer.alloc(4_096, 7) });
    const locked = await pdfReport({ about: phrase }, 1, { userPassword: 'mo' });
    const cases: [string, Buffer, string][] = [
      ['bao cao.docx', macro, 'file-macro'],
      ['bao cao.pdf', windowsProgram(), 'file-executable'],
      ['bao cao.pdf', locked, 'file-encrypted'],
      ['chay.bat', Buffer.from(phrase), 'file-executable'],
      ['ke hoach.docm', word, 'file-macro'],
    ];
    for (const [name, bytes, code] of cases)
      await expect(gate.take(file('', { source: pieces(bytes), name }))).rejects.toMatchObject({ code });

    expect(await vault.list()).toEqual([]);
    expect(await everything()).not.toContain(phrase);
    expect(lines.join('')).toMatch(/"sha256":"[0-9a-f]{64}","sender":"telegram:42","reason":"file-macro"/);
    expect(lines.join('')).not.toContain('bao cao');
  });

  it('looks into a file too large to be held as well, and removes it again', async () => {
    const large = createGate({
      vault,
      documents: createDocumentReader(),
      log: createLog('trace', { write: (line) => void lines.push(line) }),
      maxBytes: 64 * 1024 * 1024,
    });
    const bundle = await zip({ 'phim.mp4': randomBytes(33 * 1024 * 1024), 'cai dat.exe': windowsProgram() });
    const source = Readable.from([bundle.subarray(0, 1_000), bundle.subarray(1_000)]);

    await expect(large.take(file('', { source, name: 'ho so.zip' }))).rejects.toMatchObject({
      code: 'file-executable',
      detail: 'cai dat.exe',
    });
    expect(await vault.list()).toEqual([]);
  });

  it('refuses an empty file and one over the limit, and keeps nothing', async () => {
    await expect(gate.take(file(''))).rejects.toMatchObject({ code: 'file-empty' });
    await expect(gate.take(file('a'.repeat(1024 * 1024 + 1)))).rejects.toMatchObject({
      code: 'file-too-big',
    });
    expect(await vault.list()).toEqual([]);
    expect((await everything()).includes('aaaa')).toBe(false);
  });

  it('removes a marked file again that was too large to be held while it came in', async () => {
    const large = createGate({
      vault,
      documents: createDocumentReader(),
      log: createLog('trace', { write: (line) => void lines.push(line) }),
      maxBytes: 64 * 1024 * 1024,
    });
    const text = Buffer.concat([
      Buffer.from('UBND TỈNH A\nTUYỆT MẬT\n'),
      Buffer.alloc(33 * 1024 * 1024, 0x61),
    ]);
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < text.length; at += 1_048_576) yield text.subarray(at, at + 1_048_576);
    }

    await expect(large.take(file('', { source: chunks() }))).rejects.toMatchObject({ code: 'file-secret' });
    expect(await vault.list()).toEqual([]);
  });
});
