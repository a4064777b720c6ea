import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  VerticalMergeType,
} from 'docx';
import { describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { UserError } from '../../../src/domain/errors.js';
import type { ReadResult } from '../../../src/domain/plan.js';
import { createDocumentReader } from '../../../src/intake/index.js';
import { unpack, zipLimits } from '../../../src/intake/readers/zip-gate.js';

const reader = createDocumentReader();
const read = (bytes: Uint8Array, name = 'ke-hoach.docx'): Promise<ReadResult> =>
  reader.read({ bytes, name }, { issuedOn: null, beforeMeans: 'strict' });
const refusal = async (bytes: Uint8Array, name?: string): Promise<string> => {
  try {
    await read(bytes, name);
    return 'accepted';
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
};

const paragraph = (text: string): Paragraph => new Paragraph(text);
const cell = (text: string, extra: object = {}): TableCell =>
  new TableCell({ children: [paragraph(text)], ...extra });

async function wordFile(children: (Paragraph | Table)[]): Promise<Buffer> {
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

async function zipOf(parts: Record<string, Buffer | string>, compress = true): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, part] of Object.entries(parts)) zip.addBuffer(Buffer.from(part), name, { compress });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('src/intake/index.ts', () => {
  it('reads paragraphs, headings and a table with merged cells from a Word file', async () => {
    const bytes = await wordFile([
      paragraph('Số: 18/KH-UBND'),
      paragraph('Bình Minh, ngày 02 tháng 02 năm 2024'),
      paragraph('KẾ HOẠCH'),
      paragraph('Trồng cây đầu xuân'),
      new Paragraph({ text: 'I. NHIỆM VỤ', heading: HeadingLevel.HEADING_1 }),
      paragraph('1. Sở Xây dựng rà soát quỹ đất trồng cây, báo cáo UBND tỉnh trước ngày 20/02/2024.'),
      paragraph('II. PHỤ LỤC CÔNG VIỆC'),
      new Table({
        rows: [
          new TableRow({
            children: ['TT', 'Nội dung', 'Thời gian hoàn thành', 'Đơn vị chủ trì'].map((text) => cell(text)),
          }),
          new TableRow({
            children: [
              cell('1', { verticalMerge: VerticalMergeType.RESTART }),
              cell('Cấp phát cây giống', { verticalMerge: VerticalMergeType.RESTART }),
              cell('Đợt một trước ngày 25/02/2024'),
              cell('Sở Tài chính', { verticalMerge: VerticalMergeType.RESTART }),
            ],
          }),
          new TableRow({
            children: [
              cell('', { verticalMerge: VerticalMergeType.CONTINUE }),
              cell('', { verticalMerge: VerticalMergeType.CONTINUE }),
              cell('Đợt hai trước ngày 05/3/2024'),
              cell('', { verticalMerge: VerticalMergeType.CONTINUE }),
            ],
          }),
        ],
      }),
    ]);
    const result = await read(bytes);
    expect(result.document).toMatchObject({
      number: '18/KH-UBND',
      issuedOn: '2024-02-02',
      title: 'Kế hoạch Trồng cây đầu xuân',
    });
    expect(
      result.tasks.map((task) => [task.lead, task.deadlines.map((deadline) => deadline.statedOn)]),
    ).toEqual([
      [['Sở Xây dựng'], ['2024-02-20']],
      [['Sở Tài chính'], ['2024-02-25', '2024-03-05']],
    ]);
    expect(result.tasks[1]?.deadlines.map((deadline) => deadline.stage)).toEqual(['Đợt một', 'Đợt hai']);
  });

  it('decides the kind by content, not by the name', async () => {
    const text = Buffer.from('KẾ HOẠCH\n\n1. Sở Y tế báo cáo UBND tỉnh trước ngày 01/9/2023.');
    await expect(read(text, 'ke-hoach.docx')).resolves.toMatchObject({ tasks: [{ lead: ['Sở Y tế'] }] });
    expect(await refusal(Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'), 'ke-hoach.txt')).toBe(
      'file-damaged',
    );
    expect(
      await refusal(await zipOf({ 'xl/workbook.xml': '<workbook/>', '[Content_Types].xml': '<Types/>' })),
    ).toBe('file-damaged');
    expect(
      await refusal(await zipOf({ 'ppt/presentation.xml': '<p/>', '[Content_Types].xml': '<Types/>' })),
    ).toBe('file-kind-refused: pptx');
    const page = Buffer.from(
      '<!DOCTYPE html><html><body>1. Sở Y tế báo cáo trước ngày 01/9/2023</body></html>',
    );
    await expect(read(page, 'ke-hoach.docx')).resolves.toMatchObject({ source: { kind: 'html' } });
  });

  it('reads marked UTF-16', async () => {
    const text = '\ufeffKẾ HOẠCH\n\n1. Sở Y tế báo cáo UBND tỉnh trước ngày 01/9/2023.';
    await expect(read(Buffer.from(text, 'utf16le'))).resolves.toMatchObject({
      tasks: [{ lead: ['Sở Y tế'] }],
    });
  });

  it('refuses empty, binary and mis-encoded files with a reason', async () => {
    expect(await refusal(new Uint8Array())).toBe('file-empty');
    expect(await refusal(Buffer.from(' \n\t '))).toBe('file-empty');
    expect(await refusal(Buffer.from('Kế hoạch\u0000trước ngày 01/9/2023'))).toBe('file-damaged');
    expect(await refusal(Buffer.from([0x4b, 0xe9, 0x20, 0xff, 0x41]))).toBe('document-unreadable');
  });

  it('refuses a truncated Word file and one with a flipped byte', async () => {
    const good = await zipOf(
      {
        '[Content_Types].xml': '<Types/>',
        'word/document.xml': `<w:document>${'han 15/12 '.repeat(50)}</w:document>`,
      },
      false,
    );
    expect(await refusal(good.subarray(0, good.length / 2))).toBe('file-damaged');
    const flipped = Buffer.from(good);
    flipped.write('han 15/11 ', flipped.indexOf('han 15/12 '));
    expect(await refusal(flipped)).toBe('file-damaged');
    expect(await refusal(Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200, 7)]))).toBe(
      'file-damaged',
    );
  });

  it('refuses a zip bomb by ratio and by number of entries, and unpacks what stands at the limit', async () => {
    expect(await refusal(await zipOf({ 'word/document.xml': Buffer.alloc(8 * 1024 * 1024, 0x20) }))).toBe(
      'document-unreadable',
    );
    const names = (count: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`word/x${String(index)}.xml`, 'a']));
    await expect(unpack(await zipOf(names(zipLimits.entries)))).resolves.toHaveProperty(
      'size',
      zipLimits.entries,
    );
    await expect(unpack(await zipOf(names(zipLimits.entries + 1)))).rejects.toMatchObject({
      code: 'document-unreadable',
    });
    const small = { ...zipLimits, unpackedBytes: 10 } as unknown as typeof zipLimits;
    await expect(unpack(await zipOf({ a: '0123456789' }), small)).resolves.toHaveProperty('size', 1);
    await expect(unpack(await zipOf({ a: '0123456789x' }), small)).rejects.toMatchObject({
      code: 'document-unreadable',
    });
  });

  it('takes entry names for names only', async () => {
    const entries = await unpack(await zipOf({ __proto__x: 'a', constructor: 'b', 'toString/valueOf': 'c' }));
    expect([...entries.keys()].sort()).toEqual(['__proto__x', 'constructor', 'toString/valueOf']);
    expect(await refusal(await zipOf({ constructor: 'b', hasOwnProperty: 'c' }))).toBe(
      'file-kind-refused: zip',
    );
  });

  it('refuses a marked document in its text, a table cell or a page header', async () => {
    expect(await refusal(Buffer.from('UBND TỈNH A\nTỐI MẬT\nKẾ HOẠCH\n'))).toBe('file-secret');
    expect(
      await refusal(
        await wordFile([
          new Table({ rows: [new TableRow({ children: [cell('UBND TỈNH A'), cell('MẬT')] })] }),
          paragraph('KẾ HOẠCH'),
        ]),
      ),
    ).toBe('file-secret');
    const parts = await unpack(await wordFile([paragraph('KẾ HOẠCH bảo mật thông tin')]));
    await expect(read(await zipOf(Object.fromEntries(parts)))).resolves.toBeDefined();
    parts.set(
      'word/header9.xml',
      Buffer.from(
        '<w:hdr><w:p><w:r><w:t>TUYỆT</w:t></w:r><w:r><w:t xml:space="preserve"> MẬT</w:t></w:r></w:p></w:hdr>',
      ),
    );
    expect(await refusal(await zipOf(Object.fromEntries(parts)))).toBe('file-secret');
  });

  it('refuses entity bombs, endless depth and swarms of cells before the parser sees them', async () => {
    const refuse = async (xml: string): Promise<string> =>
      refusal(await zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': xml }, false));
    expect(await refuse('<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document>&a;</w:document>')).toBe(
      'document-unreadable',
    );
    expect(await refuse(`<w:document>${'<w:tbl>'.repeat(5000)}`)).toBe('document-unreadable');
    const cells = '<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>'.repeat(100_001);
    expect(
      await refuse(
        `<w:document><w:body><w:tbl><w:tr>${cells}</w:tr></w:tbl><w:p><w:r><w:t>KẾ HOẠCH</w:t></w:r></w:p></w:body></w:document>`,
      ),
    ).toBe('document-unreadable');
  });

  it('answers five megabytes on one line, and a text past the limit, without hanging', async () => {
    expect(await refusal(Buffer.alloc(5 * 1024 * 1024, 'a, '))).toBe('document-unreadable');
    const long = `KẾ HOẠCH\n\n${'Sở Y tế, các sở, ban, ngành và UBND các huyện trước ngày 01/9/2023 báo cáo; '.repeat(3000)}`;
    await expect(read(Buffer.from(long))).resolves.toHaveProperty('tasks');
  });
});
