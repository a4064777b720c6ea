/** Each limit of a Word file at its last good value and one past it, and what is refused outright. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/domain/errors.js';
import { mostBlocks } from '../../../../src/intake/block.js';
import { readDocx } from '../../../../src/intake/readers/docx.js';
import { parseXml, xmlLimits } from '../../../../src/intake/readers/docx-xml.js';
import { mostCells } from '../../../../src/intake/readers/flow.js';
import { blocksOfFlow } from '../../../../src/intake/readers/flow-blocks.js';
import {
  across,
  box,
  cell,
  field,
  level,
  list,
  mergeFrom,
  mergeOn,
  numbered,
  paragraph,
  row,
  run,
  say,
  startAt,
  table,
  wordFile,
} from '../../../fakes/word.js';

const outcome = (read: () => unknown): string => {
  try {
    read();
    return 'read';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
};
const parse = (xml: string): string => outcome(() => parseXml(Buffer.from(xml)));

describe('src/intake/readers: limits of Word files', () => {
  it.each([
    ['elements', (n: number) => `<a>${'<b/>'.repeat(n - 1)}</a>`, xmlLimits.elements],
    ['depth', (n: number) => '<a>'.repeat(n) + '</a>'.repeat(n), xmlLimits.depth],
    ['bytes', (n: number) => `<a>${' '.repeat(n - 7)}</a>`, xmlLimits.bytes],
  ])('%s', (_, make, limit) => {
    expect(parse(make(limit))).toBe('read');
    expect(parse(make(limit + 1))).toBe('document-unreadable');
  });

  it('blocks', () => {
    const flow = (count: number): string =>
      outcome(() =>
        blocksOfFlow(
          Array.from({ length: count }, (_, at) => ({
            kind: 'paragraph' as const,
            text: `${String(at)}. Việc`,
            marker: null,
            heading: null,
            depth: null,
          })),
        ),
      );

    expect(flow(mostBlocks)).toBe('read');
    expect(flow(mostBlocks + 2)).toBe('document-unreadable');
  });

  it('cells, 100,000 of them read', async () => {
    // The words differ, or the archive would pack too well for the gate.
    let count = 0;
    const cells = (wanted: number): string =>
      Array.from({ length: wanted }, () => cell(`ô ${((count += 1) * 7919) % 999_983}`)).join('');
    const file = async (more: number): Promise<Buffer> =>
      wordFile({
        body: table(...Array.from({ length: 2000 }, () => row(cells(mostCells / 2000))), row(cells(more))),
      });

    expect((await readDocx(await file(0))).length).toBe(2000);
    await expect(readDocx(await file(1))).rejects.toMatchObject({ code: 'document-unreadable' });
  });

  it('cells that each claim to cover a page are refused before they are laid out', async () => {
    const body = table(
      ...Array.from({ length: 17_000 }, (_, at) => row(cell(`ô ${String(at)}`, across(60)))),
    );

    // A table of one column is a frame around text; a second cell makes it a table.
    await expect(
      readDocx(await wordFile({ body: body.replaceAll('</w:tr>', `${cell('x')}</w:tr>`) })),
    ).rejects.toMatchObject({ code: 'document-unreadable' });
  });

  it('refuses document types, unbound entities, cut and mixed-up tags', () => {
    expect(parse('<!DOCTYPE a><a/>')).toBe('document-unreadable');
    expect(parse('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toBe('document-unreadable');
    expect(parse('<a>&b;</a>')).toBe('file-damaged');
    expect(parse('<a><b></a></b>')).toBe('file-damaged');
    expect(parse('<a><b>')).toBe('file-damaged');
    expect(parse('')).toBe('file-damaged');
    expect(parse('<a/><a/>')).toBe('file-damaged');
  });

  it('reads a part in UTF-16, as the standard allows', () => {
    const wide = Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><w:t>Đế</w:t>', 'utf16le');

    expect(parseXml(wide).children).toEqual(['Đế']);
  });

  it('reads or refuses any mutation of a file with everything in it, never throws anything else', async () => {
    const whole = [
      numbered('Sở Y tế', 1),
      paragraph(run('Theo ') + field('PAGE', run('2')) + box(say('Trong hộp'))),
      table(
        row(cell('1', mergeFrom) + cell('A', across(2))),
        row(cell('<w:p/>', mergeOn) + cell(table(row(cell('B'))))),
      ),
      `<w:sdt><w:sdtContent><w:ins w:id="1">${say('Thêm')}</w:ins></w:sdtContent></w:sdt>`,
    ].join('');
    const lists = list(0, level(0, 'upperRoman', '%1.'), { 1: startAt(0, 3) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length), fc.nat(60), fc.nat(whole.length)), {
          minLength: 1,
          maxLength: 4,
        }),
        async (cuts) => {
          let body = whole;
          // Pieces are cut out and put back somewhere else.
          for (const [from, length, to] of cuts) {
            const piece = body.slice(from, from + length);
            const rest = body.slice(0, from) + body.slice(from + length);
            body = rest.slice(0, to) + piece + rest.slice(to);
          }
          const result = await readDocx(await wordFile({ body, lists })).catch((error: unknown) => error);
          expect(Array.isArray(result) || result instanceof UserError).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('follows no style that is based on itself, and no note that is not there', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>';
    const body = say('Việc', '<w:pStyle w:val="A"/>').replace(
      '</w:p>',
      '<w:r><w:footnoteReference w:id="9"/></w:r></w:p>',
    );

    expect((await readDocx(await wordFile({ body, styles }))).map((block) => block.text)).toEqual(['Việc']);
  });
});
