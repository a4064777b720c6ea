import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../../src/intake/block.js';
import { readDocx } from '../../../../src/intake/readers/docx.js';
import { readHtml } from '../../../../src/intake/readers/html.js';
import {
  across,
  cell,
  level,
  list,
  mergeFrom,
  mergeOn,
  numbered,
  row,
  say,
  table,
  wordFile,
} from '../../../fakes/word.js';

const words = fc.constantFrom(
  'I. NHIỆM VỤ',
  '1. Sở Y tế rà soát, báo cáo trước ngày 15/6/2024.',
  'a) Đối với cấp tỉnh',
  'KẾ HOẠCH',
  'Thủ trưởng các cơ quan, đơn vị có trách nhiệm tổ chức',
  'thực hiện Kế hoạch này.',
  'Nơi nhận:',
  'Số: 12/KH-UBND',
  '- 3 -',
  'trước < sau & "giữa"',
);

/** A cell of a table: its words, and whether it reaches one row down or one column right. */
const cells = fc.record({ text: words, down: fc.boolean(), right: fc.boolean() });
const part = fc.oneof(
  words.map((text) => ({ kind: 'say' as const, text })),
  fc.array(words, { minLength: 1, maxLength: 4 }).map((items) => ({ kind: 'list' as const, items })),
  fc.tuple(cells, words, words, words).map((own) => ({ kind: 'table' as const, own })),
);

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

describe('src/intake/readers: one text, two kinds of files', () => {
  it('comes out as the same blocks of a Word file and of a web page', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 8 }), async (parts) => {
        let lists = '';
        const body: string[] = [];
        const page: string[] = [];
        for (const [at, one] of parts.entries()) {
          if (one.kind === 'say') {
            body.push(say(one.text));
            page.push(`<p>${escaped(one.text)}</p>`);
          } else if (one.kind === 'list') {
            lists = list(at, level(0, 'decimal', '%1.'), { [at + 1]: '' }) + lists;
            body.push(...one.items.map((text) => numbered(text, at + 1)));
            page.push(...one.items.map((text, index) => `<p>${String(index + 1)}. ${escaped(text)}</p>`));
          } else {
            const [first, second, third, fourth] = one.own;
            // A span reaches either way, so that both tables stay two by two.
            const [down, right] = [first.down, first.right && !first.down];
            const top = right
              ? [cell(first.text, across(2))]
              : [cell(first.text, down ? mergeFrom : ''), cell(second)];
            const low = [down ? cell('<w:p/>', mergeOn) : cell(third), cell(fourth)];
            body.push(table(row(top.join('')), row(low.join(''))));
            const spans = `${down ? ' rowspan="2"' : ''}${right ? ' colspan="2"' : ''}`;
            page.push(
              `<table><tr><td${spans}>${escaped(first.text)}</td>${right ? '' : `<td>${escaped(second)}</td>`}</tr><tr>${down ? '' : `<td>${escaped(third)}</td>`}<td>${escaped(fourth)}</td></tr></table>`,
            );
          }
        }
        const seen = (blocks: Block[]): unknown =>
          blocks.map(({ kind, text, lines, cells: own, place }) => [kind === 'row', text, lines, own, place]);
        // Definitions of lists stand before the lists themselves; the reader takes either order.
        const word = await readDocx(
          await wordFile({ body: body.join(''), ...(lists === '' ? {} : { lists }) }),
        );

        expect(seen(readHtml(`<html><body>${page.join('')}</body></html>`))).toEqual(seen(word));
      }),
      { numRuns: 120 },
    );
  });
});
