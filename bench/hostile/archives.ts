/** Word files and other archives that mean harm. */
import { crc32 } from 'node:zlib';
import {
  type HostileDocument,
  hostile,
  order,
  rawZip,
  refused,
  wordFile,
  wordParagraph,
  wordParts,
  wordXml,
  zipOf,
} from './document.js';

/** Bytes that unpack to `mega` MiB and pack to next to nothing. */
const zeros = (mega: number): Buffer => Buffer.alloc(mega * 1024 * 1024, 0x20);

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

/** Makes them. */
export async function hostileArchives(): Promise<HostileDocument[]> {
  const good = await wordFile();
  const plain = Object.entries(wordParts());
  const withPart = (name: string, part: string | Buffer): Promise<Buffer> => zipOf([...plain, [name, part]]);
  const withBody = (body: string, before = ''): Promise<Buffer> =>
    wordFile({ ...wordParts(), 'word/document.xml': wordXml(body, before) });
  const main = Buffer.from(wordXml(wordParagraph(order)));
  const lying = (content: Buffer, size: number): Buffer =>
    rawZip(
      [
        ...plain.slice(0, 2).map(([name, part]) => ({ name, content: Buffer.from(part) })),
        { name: 'word/document.xml', content, size },
      ],
      crc32,
    );
  const cells = (count: number): string =>
    `<w:tbl>${`<w:tr>${'<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>'.repeat(10)}</w:tr>`.repeat(count / 10)}</w:tbl>`;

  return [
    hostile('empty.zip', 'archive without entries', await zipOf([])),
    hostile(
      'bomb.docx',
      '192 MiB of spaces in the main part',
      await wordFile({ ...wordParts(), 'word/document.xml': zeros(192) }),
    ),
    hostile('bomb-media.docx', '192 MiB in a picture', await withPart('word/media/image1.png', zeros(192))),
    hostile('lying-small.docx', 'claims 4 kB, unpacks to 160 MiB', lying(zeros(160), 4096)),
    hostile('lying-large.docx', 'claims 4 GB, holds a sentence', lying(main, 0xfffffff0)),
    hostile(
      'nested.docx',
      'an archive in an archive in an archive',
      await withPart('word/embeddings/a.zip', await zipOf([['b.zip', await zipOf([['c', zeros(64)]])]])),
      [...refused, 'read'],
    ),
    hostile(
      'entries.docx',
      '5,000 parts',
      await zipOf([
        ...plain,
        ...Array.from({ length: 5000 }, (_, i): [string, string] => [`word/p${i}.xml`, '<p/>']),
      ]),
    ),
    hostile(
      'crc.docx',
      'a day changed without its checksum',
      rawZip(
        [
          ...plain.slice(0, 2).map(([name, part]) => ({ name, content: Buffer.from(part) })),
          {
            name: 'word/document.xml',
            content: Buffer.from(main.toString().replace('01/9', '11/9')),
            crc: crc32(main),
          },
        ],
        crc32,
      ),
    ),
    hostile('half.docx', 'cut in the middle', good.subarray(0, good.length >> 1)),
    hostile('tail.docx', 'end record missing', good.subarray(0, good.length - 30)),
    hostile('flipped.docx', 'one byte of packed data changed', flipped(good, 120)),
    hostile(
      'locked.docx',
      'encrypted entries',
      rawZip(
        plain.map(([name, part]) => ({ name, content: Buffer.from(part), flags: 1 })),
        crc32,
      ),
    ),
    hostile(
      'macro.docm',
      'a macro project beside the text',
      await withPart('word/vbaProject.bin', Buffer.alloc(4096, 7)),
      ['read', ...refused],
    ),
    hostile(
      'dtd.docx',
      'a document type',
      await withBody(wordParagraph(order), '<!DOCTYPE w [<!ENTITY a "b">]>'),
    ),
    hostile(
      'laughs.docx',
      'entities of entities',
      await withBody(
        wordParagraph('&j;'),
        `<!DOCTYPE w [<!ENTITY a "ha">${'bcdefghij'
          .split('')
          .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'.charAt(i)};`.repeat(10)}">`)
          .join('')}]>`,
      ),
    ),
    hostile(
      'file-entity.docx',
      'an entity that names a file',
      await withBody(wordParagraph(order), '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
    ),
    hostile(
      'references.docx',
      'a million numeric references',
      await withBody(`<w:p><w:r><w:t>${'&#65;'.repeat(1_000_000)}</w:t></w:r></w:p>`),
      [...refused, 'read'],
    ),
    hostile(
      'deep.docx',
      '100,000 elements inside each other',
      await withBody('<w:p>'.repeat(100_000) + '</w:p>'.repeat(100_000)),
    ),
    hostile(
      'unclosed.docx',
      'XML that ends inside a tag',
      await wordFile({ ...wordParts(), 'word/document.xml': wordXml(wordParagraph(order)).slice(0, -40) }),
      [...refused, 'read'],
    ),
    hostile('cells.docx', '100,000 cells', await withBody(cells(100_000)), [...refused, 'read']),
    hostile(
      'cells-nested.docx',
      'tables 60 deep',
      await withBody(
        `${'<w:tbl><w:tr><w:tc>'.repeat(60)}${wordParagraph(order)}${'</w:tc></w:tr></w:tbl>'.repeat(60)}`,
      ),
      [...refused, 'read'],
    ),
    hostile('no-main.docx', 'no main part', await zipOf(plain.slice(0, 2))),
    hostile('no-text.docx', 'paragraphs without words', await withBody('<w:p/>'.repeat(50))),
    hostile(
      'long.docx',
      'one paragraph of 8 MB',
      await withBody(wordParagraph('trước ngày 01/9/2023, '.repeat(350_000))),
      [...refused, 'read'],
    ),
    hostile(
      'climb.docx',
      'a part that climbs out of its folder',
      rawZip(
        [
          ...plain.map(([name, part]) => ({ name, content: Buffer.from(part) })),
          { name: '../../evil.xml', content: Buffer.from('x') },
        ],
        crc32,
      ),
      [...refused, 'read'],
    ),
    hostile(
      'twice.docx',
      'two main parts',
      rawZip(
        [
          ...plain.map(([name, part]) => ({ name, content: Buffer.from(part) })),
          {
            name: 'word/document.xml',
            content: Buffer.from(wordXml(wordParagraph('2. Sở Tài chính báo cáo trước ngày 05/9/2023.'))),
          },
        ],
        crc32,
      ),
      [...refused, 'read'],
    ),
    hostile(
      'outside.docx',
      'a picture on another host',
      await wordFile({
        ...wordParts(),
        'word/_rels/document.xml.rels':
          '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://127.0.0.1:9/x.png" TargetMode="External"/></Relationships>',
      }),
      ['read'],
    ),
    hostile(
      'reversed.docx',
      'marks that turn the reading direction',
      await withBody(wordParagraph('\u202eKẾ HOẠCH\u202c') + wordParagraph(`\u2067${order}\u2069`)),
      ['read'],
    ),
    hostile(
      'program.docx',
      'a Windows program under another name',
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4096, 0x90)]),
    ),
    hostile(
      'slides.pptx',
      'slides',
      await zipOf([
        ['[Content_Types].xml', '<Types/>'],
        ['ppt/presentation.xml', '<p/>'],
      ]),
    ),
    hostile(
      'photos.zip',
      'a bundle of files',
      await zipOf([
        ['a.txt', 'a'],
        ['b.txt', 'b'],
      ]),
    ),
    hostile('packed.gz', 'gzip', Buffer.from('1f8b0800000000000003', 'hex')),
    hostile('bundle.rar', 'rar', Buffer.concat([Buffer.from('526172211a0701', 'hex'), Buffer.alloc(200)])),
    hostile(
      'sheet-size.xlsx',
      'claims all cells of a sheet',
      await zipOf([
        [
          '[Content_Types].xml',
          '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        ],
        [
          'xl/workbook.xml',
          '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
        ],
        [
          'xl/_rels/workbook.xml.rels',
          '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        ],
        [
          'xl/worksheets/sheet1.xml',
          '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Nhiệm vụ</t></is></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
        ],
      ]),
      [...refused, 'read'],
    ),
    hostile(
      'sheet-bomb.xlsx',
      '160 MiB of shared strings',
      await zipOf([
        ['[Content_Types].xml', '<Types/>'],
        ['xl/workbook.xml', '<workbook/>'],
        ['xl/sharedStrings.xml', zeros(160)],
      ]),
    ),
  ];
}
