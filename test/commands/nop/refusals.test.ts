import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Assignment } from '../../../src/domain/assignment.js';
import type { Plan } from '../../../src/domain/plan.js';
import { paper, receiptIn, sendingWorld, type SendingWorld } from '../../fakes/sending.js';
import { task, type Talker } from '../../fakes/world.js';

describe('commands/nop: what is refused, and what is said then', () => {
  let world: SendingWorld;

  beforeEach(async () => {
    world = await sendingWorld();
  });

  afterEach(() => world.close());

  const file = (words = 'a'): [Uint8Array, string][] => [[paper(words), 'bc.pdf']];

  async function change(
    number: string,
    what: { status?: Assignment['status']; plan?: Plan['status'] },
  ): Promise<void> {
    await world.app.store.transaction((tx) => {
      const assignment = tx.find('assignments', 'byNumber', number)[0];
      if (!assignment) throw new Error('no assignment');
      if (what.status) tx.put('assignments', { ...structuredClone(assignment), status: what.status });
      const plan = tx.get('plans', assignment.planId);
      if (plan && what.plan) tx.put('plans', { ...structuredClone(plan), status: what.plan });
    });
  }

  it.each(['V2', 'V99', '/nop V2', '/nop V99'])(
    'another unit’s code looks like none, and the file stays held: %s',
    async (caption) => {
      const answer = await world.send(world.ha, file(), { caption });

      expect(answer).toContain(
        `Không có việc mang mã ${caption.replace('/nop ', '')} trong phạm vi của đơn vị`,
      );
      expect(answer).toContain('vẫn giữ 01 tệp');
      expect(world.submissions()).toEqual([]);
      expect(await world.ask(world.ha, '/nop V1')).toContain('Đã nhận 01 tệp');
    },
  );

  it.each([
    '/nop V2',
    '/nop V2 du',
    '/nop V2 muc 1',
    '/nop V2 thay',
    '/nop V2 da gui 5/BC-SYT 10/6/2026',
    '/nop V2 khong phat sinh',
    '/khongphatsinh V2',
    '/xong V2 xong',
  ])('nothing can be said about another unit’s assignment: %s', async (typed) => {
    expect(await world.ask(world.ha, typed)).toContain('Không có việc mang mã V2');
    expect(world.submissions()).toEqual([]);
  });

  it.each([
    ['paused', 'đang tạm dừng'],
    ['cancelled', 'đã hủy'],
  ] as const)('an assignment that is %s takes nothing', async (status, words) => {
    await change('1', { status });

    expect(await world.send(world.ha, file(), { caption: 'V1' })).toContain(words);
    for (const typed of [
      '/nop V1 da gui 5/BC-SYT 10/6/2026',
      '/nop V1 du',
      '/nop V1 muc 1',
      '/khongphatsinh V1',
      '/xong V1 đã xong',
    ])
      expect(await world.ask(world.ha, typed)).toContain(words);
    expect(world.submissions()).toEqual([]);
    await world.ask(world.ha, '/huy');
    // What is left is certain.
    expect(await world.send(world.ha, file())).toContain('Việc V3');
  });

  it('a closed plan takes nothing and is not offered', async () => {
    await change('1', { plan: 'closed' });
    await world.publish([task('báo cáo quý', ['Sở Y tế'], '2026-06-30')], { number: '77/KH-UBND' });

    expect(await world.send(world.ha, file(), { caption: 'V1' })).toContain('Kế hoạch 348/KH-UBND đã đóng');
    await world.ask(world.ha, '/huy');
    expect(await world.send(world.ha, file())).toContain('Việc V4');
  });

  it('a person who acts for no unit, a stranger and a removed person hand in nothing', async () => {
    const stranger: Talker = { id: 'x', name: 'Người lạ' };
    expect(await world.send(stranger, file(), { caption: 'V1' })).toContain('chưa được liên kết');
    expect(await world.send(world.minh, file(), { caption: 'V1' })).toContain('chưa được gắn với đơn vị nào');
    await world.app.store.transaction((tx) => {
      const address = tx.get('addresses', 'memory:ha');
      const person = address?.personId ? tx.get('persons', address.personId) : undefined;
      if (person)
        tx.put('persons', {
          ...structuredClone(person),
          grants: [],
          removedAt: '2026-06-15T02:00:00.000Z',
        });
    });
    for (const caption of ['V1', undefined])
      expect(await world.send(world.ha, file(), caption === undefined ? {} : { caption })).toContain(
        'đã ngừng liên kết',
      );
    expect(await world.ask(world.ha, '/nop V1')).toContain('đã ngừng liên kết');
    expect(world.submissions()).toEqual([]);
  });

  describe('in a group', () => {
    const group = { id: 'g1', title: 'Nhóm Sở Giáo dục' };

    beforeEach(async () => {
      const code = await world.ask({ id: 'hoa', name: '' }, '/nhom Sở Giáo dục và Đào tạo');
      await world.ask(world.giao, `/lienket ${/\/lienket ([A-Z0-9-]+)/.exec(code)?.[1] ?? ''}`, group);
    });

    it('takes reports of the unit the group is bound to, from its officers', async () => {
      expect(await world.send(world.giao, file(), { caption: '/nop V2', group })).toContain(
        'Đã nhận 01 tệp của Sở Giáo dục',
      );
    });

    it('does not take what people say to each other there for an answer once a file is handed in', async () => {
      await world.ask(world.giao, '/nop V2', group);
      await world.send(world.giao, file(), { group });
      const overheard = { group, addressed: false, at: world.clock.now() };

      expect(world.submissions()).toHaveLength(1);
      expect(await world.receive(world.giao, { kind: 'text', text: 'mai họp nhé' }, overheard)).toEqual([]);
    });

    it.each(['/nop V1', '/nop V2', '/nop', '/nop chuyen', '/nop V1 da gui 5/BC-SYT 10/6/2026'])(
      'takes nothing from an officer of another unit and says nothing of their work: %s',
      async (caption) => {
        for (const answer of [
          await world.send(world.ha, file(), { caption, group }),
          await world.ask(world.ha, caption, group),
        ]) {
          expect(answer).toContain('không nhận báo cáo tại đây');
          expect(answer).not.toContain('tổng kết');
        }
        expect(world.submissions()).toEqual([]);
      },
    );

    it('does not move or confirm there what belongs to others', async () => {
      const code = receiptIn(await world.send(world.ha, file(), { caption: 'V1, V2 chung' }));

      expect(await world.ask(world.ha, `/nop chuyen ${code} V3`, group)).toContain(
        'không nhận báo cáo tại đây',
      );
      expect(world.submissions()).toHaveLength(1);
    });
  });

  it('answers old buttons by what is true now', async () => {
    await world.send(world.ha, [[paper('a'), 'Scan1.pdf']]);
    const old = world.inboxOf('ha').at(-1)?.choices ?? [];
    await world.ask(world.ha, '1');
    await world.passMinutes(60);
    const code = world.submissions()[0]?.receiptCode ?? '';

    const answers = [];
    for (const choice of old) answers.push(await world.press(world.ha, choice.command));
    expect(
      answers
        .flat()
        .map((one) => one.text)
        .join('\n'),
    ).toContain('Đề nghị gửi tệp báo cáo');
    expect(world.submissions()).toHaveLength(1);
    for (const command of [`/nop xacnhan ${code}`, `/nop tuchoi ${code}`])
      expect((await world.press(world.ha, command))[0]?.text).toContain('Không có đề nghị xác nhận');
    for (const command of ['/nop V1 moi', '/nop V1 thay', '/nop V1 du', '/nop khac'])
      expect((await world.press(world.ha, command))[0]?.text, command).toMatch(/Đề nghị|không có/);
    expect(world.submissions()).toHaveLength(1);
  });

  it('keeps files when the words of a command make no sense', async () => {
    expect(await world.send(world.ha, file(), { caption: '/nop V1 V1 V1 \u0000 ﷽' })).toContain(
      'Đã nhận 01 tệp',
    );
    expect(
      await world.send(world.ha, [[paper('z'), 'z.pdf']], { caption: `/nop ${'x'.repeat(900)}` }),
    ).toContain('Đề nghị chọn việc');
  });
});
