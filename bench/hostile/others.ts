/** PDF files, old Office containers and pictures that mean harm. */
import { deflateSync } from 'node:zlib';
import { type HostileDocument, hostile, refused } from './document.js';

/** A PDF of these objects (number 1 is the catalogue), with a cross-reference table that is right. */
function pdf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n', 'latin1')];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  objects.forEach((body, index) => {
    offsets.push(at);
    const object = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(body),
      Buffer.from('\nendobj\n'),
    ]);
    parts.push(object);
    at += object.length;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function stream(dictionary: string, data: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${dictionary}/Length ${data.length}>>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
}

const catalogue = '<</Type/Catalog/Pages 2 0 R>>';
const pages = '<</Type/Pages/Kids[3 0 R]/Count 1>>';
const page =
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>';
const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';

/** A compound file with one chain of sectors that comes back to itself ([MS-CFB] 2.2, 2.3). */
function loopedCompound(): Buffer {
  const file = Buffer.alloc(512 * 4);
  file.write('d0cf11e0a1b11ae1', 0, 'hex');
  file.writeUInt16LE(0x3e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  file.writeUInt16LE(6, 32);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(4096, 56);
  file.writeUInt32LE(0xfffffffe, 60);
  file.writeUInt32LE(0xfffffffe, 68);
  file.fill(0xff, 76, 512);
  file.writeUInt32LE(0, 76);
  const fat = 512;
  file.fill(0xff, fat, fat + 512);
  file.writeUInt32LE(0xfffffffd, fat);
  file.writeUInt32LE(2, fat + 4);
  file.writeUInt32LE(1, fat + 8);
  Buffer.from('WordDocument', 'utf16le').copy(file, 1024);
  return file;
}

/** The head of a PNG that claims `side` × `side` pixels and has none. */
function hugePng(side: number): Buffer {
  const head = Buffer.alloc(25);
  head.writeUInt32BE(13, 0);
  head.write('IHDR', 4);
  head.writeUInt32BE(side, 8);
  head.writeUInt32BE(side, 12);
  head[16] = 8;
  head[17] = 2;
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), head]);
}

/** Makes them. */
export function hostileOthers(): HostileDocument[] {
  const zeros = Buffer.alloc(160 * 1024 * 1024, 0x20);
  const twice = deflateSync(deflateSync(deflateSync(zeros)));
  const looped = loopedCompound();
  return [
    hostile('head.pdf', 'a first line and nothing else', Buffer.from('%PDF-1.7\n')),
    hostile(
      'half.pdf',
      'cut in the middle',
      pdf([catalogue, pages, page, stream('', Buffer.from('BT (a) Tj ET')), font]).subarray(0, 200),
    ),
    hostile(
      'blank.pdf',
      'a page without words',
      pdf([catalogue, pages, page, stream('', Buffer.from('')), font]),
    ),
    hostile(
      'locked.pdf',
      'a password',
      pdf(
        [
          catalogue,
          pages,
          page,
          stream('', Buffer.from('BT ET')),
          font,
          `<</Filter/Standard/V 2/R 3/Length 128/P -4/O<${'a'.repeat(64)}>/U<${'b'.repeat(64)}>>>`,
        ],
        `/Encrypt 6 0 R/ID[<${'0'.repeat(32)}><${'0'.repeat(32)}>]`,
      ),
    ),
    hostile(
      'filters.pdf',
      '160 MiB packed three times',
      pdf([catalogue, pages, page, stream('/Filter[/FlateDecode/FlateDecode/FlateDecode]', twice), font]),
    ),
    hostile(
      'flate.pdf',
      '160 MiB packed once',
      pdf([catalogue, pages, page, stream('/Filter/FlateDecode', deflateSync(zeros)), font]),
    ),
    hostile(
      'tree.pdf',
      'a page tree that contains itself',
      pdf([catalogue, '<</Type/Pages/Kids[2 0 R]/Count 1>>']),
    ),
    hostile(
      'count.pdf',
      'claims a billion pages',
      pdf([
        catalogue,
        '<</Type/Pages/Kids[3 0 R]/Count 1000000000>>',
        page,
        stream('', Buffer.from('')),
        font,
      ]),
    ),
    hostile(
      'items.pdf',
      'half a million words drawn on one page',
      pdf([
        catalogue,
        pages,
        page,
        stream(
          '/Filter/FlateDecode',
          deflateSync(Buffer.from(`BT /F1 9 Tf ${'1 0 0 1 9 9 Tm (ab) Tj '.repeat(500_000)} ET`)),
        ),
        font,
      ]),
      [...refused, 'read', 'document-without-tasks'],
    ),
    hostile(
      'string.pdf',
      'one string of 32 million characters: more than a heap can take in one leap',
      pdf([
        catalogue,
        pages,
        page,
        stream(
          '/Filter/FlateDecode',
          deflateSync(Buffer.from(`BT /F1 10 Tf 50 500 Td (${'abc '.repeat(8_000_000)}) Tj ET`)),
        ),
        font,
      ]),
    ),
    hostile(
      'script.pdf',
      'a script that runs when opened',
      pdf([
        '<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>',
        pages,
        page,
        stream('', Buffer.from('BT /F1 12 Tf 50 700 Td (KE HOACH) Tj ET')),
        font,
      ]),
      [...refused, 'read'],
    ),
    hostile(
      'brackets.pdf',
      '200,000 arrays inside each other',
      pdf([catalogue, `<</Type/Pages/Kids${'['.repeat(200_000)}`, page]),
    ),
    hostile('loop.doc', 'sectors that follow each other in a ring', looped),
    hostile('half.doc', 'cut in the middle', looped.subarray(0, 700)),
    hostile(
      'loop.xls',
      'the same as a sheet',
      Buffer.from(
        Buffer.from(looped)
          .toString('binary')
          .replace(
            Buffer.from('WordDocument', 'utf16le').toString('binary'),
            Buffer.from('Workbook\0\0\0\0', 'utf16le').toString('binary'),
          ),
        'binary',
      ),
    ),
    hostile('huge.png', 'claims 60,000 × 60,000 pixels', hugePng(60_000), ['file-too-big']),
    hostile(
      'half.jpg',
      'a picture cut after its head',
      Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    ),
    hostile('animation.gif', 'an animation', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(400)])),
  ];
}
