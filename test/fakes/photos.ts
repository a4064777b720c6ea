/** Photographs as telephones send them: one real JPEG, made different by a comment, held eight ways by an Exif mark. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';

/** A real photograph of a page, wider than high. */
export const photograph = readFileSync(join(import.meta.dirname, '../fixtures/page.jpg'));

/** The same photograph as other bytes: a comment behind its first mark. */
export function photo(words: string): Buffer {
  return withSegment(photograph, 0xfe, Buffer.from(words, 'utf8'));
}

/** The same photograph of a camera held another way (Exif 2.32, 4.6.4: 1 upright … 8). */
export function heldAs(orientation: number): Buffer {
  return withOrientation(photograph, orientation);
}

/** A JPEG with the orientation a camera writes. */
export function withOrientation(file: Buffer, orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return withSegment(file, 0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

/** A picture of a screen: one colour, or half clear. */
export function screenshot(width: number, height: number, alpha = 255): Buffer {
  const png = new PNG({ width, height });
  for (let at = 0; at < png.data.length; at += 4) png.data.set([200, 20, 20, alpha], at);
  return PNG.sync.write(png);
}

function withSegment(file: Buffer, marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([file.subarray(0, 2), head, body, file.subarray(2)]);
}
