/**
 * Photographs of the pages of one paper → one PDF, a page of A4 each, upright as the camera was held. A JPEG goes in as it
 * is, no point of it is decoded; a PNG is unpacked under a limit. One photograph is in memory at a time.
 */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import PdfKit from 'pdfkit';
import { foldSpace } from '../domain/text.js';
import { pointsBeside } from './png-points.js';

/** What is joined; more is handed in as it is. */
export const photoLimits = {
  count: 60,
  /** Of one photograph, in bytes; telephones make 2 to 12 million. */
  bytes: 40 * 1024 * 1024,
  totalBytes: 150 * 1024 * 1024,
  /** Points of a JPEG, which are the reader's burden, and of a PNG, which are ours. */
  jpegPoints: 120_000_000,
  pngPoints: 16_000_000,
} as const;

/** A photograph that cannot be put on a page: damaged, too large, or of another kind. */
export class CannotJoin extends Error {}

export interface Photo {
  name: string;
  sha256: string;
  read(): Promise<Uint8Array>;
}

/** A4 in points of a PDF, and the white edge that printers need. */
const page = { width: 595.28, height: 841.89, edge: 14 } as const;

/**
 * The bytes of the PDF, piece by piece. The same photographs sent at the same time make the same bytes.
 * @throws CannotJoin while it is read; what came before is then worth nothing.
 */
export async function* photosAsPdf(
  photos: readonly Photo[],
  about: { title: string; sentAtMs: number },
): AsyncGenerator<Uint8Array> {
  const pdf = new PdfKit({
    autoFirstPage: false,
    info: {
      Title: about.title,
      Creator: 'Đôn Đốc',
      Producer: 'Đôn Đốc',
      // Which photographs it was made from, by name and hash.
      Keywords: photos.map((photo) => `${foldSpace(photo.name)} sha256:${photo.sha256}`).join('; '),
      CreationDate: new Date(about.sentAtMs),
      ModDate: new Date(about.sentAtMs),
    },
  });
  // What is thrown away when a photograph is refused must not be an unhandled error.
  pdf.on('error', () => undefined);
  for (const photo of photos) {
    // oxlint-disable-next-line no-await-in-loop -- one photograph in memory at a time
    const bytes = Buffer.from(await photo.read());
    // oxlint-disable-next-line no-await-in-loop -- one after another, in order
    const picture = await pictureOf(bytes, photo.sha256, pdf);
    const isWide = picture.width > picture.height;
    const size: [number, number] = isWide ? [page.height, page.width] : [page.width, page.height];
    pdf.addPage({ size, margin: 0 });
    const fit: [number, number] = [size[0] - 2 * page.edge, size[1] - 2 * page.edge];
    pdf.image(picture.source as PDFKit.Mixins.ImageSrc, page.edge, page.edge, {
      fit,
      align: 'center',
      valign: 'center',
    });
    yield* written(pdf);
  }
  const ended = new Promise((resolve) => pdf.once('end', resolve));
  pdf.end();
  yield* written(pdf);
  pdf.resume();
  await ended;
}

/** What the PDF has written so far. */
function* written(pdf: PDFKit.PDFDocument): Generator<Uint8Array> {
  for (;;) {
    const piece = pdf.read() as Uint8Array | null;
    if (piece === null) return;
    yield piece;
  }
}

/** A picture as the PDF takes it, and its sides as they are seen. */
interface Picture {
  source: unknown;
  width: number;
  height: number;
}

async function pictureOf(bytes: Buffer, label: string, pdf: PDFKit.PDFDocument): Promise<Picture> {
  if (bytes.length > photoLimits.bytes) throw new CannotJoin('too many bytes');
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegOf(bytes, pdf);
  if (bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n') return pngOf(bytes, label);
  throw new CannotJoin('neither JPEG nor PNG');
}

function jpegOf(bytes: Buffer, pdf: PDFKit.PDFDocument): Picture {
  interface OpenImage {
    width: number;
    height: number;
    orientation?: number;
    colorSpace?: string;
    bits: number;
  }
  let image: OpenImage;
  try {
    // Reads the head alone.
    image = (pdf as unknown as { openImage(src: Buffer): OpenImage }).openImage(bytes);
  } catch {
    throw new CannotJoin('damaged JPEG');
  }
  const { width, height, colorSpace, bits, orientation = 1 } = image;
  const isSound = width > 0 && height > 0 && width * height <= photoLimits.jpegPoints;
  if (!isSound || colorSpace === undefined || bits !== 8) throw new CannotJoin('unusual JPEG');
  // A camera held on its side: what it saw as wide is high.
  const isTurned = orientation > 4;
  return { source: image, width: isTurned ? height : width, height: isTurned ? width : height };
}

const pack = promisify(deflate);

/** A PNG on white paper. Rows that tell of their neighbours are not worth the time: a screen picture packs well without. */
async function pngOf(bytes: Buffer, label: string): Promise<Picture> {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') throw new CannotJoin('damaged PNG');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (width * height === 0 || width * height > photoLimits.pngPoints) throw new CannotJoin('too many points');
  // Interlaced ones are unpacked without knowing how much comes out.
  if (bytes[28] !== 0) throw new CannotJoin('interlaced PNG');
  const rgb = await pointsBeside(bytes);
  if (rgb?.length !== width * height * 3) throw new CannotJoin('damaged PNG');
  const packed = await pack(rgb);
  const source = {
    width,
    height,
    label: `P${label.slice(0, 16)}`,
    obj: null as unknown,
    embed(document: { ref(data: object): { end(data: Uint8Array): void } }) {
      const object = document.ref({
        Type: 'XObject',
        Subtype: 'Image',
        Width: width,
        Height: height,
        BitsPerComponent: 8,
        ColorSpace: 'DeviceRGB',
        Filter: 'FlateDecode',
      });
      this.obj = object;
      object.end(packed);
    },
  };
  return { source, width, height };
}
