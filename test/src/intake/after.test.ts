import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskCandidate } from '../../../src/domain/plan.js';
import { linkTasks } from '../../../src/intake/after.js';
import { readPlanText } from '../../../src/intake/index.js';

const head =
  'UBND TỈNH HÀ NAM\nSố: 5/KH-UBND\n\nHà Nam, ngày 10 tháng 01 năm 2025\n\nKẾ HOẠCH\nKiểm tra đê điều\n\nII. NHIỆM VỤ\n\n';

/** Each link as "action of the later ← action of the earlier", by the first words. */
function linksOf(body: string): { links: string[]; tasks: TaskCandidate[] } {
  const { tasks } = readPlanText(`${head}${body}\n`, { issuedOn: null, beforeMeans: 'strict' });
  const number = (key: string): number => tasks.findIndex((task) => task.key === key) + 1;
  return {
    links: tasks.flatMap((task) => task.after.map((key) => `${number(task.key)}←${number(key)}`)),
    tasks,
  };
}

describe('after links', () => {
  it('puts the consolidated report after the reports it gathers, and after nothing else', () => {
    const { links } = linksOf(
      '1. Các sở, ban, ngành gửi báo cáo kết quả về Sở Nội vụ trước ngày 15/5/2025.\n2. Công an tỉnh cung cấp số liệu cho Sở Nội vụ trước ngày 10/5/2025.\n3. Sở Tài chính bố trí kinh phí trước ngày 01/3/2025.\n4. Sở Nội vụ tổng hợp, báo cáo UBND tỉnh trước ngày 30/5/2025.',
    );
    expect(links).toEqual(['4←1', '4←2']);
  });

  it('parts what the recipient then does from the hand-in of one sentence', () => {
    const { links } = linksOf(
      '1. Các sở, ban, ngành gửi báo cáo về Sở Nội vụ trước ngày 15/5/2025 để tổng hợp, báo cáo UBND tỉnh trước ngày 30/5/2025.',
    );
    expect(links).toEqual(['2←1']);
  });

  it('does not take "để tổng hợp" for the work of who hands in', () => {
    const { links } = linksOf(
      '1. Các sở, ban, ngành gửi báo cáo về Sở Tài chính và Sở Nội vụ trước ngày 15/5/2025.\n2. Sở Tài chính gửi số liệu về Sở Nội vụ để tổng hợp trước ngày 10/4/2025.',
    );
    expect(links).toEqual([]);
  });

  it('does not mix a yearly round with a report due once', () => {
    const { links } = linksOf(
      '1. Các sở, ban, ngành gửi báo cáo về Sở Nội vụ trước ngày 15/12 hằng năm.\n2. Sở Nội vụ tổng hợp, báo cáo UBND tỉnh trước ngày 30/5/2025.',
    );
    expect(links).toEqual([]);
  });

  it('follows the choice of models to the chosen, and hand-ins to who gives an opinion on them', () => {
    const { links } = linksOf(
      '1. Sở Nội vụ lựa chọn 03 mô hình, báo cáo Ban Thường vụ Tỉnh ủy trước ngày 17/5/2025.\n2. Các mô hình được lựa chọn xây dựng báo cáo điển hình, gửi Ban Thường vụ Tỉnh ủy trước ngày 25/6/2025.\n3. Ban Thường vụ Tỉnh ủy cho ý kiến, hoàn chỉnh các báo cáo điển hình trước ngày 30/6/2025.',
    );
    expect(links).toEqual(['2←1', '3←2']);
  });

  it.each([
    [
      'Trên cơ sở danh sách của Công an tỉnh, Sở Nội vụ trình UBND tỉnh quyết định trước ngày 30/6/2025.',
      ['2←1'],
    ],
    ['Căn cứ danh sách của Sở Y tế, Sở Nội vụ trình UBND tỉnh quyết định trước ngày 30/6/2025.', []],
    ['Trên cơ sở Kế hoạch này, Sở Nội vụ trình UBND tỉnh dự toán trước ngày 30/6/2025.', []],
    [
      'Căn cứ kết quả tại Báo cáo số 12/BC-CAT của Công an tỉnh, Sở Nội vụ trình dự toán trước ngày 30/6/2025.',
      [],
    ],
  ])('%s', (line, expected) => {
    expect(
      linksOf(`1. Công an tỉnh lập danh sách hộ dân ven đê trước ngày 15/5/2025.\n2. ${line}`).links,
    ).toEqual(expected);
  });

  it('says when something is due before what it builds on', () => {
    const conflict = (units: string, own: string): boolean[] =>
      linksOf(
        `1. Các sở, ban, ngành gửi báo cáo về Sở Nội vụ ${units}.\n2. Sở Nội vụ tổng hợp, báo cáo UBND tỉnh ${own}.`,
      ).tasks.map((task) => task.doubts.includes('order-conflict'));
    expect(conflict('trước ngày 15/5/2025', 'trước ngày 10/5/2025')).toEqual([false, true]);
    expect(conflict('trước ngày 15/5/2025', 'trước ngày 30/5/2025')).toEqual([false, false]);
    expect(conflict('trước ngày 15/12 hằng năm', 'trước ngày 10/12 hằng năm')).toEqual([false, true]);
    expect(conflict('trước ngày 15/12 hằng năm', 'trước ngày 10/01 hằng năm')).toEqual([false, false]);
  });

  it('never links in a circle, whatever the tasks are', () => {
    const units = ['Sở Nội vụ', 'Sở Y tế', 'Các sở, ban, ngành', 'UBND tỉnh'];
    const actions = [
      'Tổng hợp báo cáo',
      'Cho ý kiến báo cáo',
      'Gửi báo cáo',
      'Lựa chọn mô hình',
      'Trên cơ sở báo cáo của Sở Y tế',
    ];
    const some = fc.subarray(units, { maxLength: 2 });
    const task = fc.record({ lead: some, recipients: some, action: fc.constantFrom(...actions) });
    fc.assert(
      fc.property(fc.array(task, { maxLength: 12 }), (parts) => {
        const tasks = linkTasks(
          parts.map((part, index) => ({
            ...part,
            key: `t${String(index + 1)}`,
            coordinating: [],
            via: null,
            deliverable: null,
            volume: null,
            quota: null,
            deadlines: [],
            quotes: [{ text: part.action, place: '1' }],
            doubts: [],
            after: [],
          })),
        );
        const byKey = new Map(tasks.map((one) => [one.key, one]));
        const depth = (key: string, above: readonly string[]): void => {
          expect(above).not.toContain(key);
          for (const next of byKey.get(key)?.after ?? []) depth(next, [...above, key]);
        };
        for (const { key } of tasks) depth(key, []);
      }),
    );
  });
});
