import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../../../src/domain/message.js';
import { runCommand } from '../../fakes/program.js';
import { type SendingWorld, sendingWorld, textOf } from '../../fakes/sending.js';

describe('src/app: what could not be delivered', () => {
  let world: SendingWorld;
  const hoa = { id: 'hoa', name: 'Trần Thị Hoa' };
  const notices = (): OutboundMessage[] =>
    world.inboxOf('hoa').filter(({ heading }) => heading?.startsWith('Tin nhắn chưa đến được người nhận'));

  beforeEach(async () => {
    world = await sendingWorld();
    await world.link('hoa', 'Trần Thị Hoa', 'clerk');
  });
  afterEach(() => world.close());

  it('is told to the clerk unasked, with the person, the unit, the work and the reason, merged within the hour', async () => {
    world.channel.gone.add('ha');
    world.channel.gone.add('giao');
    await world.moveTo('2026-06-17T08:00:00+07:00');

    expect(notices()).toHaveLength(1);
    const text = textOf(notices());
    expect(text).toContain('02 tin');
    expect(text).toContain('Nền tảng không chuyển được tin đến cán bộ (02 tin):');
    expect(text).toMatch(
      /Lê Thu Hà \(Sở Y tế\): tin nhắc việc V\d, Xây dựng báo cáo tổng kết 10 năm[^]*348\/KH-UBND/,
    );
    expect(text).toMatch(/Vũ Giao \(Sở Giáo dục và Đào tạo\)/);
  });

  it('is told again only after an hour, and only what is new', async () => {
    world.channel.gone.add('ha');
    await world.moveTo('2026-06-17T08:00:00+07:00');
    world.channel.gone.add('giao');
    await world.passMinutes(5);
    await urge('giao', 'Đôn đốc lần một');
    await urge('giao', 'Đôn đốc lần hai');
    await world.moveTo('2026-06-17T08:59:00+07:00');
    expect(notices()).toHaveLength(1);

    await world.moveTo('2026-06-17T09:01:00+07:00');

    expect(notices()).toHaveLength(2);
    const second = notices()[1]?.text ?? '';
    expect(second).toContain('Đôn đốc lần một');
    expect(second).toContain('Đôn đốc lần hai');

    await world.passMinutes(1);
    await urge('giao', 'Đôn đốc lần ba');
    await world.moveTo('2026-06-17T10:02:00+07:00');
    const third = notices()[2]?.text ?? '';
    expect(third).toContain('Đôn đốc lần ba');
    expect(third).not.toContain('Đôn đốc lần hai');
  });

  it('says nothing when everything was sent again before it could be told', async () => {
    world.channel.gone.add('ha');
    await world.moveTo('2026-06-17T08:00:00+07:00');
    world.channel.gone.add('giao');
    await urge('giao', 'Đôn đốc');
    world.channel.gone.clear();
    await world.say(hoa, '/nhacviec loi gui tatca');

    await world.moveTo('2026-06-17T09:01:00+07:00');

    expect(notices()).toHaveLength(1);
  });

  it('is listed on demand and sent again by a button, once however often it is pressed', async () => {
    world.channel.gone.add('ha');
    await world.moveTo('2026-06-17T08:00:00+07:00');
    world.channel.gone.clear();
    const [list] = await world.press(hoa, '/nhacviec loi');
    expect(list?.heading).toBe('Tin chưa gửi được trong 30 ngày: 01 tin');
    const again =
      list?.choices?.find(({ label }) => label.startsWith('Gửi lại: 1. Lê Thu Hà'))?.command ?? '';

    const before = world.inboxOf('ha').length;
    const first = textOf(await world.press(hoa, again));
    const second = textOf(await world.press(hoa, again));

    expect(first).toContain('Đã đưa vào hàng chờ gửi lại');
    expect(second).toContain('Tin này đang chờ gửi hoặc đã gửi được');
    expect(world.inboxOf('ha')).toHaveLength(before + 1);
    expect(textOf(await world.press(hoa, '/nhacviec loi'))).toContain('mọi tin nhắn đều đã gửi được');
    // What reached them shows that they can be written to.
    expect(world.app.store.get('addresses', 'memory:ha')?.unreachable).toBeNull();
  });

  it('is not sent again when the work was handed in meanwhile', async () => {
    world.channel.gone.add('giao');
    await world.moveTo('2026-06-17T08:00:00+07:00');
    world.channel.gone.clear();
    await world.say(world.giao, '/khongphatsinh V2');
    const before = world.inboxOf('giao').length;

    const answer = textOf(await world.say(hoa, '/nhacviec loi gui tatca'));

    expect(answer).toContain('Không gửi lại 01 tin nhắc việc');
    expect(world.inboxOf('giao')).toHaveLength(before);
  });

  it('is for clerks and administrators alone', async () => {
    world.channel.gone.add('giao');
    await world.moveTo('2026-06-17T08:00:00+07:00');
    world.channel.gone.clear();

    for (const person of [world.ha, world.minh]) {
      const answer = textOf(await world.say(person, '/nhacviec loi'));
      expect(answer).not.toContain('Vũ Giao');
      expect(textOf(await world.say(person, '/nhacviec loi gui tatca'))).not.toContain('hàng chờ gửi lại');
    }
    expect(world.app.store.find('outbox', 'byStatus', 'failed')).toHaveLength(1);
  });

  it('tells of groups by their title, and survives nonsense', async () => {
    for (const typed of ['/nhacviec loi gui', '/nhacviec loi gui o999999', '/nhacviec loi gui __proto__'])
      expect(textOf(await world.say(hoa, typed))).toContain('/nhacviec loi');
    const group = { id: 'nhom-1', title: 'Nhóm văn xã' };
    await world.receive(world.ha, { kind: 'membership', change: 'added' }, { group });
    world.channel.gone.add('nhom-1');
    await urge('nhom-1', 'Đôn đốc chung');

    expect(textOf(await world.press(hoa, '/nhacviec loi'))).toContain(
      'Nhóm “Nhóm văn xã”: tin nhắc việc: Đôn đốc chung',
    );
  });

  it('is printed by the command line, for people and for programs', async () => {
    world.channel.gone.add('ha');
    await world.moveTo('2026-06-17T08:00:00+07:00');
    const env = { DATA_DIR: world.dir, DEMO: '1', CLOCK_START: '2026-06-17T08:00:00+07:00' };
    await world.app.stop();
    try {
      const { stdout } = await runCommand(['outbox'], env);
      const json = JSON.parse((await runCommand(['outbox', '--json'], env)).stdout) as object[];

      expect(stdout).toMatch(/^08 giờ 00, 17\/06\/2026; Lê Thu Hà \(Sở Y tế\); tin nhắc việc V\d/);
      expect(json).toMatchObject([
        {
          kind: 'reminder',
          channel: 'memory',
          reason: 'recipient-gone',
          to: { kind: 'person', name: 'Lê Thu Hà' },
        },
      ]);
    } finally {
      await world.restart();
    }
  });

  /** A message to one conversation, as a colleague's tap would write it. */
  async function urge(to: string, text: string): Promise<void> {
    await world.app.store.transaction((tx) => {
      const conversation = tx.get('conversations', `memory:${to}`);
      if (!conversation) throw new Error(`no conversation ${to}`);
      const sequence = tx.next('outbox');
      tx.put('outbox', {
        id: `o${sequence}`,
        key: `test/${sequence}`,
        sequence,
        conversationId: conversation.id,
        channel: conversation.channel,
        to: { externalId: to, topicId: null, kind: conversation.kind },
        message: { text },
        kind: 'reminder',
        assignmentIds: [],
        status: 'pending',
        attempts: 0,
        createdAt: new Date(world.clock.now()).toISOString(),
        nextAttemptAt: new Date(0).toISOString(),
        sentAt: null,
        externalIds: [],
        lastError: null,
      });
    });
    await world.app.settled();
  }
});
