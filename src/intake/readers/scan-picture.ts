/**
 * Photographs and pictures of pages (.jpg, .png) → grey pictures, upright as the camera was held. The header is read and
 * judged before a point is decoded. Sources: ITU-T T.81 (JPEG), Exif 2.32 4.6.4 (orientation), W3C PNG.
 */
import { PNG } from 'pngjs';
import { UserError } from '../../domain/errors.js';
import type { Bitmap } from './scan-bitmap.js';
import { mirror, quarterTurn, shrink } from './scan-bitmap.js';
import { renderPdf } from './scan-render.js';

/** What a picture may hold. */
export const pictureLimits = {
  /** Bytes; chat platforms carry less. */
  bytes: 48 * 1024 * 1024,
  /** Points of a JPEG: telephones make 12 to 50 million. */
  jpegPoints: 64_000_000,
  /** Points of a PNG, which is unpacked as a whole: a page at 400 dots per inch has 15 million. */
  pngPoints: 25_000_000,
  /** Shortest side: below it no line of text can be read. */
  side: 48,
} as const;

/** The kinds of pictures that are read. */
export type PictureKind = 'jpg' | 'png';

/** What kind of picture the bytes are, by their first ones; null when none that is read. */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpg';
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return png.every((byte, index) => bytes[index] === byte) ? 'png' : null;
}

/**
 * Decodes a picture.
 * @returns grey, with its longer side at most `longest` points.
 * @throws UserError `file-kind-refused`, `file-damaged`, `file-too-big`, `document-unreadable`.
 */
export async function readPicture(bytes: Uint8Array, longest: number): Promise<Bitmap> {
  const kind = pictureKind(bytes);
  if (kind === null) throw new UserError('file-kind-refused', null);
  if (bytes.byteLength > pictureLimits.bytes)
    throw new UserError('file-too-big', `${String(pictureLimits.bytes / 1024 / 1024)} MB`);
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (kind === 'png') return shrink(readPng(file), longest);
  const head = jpegHead(file);
  const [most] = [Math.max(head.width, head.height)];
  const scale = Math.min(1, longest / most);
  const [grey] = await renderPdf(jpegAsPdf(file, head), [1], () => scale);
  if (grey === undefined) throw new UserError('file-damaged', null);
  return turned(grey, head.orientation);
}

function judge(width: number, height: number, most: number): void {
  if (width * height > most)
    throw new UserError('file-too-big', `${String(Math.round(most / 1_000_000))} triệu điểm ảnh`);
  if (Math.min(width, height) < pictureLimits.side) throw new UserError('document-unreadable', null);
}

function readPng(file: Buffer): Bitmap {
  if (file.length < 33 || file.toString('latin1', 12, 16) !== 'IHDR')
    throw new UserError('file-damaged', null);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  judge(width, height, pictureLimits.pngPoints);
  let rgba: Buffer;
  try {
    rgba = PNG.sync.read(file).data;
  } catch {
    throw new UserError('file-damaged', null);
  }
  const data = new Uint8Array(width * height);
  for (let index = 0; index < data.length; index += 1) {
    const at = index * 4;
    const light = (rgba[at] ?? 0) * 0.299 + (rgba[at + 1] ?? 0) * 0.587 + (rgba[at + 2] ?? 0) * 0.114;
    // What is not there is paper.
    const solid = (rgba[at + 3] ?? 255) / 255;
    data[index] = light * solid + 255 * (1 - solid);
  }
  return { width, height, data };
}

interface JpegHead {
  width: number;
  height: number;
  /** 1 grey, 3 colour, 4 print colours. */
  parts: number;
  /** How the camera was held, 1 to 8. */
  orientation: number;
}

/** Most markers before the picture itself; comments and previews come in pieces of 64 kB. */
const mostMarkers = 2000;

function jpegHead(file: Buffer): JpegHead {
  let orientation = 1;
  let at = 2;
  for (let count = 0; count < mostMarkers && at + 4 <= file.length; count += 1) {
    if (file[at] !== 0xff) break;
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff || (marker >= 0xd0 && marker <= 0xd7)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const length = file.readUInt16BE(at + 2);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && at + 10 <= file.length) {
      const [height, width] = [file.readUInt16BE(at + 5), file.readUInt16BE(at + 7)];
      judge(width, height, pictureLimits.jpegPoints);
      const parts = file[at + 9] ?? 3;
      if (![1, 3, 4].includes(parts) || width === 0 || height === 0) break;
      return { width, height, parts, orientation };
    }
    if (marker === 0xe1) orientation = orientationOf(file.subarray(at + 4, at + 2 + length)) ?? orientation;
    if (marker === 0xda || marker === 0xd9 || length < 2) break;
    at += 2 + length;
  }
  throw new UserError('file-damaged', null);
}

/** The orientation a camera wrote, null when it wrote none. */
function orientationOf(part: Buffer): number | null {
  if (part.toString('latin1', 0, 6) !== 'Exif\0\0') return null;
  const tiff = part.subarray(6);
  if (tiff.length < 8) return null;
  const small = tiff.toString('latin1', 0, 2) === 'II';
  const two = (at: number): number =>
    at + 2 > tiff.length ? 0 : small ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const start = small ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = Math.min(two(start), 200);
  for (let index = 0; index < entries; index += 1) {
    const entry = start + 2 + index * 12;
    if (two(entry) === 0x0112) {
      const value = two(entry + 8);
      return value >= 1 && value <= 8 ? value : null;
    }
  }
  return null;
}

/** The eight ways a camera can be held: mirrored or not, then turned clockwise. */
function turned(picture: Bitmap, orientation: number): Bitmap {
  const isMirrored = [2, 4, 5, 7].includes(orientation);
  const turns = { 3: 2, 4: 2, 5: 3, 6: 1, 7: 1, 8: 3 }[orientation] ?? 0;
  return quarterTurn(isMirrored ? mirror(picture) : picture, turns);
}

/** A one-page PDF around a JPEG, for the decoder that is there already. */
function jpegAsPdf(jpeg: Buffer, { width, height, parts }: JpegHead): Buffer {
  const colours = parts === 1 ? '/DeviceGray' : parts === 3 ? '/DeviceRGB' : '/DeviceCMYK';
  // Print colours in a JPEG are written the other way round.
  const decode = parts === 4 ? ' /Decode [1 0 1 0 1 0 1 0]' : '';
  const draw = `q ${String(width)} 0 0 ${String(height)} 0 0 cm /P Do Q`;
  const objects: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${String(width)} ${String(height)}] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >> >>`,
    ),
    Buffer.from(`<< /Length ${String(draw.length)} >>\nstream\n${draw}\nendstream`),
    Buffer.concat([
      Buffer.from(
        `<< /Type /XObject /Subtype /Image /Width ${String(width)} /Height ${String(height)} /ColorSpace ${colours} /BitsPerComponent 8 /Filter /DCTDecode${decode} /Length ${String(jpeg.length)} >>\nstream\n`,
      ),
      jpeg,
      Buffer.from('\nendstream'),
    ]),
  ];
  const pieces: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  let size = 9;
  const places: number[] = [];
  objects.forEach((body, index) => {
    const piece = Buffer.concat([
      Buffer.from(`${String(index + 1)} 0 obj\n`),
      body,
      Buffer.from('\nendobj\n'),
    ]);
    places.push(size);
    size += piece.length;
    pieces.push(piece);
  });
  const lines = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  pieces.push(
    Buffer.from(
      `xref\n0 6\n0000000000 65535 f \n${lines}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${String(size)}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(pieces);
}
