/** Texts and pages that are clumsy or meant to keep a reader busy. */
import { type HostileDocument, hostile, order } from './document.js';

const refused = ['file-empty', 'file-damaged', 'document-unreadable', 'file-kind-refused'];

/** A number sequence that is the same at every run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 12_345;
  for (let at = 0; at < length; at += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    bytes[at] = state >> 16;
  }
  return bytes;
}

/** Makes them. */
export function hostileTexts(): HostileDocument[] {
  const doc = (
    name: string,
    what: string,
    text: string | Buffer,
    expected: readonly string[] = ['read', ...refused],
  ): HostileDocument => hostile(name, what, Buffer.from(text), expected);
  const offices = Array.from(
    { length: 24 },
    (_, i) => `Sở Nông nghiệp và Phát triển nông thôn ${String.fromCodePoint(65 + i)}`,
  ).join(', ');
  return [
    doc('empty.txt', '0 bytes', '', ['file-empty']),
    doc('blank.txt', 'white space alone', ' \n\t\u00a0\r\n'.repeat(500), [
      'file-empty',
      'document-unreadable',
    ]),
    doc('one.txt', 'one letter', 'a', ['read', ...refused]),
    doc('noise.bin', '1 MB of noise', noise(1_000_000), refused),
    doc('zeros.txt', 'zero bytes inside words', `KẾ HOẠCH\u0000\n${order}`, [...refused, 'read']),
    doc('line.txt', '10 MB without a line end', 'kế hoạch trước ngày 01/9/2023 '.repeat(300_000)),
    doc('lines.txt', 'a million lines', `${order}\n${'\n-\n'.repeat(333_333)}`),
    doc(
      'dates.txt',
      '40,000 dates in one paragraph',
      `1. Sở Y tế báo cáo ${'trước ngày 01/9/2023, '.repeat(40_000)}`,
    ),
    doc('offices.txt', 'a list of offices without end', `1. ${`${offices}, `.repeat(200)} chủ trì`),
    doc('brackets.txt', '100,000 open brackets', `1. Sở Y tế ${'('.repeat(100_000)} báo cáo`),
    doc(
      'marks.txt',
      'letters under piles of accents',
      `1. Sở Y tế${'\u0301'.repeat(50_000)} báo cáo trước ngày 01/9/2023.`,
    ),
    doc(
      'outline.txt',
      'points 5,000 deep',
      Array.from({ length: 5000 }, (_, i) => `${'1.'.repeat((i % 40) + 1)} Sở Y tế báo cáo.`).join('\n'),
    ),
    doc('tabs.txt', 'a row of 50,000 cells', `TT\tNội dung\tChủ trì\n${'x\t'.repeat(50_000)}`),
    doc('controls.txt', 'control characters', `KẾ HOẠCH\u0007\u001b[31m\n${order}`),
    doc('reversed.txt', 'marks that turn the reading direction', `KẾ HOẠCH\n\u202e${order}`, ['read']),
    doc('utf16.txt', 'UTF-16 without its mark', Buffer.from(`KẾ HOẠCH\n${order}`, 'utf16le')),
    doc('latin.txt', 'an unknown encoding', Buffer.from([0x4b, 0xe9, 0x20, 0xff, 0xfe, 0x41, 0x81, 0x8d])),
    doc(
      'script.html',
      'a page with a script',
      `<!DOCTYPE html><html><body><script>while(true){}</script><p>KẾ HOẠCH</p><p>${order}</p></body></html>`,
    ),
    doc('deep.html', '100,000 elements inside each other', `<html><body>${'<div>'.repeat(100_000)}${order}`),
    doc(
      'references.html',
      'a million references',
      `<html><body><p>${'&#65;'.repeat(1_000_000)}</p></body></html>`,
    ),
    doc(
      'picture.svg',
      'a drawing with a script',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      refused.concat('read'),
    ),
  ];
}
