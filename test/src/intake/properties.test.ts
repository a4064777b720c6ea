import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/domain/errors.js';
import { foldSpace } from '../../../src/domain/text.js';
import { createDocumentReader, readPlanText } from '../../../src/intake/index.js';

const options = { issuedOn: '2024-01-15', beforeMeans: 'strict' } as const;
const words = fc.constantFrom(
  'KẾ HOẠCH\n',
  'I. NHIỆM VỤ\n',
  '\n1. ',
  '\na) ',
  '\n- ',
  '\n+ ',
  '\n\n',
  '\n2\n',
  '\t',
  '\nTT\tNội dung\tThời hạn\tĐơn vị chủ trì\n',
  '\n1\tHọp tổ\tTrước ngày 20/4/2024\tSở Y tế\n',
  '\n\txong\t20/5/2024\t\n',
  'Sở Y tế ',
  'các sở, ban, ngành; ',
  'UBND các huyện ',
  'phối hợp với ',
  'báo cáo ',
  'xây dựng kế hoạch ',
  '**trước ngày 15/3/2024** ',
  'hàng năm ',
  'Thời hạn hoàn thành: ',
  'Đơn vị chủ trì: ',
  'Số lượng: 04 mô hình ',
  'gửi về Sở Tài chính (qua Văn phòng UBND tỉnh) ',
  '. ',
  '; ',
  ':',
  '(',
  ')',
  'Nơi nhận:\n',
  'Phụ lục 1\n',
  '| a | b | c |\n',
  'constructor __proto__ ',
);

describe('src/intake', () => {
  it('finds every quote in the source after white space is folded', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const source = parts.join('');
        const folded = foldSpace(source);
        for (const task of readPlanText(source, options).tasks) {
          expect(task.quotes.length).toBeGreaterThan(0);
          for (const quote of task.quotes) expect(folded).toContain(quote.text);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads any string without throwing, and the same string the same way', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (source) => {
        expect(readPlanText(source, options)).toEqual(readPlanText(source, options));
      }),
      { numRuns: 200 },
    );
  });

  it('answers any bytes with a result or a UserError', async () => {
    const reader = createDocumentReader();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 600 }),
        fc.constantFrom('', 'PK\u0003\u0004', '%PDF-', '\ufeff', 'KẾ HOẠCH\n'),
        async (tail, start) => {
          const bytes = Buffer.concat([Buffer.from(start), tail]);
          const answer = await reader
            .read({ bytes, name: '../../__proto__' }, options)
            .catch((error: unknown) => error);
          expect(
            answer instanceof UserError ||
              (typeof answer === 'object' && answer !== null && 'tasks' in answer),
          ).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
