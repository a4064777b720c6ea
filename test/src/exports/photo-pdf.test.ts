/** Photographs joined into a PDF, looked at as a reader of PDFs shows them. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CannotJoin, photoLimits, photosAsPdf } from '../../../src/exports/photo-pdf.js';
import { mirror, quarterTurn, shrink, type Bitmap } from '../../../src/intake/readers/scan-bitmap.js';
import { readPicture } from '../../../src/intake/readers/scan-picture.js';
import { renderPdf } from '../../../src/intake/readers/scan-render.js';
import { heldAs, photo, photograph, screenshot } from '../../fakes/photos.js';

const about = { title: 'ban-chup.pdf', sentAtMs: Date.parse('2026-06-22T08:00:00Z') };

async function join(photos: readonly Uint8Array[]): Promise<Buffer> {
  const pages = photos.map((bytes, i) => ({
    name: `ảnh ${i + 1}.jpg`,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    read: async () => bytes,
  }));
  const pieces: Uint8Array[] = [];
  for await (const piece of photosAsPdf(pages, about)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Mean darkness of the nine parts of a picture, without its edge. */
function darkness(picture: Bitmap): number[] {
  const sums = Array.from({ length: 9 }, () => [0, 0]);
  for (let y = 0; y < picture.height; y += 1)
    for (let x = 0; x < picture.width; x += 1) {
      const part = Math.floor((y * 3) / picture.height) * 3 + Math.floor((x * 3) / picture.width);
      const sum = sums[part] ?? [];
      sum[0] = (sum[0] ?? 0) + 255 - (picture.data[y * picture.width + x] ?? 255);
      sum[1] = (sum[1] ?? 0) + 1;
    }
  return sums.map(([sum = 0, count = 1]) => Math.round(sum / count));
}

/** The middle of a page, where its picture is. */
function inside(page: Bitmap, ratio: number): Bitmap {
  const [width, height] =
    page.width / page.height > ratio ? [page.height * ratio, page.height] : [page.width, page.width / ratio];
  const [w, h] = [Math.floor(width * 0.94), Math.floor(height * 0.94)];
  const [left, top] = [Math.floor((page.width - w) / 2), Math.floor((page.height - h) / 2)];
  const data = new Uint8Array(w * h);
  for (let y = 0; y < h; y += 1)
    data.set(page.data.subarray((y + top) * page.width + left, (y + top) * page.width + left + w), y * w);
  return { width: w, height: h, data };
}

describe('src/exports/photo-pdf.ts', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'shows a photograph of a camera held as %i upright',
    async (orientation) => {
      const bytes = heldAs(orientation);
      const expected = await readPicture(bytes, 600);

      const [page] = await renderPdf(await join([bytes]), [1], (longer) => 600 / longer);

      if (!page) throw new Error('no page');
      expect(page.width > page.height).toBe(expected.width > expected.height);
      const seen = darkness(inside(page, expected.width / expected.height));
      const wanted = darkness(inside(expected, expected.width / expected.height));
      for (const [i, value] of wanted.entries())
        expect(Math.abs((seen[i] ?? 0) - value), String(seen)).toBeLessThan(14);
    },
  );

  it('tells one way of holding from another by what the test looks at', async () => {
    const upright = await readPicture(photograph, 600);
    const ways = [upright, mirror(upright), quarterTurn(upright, 2), quarterTurn(upright, 1)].map((one) =>
      darkness(shrink(one, 600)).join(),
    );

    expect(new Set(ways).size).toBe(4);
  });

  it('makes a page of A4 of each, in order, lying where the picture is wide', async () => {
    const pdf = await join([photo('1'), screenshot(200, 400), photo('3')]);

    const pages = await renderPdf(pdf, [1, 2, 3], () => 1);
    expect(pages.map(({ width, height }) => [width, height])).toEqual([
      [841, 595],
      [595, 841],
      [841, 595],
    ]);
    expect(darkness(pages[1] as Bitmap)[4]).toBeGreaterThan(100);
    await expect(renderPdf(pdf, [4], () => 1)).rejects.toThrow();
  });

  it('lays what is clear on white paper', async () => {
    const [page] = await renderPdf(await join([screenshot(100, 140, 0)]), [1], () => 1);

    expect(darkness(page as Bitmap)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('makes the same bytes of the same photographs, and names them in the file', async () => {
    const photos = [photo('a'), photo('b')];

    const [first, second] = [await join(photos), await join(photos)];
    expect(first.equals(second)).toBe(true);
    const names = first.toString('utf16le').includes('sha256') || first.toString('latin1').includes('sha256');
    expect(names || first.includes(Buffer.from('sha256', 'utf16le').swap16())).toBe(true);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['words', Buffer.from('không phải ảnh')],
    ['a JPEG without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['half a head', photograph.subarray(0, 12)],
    ['a PNG of a thousand million points', hugePng()],
    ['an interlaced PNG', interlaced()],
    ['a PNG cut off', screenshot(50, 50).subarray(0, 60)],
    ['a WebP', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1')],
  ])('refuses %s and says so', async (_name, bytes) => {
    await expect(join([photo('1'), bytes])).rejects.toThrow(CannotJoin);
  });

  it('refuses more bytes than a photograph has', async () => {
    await expect(join([Buffer.concat([photograph, Buffer.alloc(photoLimits.bytes)])])).rejects.toThrow(
      CannotJoin,
    );
  });

  it('never hangs or breaks on damaged pictures', async () => {
    const sources = [photograph, screenshot(60, 40), heldAs(6)];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        fc.array(fc.tuple(fc.nat(4_000), fc.nat(255)), { maxLength: 12 }),
        fc.boolean(),
        async (which, hits, isMended) => {
          const bytes = Buffer.from(sources[which] ?? photograph);
          for (const [at, value] of hits) bytes[2 + (at % (bytes.length - 2))] = value;
          if (isMended) mendPng(bytes);
          const answer = await join([bytes]).catch((error: unknown) => error);
          expect(answer instanceof CannotJoin || Buffer.isBuffer(answer)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Makes the checksum of a damaged picture right again, so that the damage reaches what unpacks it. */
function mendPng(bytes: Buffer): void {
  const length =
    bytes.length > 45 && bytes.toString('latin1', 37, 41) === 'IDAT' ? bytes.readUInt32BE(33) : -1;
  if (length >= 0 && 45 + length <= bytes.length)
    bytes.writeUInt32BE(crc32(bytes.subarray(37, 41 + length)), 41 + length);
}

function hugePng(): Buffer {
  const png = screenshot(10, 10);
  png.writeUInt32BE(40_000, 16);
  png.writeUInt32BE(40_000, 20);
  return png;
}

function interlaced(): Buffer {
  const png = screenshot(10, 10);
  png[28] = 1;
  return png;
}
