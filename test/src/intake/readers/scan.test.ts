/** Scans and photographs with the real recogniser: few, since each page takes seconds. Slips and cells without it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import { renderPages, toPng, toScan, worn } from '../../../../bench/formats/scan.js';
import type { DocumentOptions, DocumentReader } from '../../../../src/domain/ports.js';
import type { UserError } from '../../../../src/domain/errors.js';
import { createDocumentReader } from '../../../../src/intake/index.js';
import type { Bitmap } from '../../../../src/intake/readers/scan-bitmap.js';
import { quarterTurn } from '../../../../src/intake/readers/scan-bitmap.js';
import { readPicture } from '../../../../src/intake/readers/scan-picture.js';
import { drawPdf } from '../../../fakes/pdf.js';
import { withOrientation } from '../../../fakes/photos.js';

const reader: DocumentReader = createDocumentReader();
afterAll(() => reader.close());
const how: DocumentOptions = { issuedOn: null, beforeMeans: 'strict' };
const jpeg = readFileSync(join(import.meta.dirname, '../../../fixtures/page.jpg'));

/** A page with two duties in sentences and two in a bordered table. */
function drawPlan(draw: Parameters<Parameters<typeof drawPdf>[0]>[0], mark = ''): void {
  if (mark !== '') {
    draw.doc.rect(60, 30, 90, 26).lineWidth(1.2).stroke('#c00000');
    draw.doc.fillColor('#c00000');
    draw.centred(mark, 105, 34, 13);
    draw.doc.fillColor('black').strokeColor('black');
  }
  draw.centred('Số: 15/KH-UBND', 160, 70, 12);
  draw.centred('Lộc Bình, ngày 05 tháng 6 năm 2026', 410, 70, 12);
  draw.centred('KẾ HOẠCH', 300, 110, 15);
  draw.text('I. NHIỆM VỤ', 85, 150, 13);
  draw.lines(
    [
      '1. Sở Y tế rà soát nhu cầu thuốc, hoàn thành trước ngày 15/7/2026.',
      '2. Sở Xây dựng kiểm định cầu yếu, hoàn thành trước ngày 20/8/2026.',
    ],
    85,
    176,
    12,
  );
  draw.centred('PHỤ LỤC', 300, 240, 13);
  draw.table(
    [
      [['TT'], ['Nội dung'], ['Đơn vị chủ trì'], ['Thời gian hoàn thành']],
      [['1'], ['Mua tủ lạnh bảo quản'], ['Sở Tài chính'], ['Trước ngày', '25/9/2026']],
      [['2'], ['Kiểm kê kho dự trữ'], ['Sở Công Thương'], ['Trước ngày', '30/10/2026']],
    ],
    70,
    270,
    [40, 180, 120, 120],
    11,
  );
}

const essence = (tasks: Awaited<ReturnType<DocumentReader['read']>>['tasks']): string[] =>
  tasks.map((task) => `${task.lead.join('+')} ${task.deadlines.map((one) => one.statedOn).join('+')}`);

describe('src/intake/readers/scan.ts', () => {
  it('reads a scanned page askew: its facts, sentences and the rows of its table; says how sure it is', async () => {
    const scan = await toScan(await drawPdf((draw) => drawPlan(draw)), { askew: 1.2, dpi: 170 });
    const told: string[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }): number =>
      told.push(`${String(done)}/${String(total)}`);

    const result = await reader.read({ bytes: scan, name: 'Scan0001.pdf' }, { ...how, onProgress });

    expect(result.document).toMatchObject({ number: '15/KH-UBND', issuedOn: '2026-06-05' });
    expect(essence(result.tasks)).toEqual([
      'Sở Y tế 2026-07-15',
      'Sở Xây dựng 2026-08-20',
      'Sở Tài chính 2026-09-25',
      'Sở Công Thương 2026-10-30',
    ]);
    expect(result.source).toMatchObject({ kind: 'scan', pages: 1 });
    expect(result.source.confidence).toBeGreaterThan(0.8);
    expect(told).toEqual(['0/1', '1/1']);
  });

  it('reads a file whose second page alone is a picture, and leaves the first as it is written', async () => {
    const scan = await toScan(
      await drawPdf((draw) => draw.text('2. Sở Xây dựng hoàn thành trước ngày 20/8/2026.', 85, 90)),
      { dpi: 150 },
    );
    const picture = await renderPages(scan, 150);
    const mixed = await drawPdf((draw) => {
      draw.lines(
        ['KẾ HOẠCH', 'I. NHIỆM VỤ', '1. Sở Y tế kiểm kê kho, hoàn thành trước ngày 15/7/2026.'],
        85,
        90,
        13,
        30,
      );
      draw.page();
      draw.doc.image(toPng(picture[0] as Parameters<typeof toPng>[0]), 0, 0, { width: 595 });
    });

    const result = await reader.read({ bytes: mixed, name: 'ke-hoach.pdf' }, how);

    expect(essence(result.tasks)).toEqual(['Sở Y tế 2026-07-15', 'Sở Xây dựng 2026-08-20']);
    expect(result.source).toMatchObject({ kind: 'scan', pages: 2 });
  });

  it('reads photographs of two pages as one document: sideways in bad light, and as the camera wrote it', async () => {
    const [page] = await renderPages(await drawPdf((draw) => drawPlan(draw)), 150);
    const shaded = worn(page as Parameters<typeof worn>[0], { shade: 0.9, askew: 2 });
    const photos = [
      { bytes: toPng(quarterTurn(shaded, 1)), name: 'IMG_1.png' },
      { bytes: jpeg, name: 'IMG_2.jpg' },
    ];

    const result = await reader.readPictures(photos, how);

    expect(result.tasks.flatMap((task) => task.deadlines.map((one) => one.statedOn))).toEqual(
      expect.arrayContaining(['2026-07-15', '2026-08-20', '2026-09-25', '2026-10-30']),
    );
    expect(result.source).toMatchObject({ kind: 'scan', pages: 2 });
  });

  it('turns a picture as the camera was held', async () => {
    const [top, right, bottom, left] = marginsOf(await readPicture(jpeg, 800));
    // What each value says of the first row and the first column (Exif 2.32, 4.6.4).
    const expected: Record<number, number[]> = {
      2: [top, left, bottom, right],
      3: [bottom, left, top, right],
      4: [bottom, right, top, left],
      5: [left, bottom, right, top],
      6: [left, top, right, bottom],
      7: [right, top, left, bottom],
      8: [right, bottom, left, top],
    };
    expect(new Set([top, right, bottom, left]).size).toBe(4);
    for (const [orientation, margins] of Object.entries(expected)) {
      const seen = marginsOf(await readPicture(withOrientation(jpeg, Number(orientation)), 800));
      expect([orientation, seen]).toEqual([orientation, margins]);
    }
  });

  it('sees a mark of secrecy in a red box of a scan and of a photograph, and none where there is none', async () => {
    const marked = await drawPdf((draw) => drawPlan(draw, 'MẬT'));
    const plain = await drawPdf((draw) => drawPlan(draw));
    const [photo] = await renderPages(marked, 150);

    expect(await reader.isMarked(await toScan(marked, { dpi: 170 }))).toBe(true);
    expect(await reader.isMarked(toPng(photo as Parameters<typeof toPng>[0]))).toBe(true);
    expect(await reader.isMarked(await toScan(plain, { dpi: 150 }))).toBe(false);
    expect(await reader.isMarked(jpeg)).toBe(false);
    await expect(reader.read({ bytes: await toScan(marked), name: 'a.pdf' }, how)).rejects.toThrow(
      'file-secret',
    );
  });

  it('answers pictures that are none, too large or cut off with a reason', async () => {
    const refusal = async (bytes: Uint8Array): Promise<string> =>
      reader.read({ bytes, name: 'a' }, how).then(
        () => 'read',
        (error: UserError) => error.message,
      );
    const claimed = Buffer.from(jpeg);
    // Height and width in the frame header.
    const frame = claimed.indexOf(Buffer.from('ffc0', 'hex'));
    claimed.writeUInt16BE(60_000, frame + 5);
    claimed.writeUInt16BE(60_000, frame + 7);
    const blank = new PNG({ width: 600, height: 800 });
    blank.data.fill(255);

    expect(await refusal(claimed)).toMatch(/^file-too-big: 64 triệu điểm ảnh/);
    expect(await refusal(jpeg.subarray(0, 40))).toBe('file-damaged');
    expect(await refusal(Buffer.from('ffd8ffe0', 'hex'))).toBe('file-damaged');
    expect(await refusal(PNG.sync.write(blank))).toBe('document-unreadable');
    expect(await refusal(PNG.sync.write(blank).subarray(0, 60))).toBe('file-damaged');
    expect(await refusal(Buffer.concat([Buffer.from('RIFF\x10\0\0\0WEBPVP8 '), Buffer.alloc(64)]))).toMatch(
      /^file-kind-refused/,
    );
  });
});

/** Empty points above, right of, under and left of the ink. */
function marginsOf({ width, height, data }: Bitmap): [number, number, number, number] {
  const ink = Array.from(data.keys()).filter((at) => (data[at] ?? 255) < 120);
  const xs = ink.map((at) => at % width);
  const ys = ink.map((at) => Math.floor(at / width));
  const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), 0);
  const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b), width + height);
  return [least(ys), width - 1 - most(xs), height - 1 - most(ys), least(xs)];
}
