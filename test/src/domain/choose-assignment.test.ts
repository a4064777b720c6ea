import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChoiceCandidate,
  type ChoiceEvidence,
  chooseAssignment,
} from '../../../src/domain/choose-assignment.js';

function candidate(number: number, words: string, more: Partial<ChoiceCandidate> = {}): ChoiceCandidate {
  return {
    id: `a${number}`,
    number,
    isOwed: true,
    recent: null,
    lacking: [],
    planNumber: '348/KH-UBND',
    words,
    roundLabel: '',
    unitId: 'syt',
    unitNames: ['Sở Y tế', 'SYT'],
    ...more,
  };
}

function evidence(more: Partial<ChoiceEvidence> = {}): ChoiceEvidence {
  return { words: '', codes: [], fileNames: [], firstPages: [], repliedTo: [], isPhotos: false, ...more };
}

const review = candidate(1, 'xây dựng báo cáo tổng kết 10 năm thực hiện Nghị quyết số 26');
const speech = candidate(2, 'chuẩn bị tham luận về phát triển mạng lưới trạm');
const second = candidate(3, 'báo cáo kết quả thực hiện', {
  planNumber: '62/KH-UBND',
  roundLabel: 'quý II/2026',
});
const third = candidate(4, 'báo cáo kết quả thực hiện', {
  planNumber: '62/KH-UBND',
  roundLabel: 'quý III/2026',
  isOwed: false,
});
const all = [review, speech, second, third];

describe('src/domain/choose-assignment.ts', () => {
  it.each<[string, Partial<ChoiceEvidence>, string]>([
    ['a code in the words', { words: 'V2 gửi anh', codes: [2] }, 'a2'],
    [
      'a code against every other word',
      { words: 'V2 báo cáo tổng kết', codes: [2], fileNames: ['tong ket NQ 26.pdf'] },
      'a2',
    ],
    ['the message replied to', { repliedTo: ['a1'] }, 'a1'],
    ['words of its subject', { words: 'gửi bài tham luận' }, 'a2'],
    ['a file name with enough of its subject', { fileNames: ['Tham_luan_phat_trien_mang_luoi.docx'] }, 'a2'],
    ['the number of its plan in the words', { words: 'bc kế hoạch 62' }, 'a3'],
    ['the number of its plan in a file name', { fileNames: ['BC-62-KH-UBND_SYT.pdf'] }, 'a3'],
    [
      'the number of its plan on the first page',
      { firstPages: ['SỞ Y TẾ\nBÁO CÁO\nThực hiện Kế hoạch số 62/KH-UBND ngày 02/6/2026'] },
      'a3',
    ],
    ['its period in the words', { words: 'báo cáo quý 2' }, 'a3'],
  ])('is certain by %s', (_what, more, id) => {
    expect(chooseAssignment(all, evidence(more))).toMatchObject({ kind: 'certain', id });
  });

  it.each<[string, Partial<ChoiceEvidence>, string]>([
    ['nothing at all', { fileNames: ['Scan0001.pdf'] }, 'a1'],
    ['words everybody uses', { words: 'Báo cáo của Sở Y tế', fileNames: ['Bao cao So Y te.docx'] }, 'a1'],
    ['the number of a plan with two open tasks', { words: 'kế hoạch 348' }, 'a1'],
    ['a round that is not waited for', { words: 'báo cáo quý III' }, 'a4'],
    ['a little of its subject in a file name', { fileNames: ['BC tong ket.docx'] }, 'a1'],
  ])('asks where there is %s, the likeliest first', (_what, more, first) => {
    const choice = chooseAssignment(all, evidence(more));

    expect(choice.kind).toBe('ask');
    expect(choice.kind === 'ask' && choice.ids[0]).toBe(first);
    expect(choice.kind === 'ask' && choice.ids).toHaveLength(4);
  });

  it('takes the only one owed, unless something speaks of another plan, period or year', () => {
    expect(chooseAssignment([review], evidence())).toMatchObject({ id: 'a1', reason: 'only' });
    expect(chooseAssignment([review], evidence({ words: 'KH 62' })).kind).toBe('ask');
    expect(
      chooseAssignment([review], evidence({ firstPages: ['Thực hiện Kế hoạch số 62/KH-UBND'] })).kind,
    ).toBe('ask');
    expect(chooseAssignment([second], evidence({ words: 'báo cáo quý I' })).kind).toBe('ask');
    expect(chooseAssignment([second], evidence({ fileNames: ['bao cao quy II nam 2025.docx'] })).kind).toBe(
      'ask',
    );
    expect(chooseAssignment([second], evidence({ words: 'báo cáo 6 tháng' })).kind).toBe('certain');
  });

  it('asks between the only one owed and what was handed in moments ago, but not for the next photograph', () => {
    const sent = { ...speech, isOwed: false, recent: 'files' as const };
    const photographed = { ...speech, isOwed: false, recent: 'photos' as const };

    expect(chooseAssignment([review, sent], evidence())).toMatchObject({ kind: 'ask', ids: ['a2', 'a1'] });
    expect(chooseAssignment([review, photographed], evidence({ isPhotos: true }))).toMatchObject({
      id: 'a2',
      reason: 'recent',
    });
    expect(chooseAssignment([review, photographed], evidence()).kind).toBe('ask');
  });

  it('asks between the only one owed and one that still lacks something', () => {
    expect(
      chooseAssignment([review, { ...speech, isOwed: false, lacking: ['phụ lục số liệu'] }], evidence()).kind,
    ).toBe('ask');
  });

  it('takes what is still lacking where it is, when words speak of it or nothing else is open', () => {
    const partial = { ...speech, isOwed: false, lacking: ['phụ lục số liệu'] };

    expect(chooseAssignment([review, partial], evidence({ fileNames: ['PL so lieu.xlsx'] }))).toMatchObject({
      id: 'a2',
    });
    expect(chooseAssignment([partial], evidence())).toMatchObject({ id: 'a2', reason: 'recent' });
  });

  it('offers only the assignments of the message replied to', () => {
    expect(chooseAssignment(all, evidence({ repliedTo: ['a1', 'a3', 'somebody-else'] }))).toEqual({
      kind: 'ask',
      ids: ['a1', 'a3'],
      isLimited: true,
    });
  });

  it('tells the unit meant by who signs, where a person acts for several', () => {
    const other = candidate(9, review.words, {
      unitId: 'sgd',
      unitNames: ['Sở Giáo dục và Đào tạo', 'SGDĐT'],
    });
    const page = 'SỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 12/BC-SGDĐT\nBÁO CÁO';

    expect(chooseAssignment([review, other], evidence({ firstPages: [page] }))).toMatchObject({ id: 'a9' });
    expect(chooseAssignment([review, other], evidence()).kind).toBe('ask');
  });

  const texts = fc.constantFrom(
    '',
    'tham luận',
    'KH 348',
    'kế hoạch 62',
    'quý II',
    'quý 3',
    'V1',
    'báo cáo tổng kết',
    'năm 2025',
    'Sở Y tế',
  );
  const anyEvidence = fc.record({
    words: texts,
    codes: fc.subarray([1, 2, 3, 4, 77]),
    fileNames: fc.array(texts, { maxLength: 3 }),
    firstPages: fc.array(texts, { maxLength: 2 }),
    repliedTo: fc.subarray(['a1', 'a2', 'a3', 'foreign']),
    isPhotos: fc.boolean(),
  });
  const anyCandidates = fc.subarray(all, { minLength: 0 }).chain((some) =>
    fc.tuple(
      ...some.map((one) =>
        fc
          .record({
            isOwed: fc.boolean(),
            recent: fc.constantFrom(null, 'photos' as const, 'files' as const),
            lacking: fc.constantFrom([], ['phụ lục số liệu']),
          })
          .map((state) => ({ ...one, ...state })),
      ),
    ),
  );

  it('never names or offers what is not the person’s own, and offers each once', () => {
    fc.assert(
      fc.property(anyCandidates, anyEvidence, (candidates, given) => {
        const choice = chooseAssignment(candidates, given);
        const own = candidates.map(({ id }) => id);
        const named = choice.kind === 'certain' ? [choice.id] : choice.ids;
        expect(new Set(named).size).toBe(named.length);
        for (const id of named) expect(own).toContain(id);
      }),
    );
  });

  it('is never certain between two for which everything is the same, unless one is named', () => {
    fc.assert(
      fc.property(anyCandidates, anyEvidence, fc.nat(3), (candidates, given, which) => {
        const one = candidates[which % Math.max(1, candidates.length)];
        if (!one) return;
        const twin = { ...one, id: 'twin', number: 1_000 };
        const choice = chooseAssignment([...candidates, twin], { ...given, repliedTo: [] });
        const isNamed = given.codes.includes(one.number);
        const isOfThem = choice.kind === 'certain' && [one.id, 'twin'].includes(choice.id);
        expect(isOfThem && !isNamed).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of candidates for what is certain', () => {
    fc.assert(
      fc.property(anyCandidates, anyEvidence, (candidates, given) => {
        const [forth, back] = [
          chooseAssignment(candidates, given),
          chooseAssignment([...candidates].reverse(), given),
        ];
        expect(back.kind).toBe(forth.kind);
        if (forth.kind === 'certain') expect(back).toEqual(forth);
      }),
    );
  });

  it('never takes one that waits for nothing, unless it is named or replied to', () => {
    fc.assert(
      fc.property(anyCandidates, anyEvidence, (candidates, given) => {
        const choice = chooseAssignment(candidates, { ...given, codes: [], repliedTo: [] });
        if (choice.kind !== 'certain') return;
        const taken = candidates.find(({ id }) => id === choice.id);
        expect(taken?.isOwed === true || taken?.recent !== null || taken.lacking.length > 0).toBe(true);
      }),
    );
  });
});
