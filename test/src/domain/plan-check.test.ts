import { describe, expect, it } from 'vitest';
import type { WorkCalendar } from '../../../src/domain/calendar.js';
import type { Finding, FindingKind } from '../../../src/domain/plan-check.js';
import { checkPlan, findingKinds } from '../../../src/domain/plan-check.js';
import type { ReadResult } from '../../../src/domain/plan.js';
import type { Unit } from '../../../src/domain/unit.js';
import { readPlanText } from '../../../src/intake/index.js';
import { checkLines, findingSentence } from '../../../src/texts/plan-check.js';

const calendar: WorkCalendar = {
  years: { '2025': { source: 'notice', off: ['2025-04-07'], worked: [], isComplete: true } },
};

function unit(name: string, parts: Partial<Unit> = {}): Unit {
  return {
    id: name,
    name,
    abbreviation: null,
    aliases: [],
    kind: 'sở',
    parentId: null,
    validFrom: null,
    validTo: null,
    successorIds: [],
    ...parts,
  };
}

interface Made {
  title?: string;
  told?: string;
  end?: string;
}

function plan(tasks: string, { title = 'Kiểm tra đê điều', told = '', end = '' }: Made = {}): ReadResult {
  const text = `UBND TỈNH HÀ NAM\nSố: 5/KH-UBND\n\nHà Nam, ngày 10 tháng 01 năm 2025\n\nKẾ HOẠCH\n${title}\n\nII. NHIỆM VỤ\n\n${tasks}\n${told === '' ? '' : `\nNơi nhận:\n${told}\n- Lưu: VT.\n`}${end}`;
  return readPlanText(text, { issuedOn: null, beforeMeans: 'strict', calendar });
}

function check(result: ReadResult, units: Unit[] | null = null): Finding[] {
  const directory = units === null ? null : { units, sets: [] };
  return checkPlan(result, { directory, calendar, today: '2025-01-12' });
}

const kinds = (findings: readonly Finding[]): FindingKind[] => findings.map(({ kind }) => kind);

const sound = '1. Sở Y tế gửi báo cáo kiểm tra về UBND tỉnh trước ngày 20/6/2025.';

describe('plan check', () => {
  it('finds nothing in a plan that says who does what for whom by when', () => {
    const result = plan(sound, { told: '- Sở Y tế;' });

    expect(check(result)).toEqual([]);
    expect(checkLines([], result)).toEqual(['Kiểm tra kế hoạch: không phát hiện điểm thiếu hoặc mâu thuẫn.']);
  });

  it.each<[FindingKind, string]>([
    ['no-lead', '1. Gửi báo cáo kiểm tra về UBND tỉnh trước ngày 20/6/2025.'],
    ['no-deadline', '1. Sở Y tế gửi báo cáo kiểm tra về UBND tỉnh.'],
    ['no-recipient', '1. Sở Y tế xây dựng báo cáo kiểm tra trước ngày 20/6/2025.'],
    ['no-deliverable', '1. Sở Y tế kiểm tra các trạm bơm trước ngày 20/6/2025.'],
    ['before-issue', '1. Sở Y tế gửi báo cáo kiểm tra về UBND tỉnh trước ngày 20/6/2024.'],
    ['year-missing', '1. Sở Y tế gửi báo cáo kiểm tra về UBND tỉnh trước ngày 20/12.'],
    ['holiday', '1. Sở Y tế gửi báo cáo kiểm tra về UBND tỉnh chậm nhất ngày 07/4/2025.'],
    ['weekend', '1. Sở Y tế gửi báo cáo kiểm tra về UBND tỉnh chậm nhất ngày 21/6/2025.'],
    ['too-soon', '1. Sở Y tế gửi báo cáo kiểm tra về UBND tỉnh chậm nhất ngày 14/01/2025.'],
    ['deadline-event', '1. Sở Y tế gửi báo cáo kiểm tra về UBND tỉnh sau khi kết thúc hội nghị.'],
    ['recurrence-open', '1. Sở Y tế gửi báo cáo kiểm tra về UBND tỉnh trước ngày 15/11 hằng năm.'],
    [
      'leads-several',
      '1. Sở Y tế, Sở Xây dựng chủ trì gửi báo cáo kiểm tra về UBND tỉnh trước ngày 20/6/2025.',
    ],
  ])('%s: %s', (kind, task) => {
    const result = plan(task);
    const findings = check(result);

    expect(kinds(findings)).toEqual([kind]);
    expect(findings[0]?.tasks).toEqual(['t1']);
    expect(findings[0]?.quotes.map((quote) => quote.place)).toEqual(['II.1']);
    expect(findingSentence(findings[0] as Finding, result)).toMatch(/^Nhiệm vụ 1 .*\.$/u);
  });

  it("compares the units' day with the consolidator's", () => {
    const of = (own: string): FindingKind[] =>
      kinds(
        check(
          plan(
            `1. Các sở, ban, ngành gửi báo cáo về Sở Nội vụ trước ngày 20/5/2025.\n2. Sở Nội vụ tổng hợp, báo cáo UBND tỉnh${own}.`,
          ),
        ),
      );

    expect(of(' trước ngày 14/5/2025')).toEqual(['order-conflict']);
    expect(of(' trước ngày 20/5/2025')).toEqual(['no-time-to-gather']);
    expect(of('')).toContain('consolidator-undated');
    expect(of(' trước ngày 30/5/2025')).toEqual([]);
  });

  it('misses who gathers, unless the issuer does or the sentence says so', () => {
    const of = (tail: string): FindingKind[] =>
      kinds(check(plan(`1. Các sở, ban, ngành gửi báo cáo về ${tail} trước ngày 20/5/2025.`)));

    expect(of('Sở Nội vụ')).toEqual(['no-consolidator']);
    expect(of('UBND tỉnh')).toEqual([]);
    expect(
      kinds(check(plan('1. Các sở, ban, ngành gửi báo cáo về Sở Nội vụ trước ngày 20/5/2025 để tổng hợp.'))),
    ).toEqual([]);
    const direct = 'gửi Sở Nội vụ tổng hợp';
    expect(
      kinds(check(plan(`1. Các sở, ban, ngành báo cáo kết quả trước ngày 20/5/2025, ${direct}.`))),
    ).toEqual([]);
  });

  it('misses appendices that are named and not there, but not those of other papers', () => {
    const of = (words: string, end = ''): string[][] =>
      check(
        plan(`${sound}\n2. Sở Y tế gửi danh sách ${words} về UBND tỉnh trước ngày 20/6/2025.`, {
          told: '- Sở Y tế;',
          end,
        }),
      )
        .filter(({ kind }) => kind === 'annex-missing')
        .map(({ subjects }) => subjects);
    const annex = '\nPHỤ LỤC 1\n(Kèm theo Kế hoạch số 5/KH-UBND)\n';

    expect(of('theo phụ lục 1')).toEqual([['1']]);
    expect(of('theo phụ lục 1', annex)).toEqual([]);
    expect(of('theo Phụ lục I', annex)).toEqual([]);
    expect(of('theo phụ lục 1, 2', annex)).toEqual([['2']]);
    expect(of('theo Phụ lục II ban hành kèm theo Nghị định số 30/2020/NĐ-CP')).toEqual([]);
    expect(of('theo phụ lục kèm theo')).toEqual([['']]);
  });

  it('says which lead "Nơi nhận" does not reach', () => {
    const of = (told: string): string[] =>
      check(
        plan(
          `${sound}\n2. UBND các huyện, thành phố gửi báo cáo về Sở Y tế trước ngày 15/5/2025 để tổng hợp.`,
          { told },
        ),
      )
        .filter(({ kind }) => kind === 'not-told')
        .flatMap(({ subjects }) => subjects);

    expect(of('- Các sở, ban, ngành;\n- UBND các huyện, thành phố;')).toEqual([]);
    expect(of('- Như trên;')).toEqual([]);
    expect(of('- Sở Y tế;')).toEqual(['UBND các huyện, thành phố']);
    expect(of('- UBND các huyện, thành phố;')).toEqual(['Sở Y tế']);
    expect(of('')).toEqual([]);
  });

  it("knows ended, unknown and doubtful units by the directory of the plan's day", () => {
    const units = [
      unit('Sở Y tế'),
      unit('Sở Nội vụ'),
      unit('Sở Lao động - Thương binh và Xã hội', { validTo: '2024-12-31', successorIds: ['Sở Nội vụ'] }),
      unit('Ủy ban nhân dân tỉnh', { kind: 'tỉnh' }),
    ];
    const of = (name: string): [FindingKind, string[]][] =>
      check(plan(`1. ${name} gửi báo cáo kiểm tra về UBND tỉnh trước ngày 20/6/2025.`), units).map(
        ({ kind, subjects }) => [kind, subjects],
      );

    expect(of('Sở Y tế')).toEqual([]);
    expect(of('Sở Lao động - Thương binh và Xã hội')).toEqual([
      ['unit-former', ['Sở Lao động - Thương binh và Xã hội', 'Sở Nội vụ']],
    ]);
    expect(of('Sở Du lịch')).toEqual([['unit-unknown', ['Sở Du lịch']]]);
  });

  it('sees a unit with much to do by one day', () => {
    const lines = (count: number): string =>
      Array.from(
        { length: count },
        (_, i) => `${i + 1}. Sở Y tế gửi báo cáo số ${i + 1} về UBND tỉnh trước ngày 20/6/2025.`,
      ).join('\n');

    expect(kinds(check(plan(lines(4))))).toEqual([]);
    const [finding] = check(plan(lines(5)));
    expect(finding).toMatchObject({ kind: 'unit-overloaded', subjects: ['Sở Y tế', '2025-06-19'] });
  });

  it('compares dates with the time the plan is for, and that time with today', () => {
    const title = 'Kiểm tra đê điều năm 2025';
    const late = plan('1. Sở Y tế gửi báo cáo kiểm tra về UBND tỉnh trước ngày 20/6/2026.', { title });
    expect(kinds(check(late))).toEqual(['after-period']);
    const over = checkPlan(plan(sound, { title }), { directory: null, calendar, today: '2026-02-01' });
    expect(kinds(over)).toEqual(['period-over']);
  });

  it('reports the gravest first', () => {
    const findings = check(
      plan(
        '1. Sở Y tế kiểm tra các trạm bơm chậm nhất ngày 21/6/2025.\n2. Gửi báo cáo kiểm tra trước ngày 20/6/2024.',
      ),
    );
    const order = findings.map(({ severity }) => ['error', 'warning', 'note'].indexOf(severity));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(findings[0]?.severity).toBe('error');
  });

  it('has a sentence for every kind, and numbers tasks as the draft does', () => {
    const result = plan(`${sound}\n2. Sở Y tế gửi danh sách về UBND tỉnh trước ngày 21/6/2025.`);
    for (const kind of findingKinds) {
      const subjects = ['2025-06-20', '2025-06-21'];
      const finding: Finding = { kind, severity: 'warning', tasks: ['t2', 't1'], subjects, quotes: [] };
      expect(findingSentence(finding, result), kind).toMatch(/^(?!.*(?:undefined|null|\bt1\b)).{30,}\.$/u);
    }
  });
});
