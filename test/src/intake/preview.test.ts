import { readFile } from 'node:fs/promises';
import { Document, Packer, Paragraph } from 'docx';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { makePreview } from '../../../src/app/preview.js';
import { createLog } from '../../../src/app/log.js';
import type { StoredFile } from '../../../src/domain/message.js';
import type { FilePreview, Vault } from '../../../src/domain/ports.js';
import { createDocumentReader } from '../../../src/intake/index.js';
import { previewOf } from '../../../src/intake/preview.js';
import { docFile } from '../../fakes/doc-file.js';
import { drawPdf } from '../../fakes/pdf.js';
import { sheetFile } from '../../fakes/sheet-file.js';

const word = (lines: string[]): Promise<Buffer> =>
  Packer.toBuffer(new Document({ sections: [{ children: lines.map((line) => new Paragraph(line)) }] }));

/** Share of dark points of a shown picture. */
function ink(preview: FilePreview | null): number {
  if (preview?.kind !== 'picture') throw new Error('no picture');
  const { data } = PNG.sync.read(Buffer.from(preview.png));
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) dark += 1;
  return dark / (data.length / 4);
}

describe('src/intake/preview.ts', () => {
  it('shows the first page of a PDF, upright and small enough for a phone', async () => {
    const pdf = await drawPdf(({ text, page }) => {
      text('BÁO CÁO TỔNG KẾT', 100, 100, 24);
      page();
      for (let y = 50; y < 700; y += 14) text('Trang hai đầy chữ đầy chữ đầy chữ', 50, y);
    });

    const preview = await previewOf(pdf);

    const { width, height } = PNG.sync.read(Buffer.from(preview?.kind === 'picture' ? preview.png : []));
    expect(height).toBeGreaterThan(width);
    expect(height).toBeGreaterThan(1_100);
    expect(height).toBeLessThanOrEqual(1_150);
    expect(ink(preview)).toBeGreaterThan(0.0005);
    expect(ink(preview)).toBeLessThan(0.02);
  });

  it('shows a photograph and a picture as they are, made smaller', async () => {
    const photo = await previewOf(await readFile(new URL('../../fixtures/page.jpg', import.meta.url)));
    expect(ink(photo)).toBeGreaterThan(0);
    const drawn = new PNG({ width: 300, height: 200 });
    drawn.data.fill(255);
    const png = await previewOf(PNG.sync.write(drawn));
    expect(ink(png)).toBe(0);
  });

  it('gives the first lines of Word files and texts, and cuts them on a word', async () => {
    const lines = ['SỞ Y TẾ', '', 'Báo cáo tổng kết 10 năm', 'x'.repeat(20)];
    expect(await previewOf(await word(lines))).toEqual({
      kind: 'text',
      text: `SỞ Y TẾ\nBáo cáo tổng kết 10 năm\n${'x'.repeat(20)}`,
    });
    const long = await previewOf(Buffer.from('Số liệu '.repeat(400)));
    expect(long?.kind === 'text' && long.text.length).toBeLessThanOrEqual(700);
    expect(long?.kind === 'text' && long.text.endsWith('…')).toBe(true);
    expect(await previewOf(docFile(['Tệp Word cũ', 'Dòng hai']))).toEqual({
      kind: 'text',
      text: 'Tệp Word cũ\nDòng hai',
    });
    const sheet = await previewOf(
      sheetFile([
        {
          name: 'Phụ lục',
          rows: [
            ['TT', 'Số liệu'],
            ['1', '25'],
          ],
        },
      ]),
    );
    expect(sheet?.kind === 'text' && sheet.text).toContain('Số liệu');
    expect(await previewOf(Buffer.from('\ufeffDòng một\r\nDòng hai', 'utf16le'))).toEqual({
      kind: 'text',
      text: 'Dòng một\nDòng hai',
    });
  });

  it('shows nothing of an archive, a film, and what is empty', async () => {
    const film = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(64)]);
    expect(await previewOf(film)).toBeNull();
    expect(await previewOf(Buffer.from('Rar!\u001a\u0007\u0000'))).toBeNull();
    expect(await previewOf(Buffer.from(' \n\t\n'))).toBeNull();
    expect(await previewOf(await word(['', ' ']))).toBeNull();
  });

  it('refuses damaged and locked files with a reason, as reading does', async () => {
    await expect(previewOf(Buffer.from('%PDF-1.7 hỏng'))).rejects.toMatchObject({ code: 'file-damaged' });
    const locked = await drawPdf(({ text }) => text('Có mật khẩu', 100, 100), { userPassword: 'abc' });
    await expect(previewOf(locked)).rejects.toMatchObject({ code: 'file-encrypted' });
    await expect(previewOf(Buffer.from('PK\u0003\u0004 hỏng'))).rejects.toMatchObject({
      code: 'file-damaged',
    });
  });

  it('is made by the document reader as well', async () => {
    const reader = createDocumentReader();

    expect(await reader.preview(Buffer.from('Một dòng'))).toEqual({ kind: 'text', text: 'Một dòng' });
    await reader.close();
  });
});

describe('src/app/preview.ts', () => {
  const file = (name: string, size = 10): StoredFile => ({
    sha256: name.padEnd(64, '0'),
    name,
    size,
    mime: 'application/pdf',
  });
  const kept: string[] = [];
  const vault = {
    read: async (sha256: string) => Buffer.from(sha256.replace(/0+$/, '')),
    async put(_source: unknown, { name }: { name: string }) {
      kept.push(name);
      return file(name);
    },
  } as unknown as Vault;
  const log = createLog('silent');
  const told = (preview: (bytes: Uint8Array) => Promise<FilePreview | null>) => ({
    vault,
    log,
    documents: { preview },
  });

  it('takes the first file that can be shown and passes over those that cannot, or are too large', async () => {
    const seen: string[] = [];
    const deps = told(async (bytes) => {
      seen.push(Buffer.from(bytes).toString());
      if (seen.length === 1) throw new Error('a fault of ours');
      return seen.length === 2 ? null : { kind: 'text', text: 'thấy rồi' };
    });
    const files = [file('lon', 2 ** 30), file('a'), file('b'), file('c'), file('d')];

    expect(await makePreview({ submissionId: 's', files }, deps)).toEqual({
      submissionId: 's',
      name: 'c',
      picture: null,
      text: 'thấy rồi',
    });
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('keeps a picture in the vault, and nobody waiting for one that does not come', async () => {
    const shown = await makePreview(
      { submissionId: 's', files: [file('a')] },
      told(async () => ({ kind: 'picture', png: new Uint8Array([1]) })),
    );
    expect([shown?.picture?.name, kept]).toEqual(['trang-1.png', ['trang-1.png']]);
    const never = told(() => new Promise(() => undefined));
    expect(await makePreview({ submissionId: 's', files: [file('a')] }, never, 1)).toBeNull();
  });
});
