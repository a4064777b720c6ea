import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allowedUrl, isInside } from '../../../../src/channels/zalo/download.js';
import type { Destination } from '../../../../src/domain/message.js';
import { createZaloWorld, type ZaloWorld } from './world.js';

const person: Destination = { externalId: '9007199254740993123', topicId: null, kind: 'private' };
const group: Destination = { externalId: '9007199254740993999', topicId: null, kind: 'group' };

describe('src/channels/zalo', () => {
  let world: ZaloWorld;
  beforeEach(async () => {
    world = await createZaloWorld();
    world.zalo.lastSeen(person.externalId, 0);
    await world.channel.start(world.sink);
  });
  afterEach(() => world.close());

  describe('routes', () => {
    it('serves an account of the state by the older route, keeps that, and goes back when it is closed', async () => {
      world.zalo.oaType = 4;

      await world.channel.send(person, { text: 'một' });
      expect(world.remembered.get('route')).toBe('v2');
      await world.channel.send(person, { text: 'hai' });
      world.zalo.oaType = 2;
      await world.channel.send(person, { text: 'ba' });

      expect(world.zalo.sent.map(({ route, text }) => `${route} ${text}`)).toEqual([
        'v2 một',
        'v2 hai',
        'v3 ba',
      ]);
      expect(world.remembered.get('route')).toBe('v3');
    });

    it.each([-201, -200, -32, -230, -248, -216])('tries no second route after %i', async (code) => {
      world.zalo.fail({ kind: 'code', code }, 2);

      await world.channel.send(person, { text: 'một' }).catch(() => undefined);

      expect(world.zalo.sent).toEqual([]);
      expect(world.remembered.get('route')).toBeUndefined();
    });
  });

  it('asks nothing more of a minute the platform said was used up, and says how long to wait', async () => {
    await world.channel.send(person, { text: 'một' });
    world.zalo.minuteLeft = 1;
    await world.channel.send(person, { text: 'hai' });
    // Were it asked, it would answer now.
    world.zalo.minuteLeft = null;

    const refusal = await world.channel.send(person, { text: 'ba' }).catch((error: unknown) => error);

    expect(refusal).toMatchObject({ kind: 'throttled' });
    expect((refusal as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(50_000);
    expect(world.zalo.sent.map(({ text }) => text)).toEqual(['một', 'hai']);
  });

  it('tells a closed window from a person who is gone', async () => {
    world.zalo.lastSeen(person.externalId, 8);

    await expect(world.channel.send(person, { text: 'x' })).rejects.toMatchObject({ kind: 'outside-window' });
    await expect(world.channel.send({ ...person, externalId: '1' }, { text: 'x' })).rejects.toMatchObject({
      kind: 'outside-window',
    });
  });

  it('writes to groups, and calls nobody there by accident', async () => {
    await world.channel.send(group, {
      text: 'Đề nghị [@9007199254740993123] nộp',
      choices: [{ label: 'Xem', command: '/viec' }],
    });

    expect(world.zalo.sent).toMatchObject([
      { to: group.externalId, route: 'group', text: 'Đề nghị [ @9007199254740993123] nộp\n\n1. Xem' },
    ]);
  });

  it('sends pictures and documents by upload, uploads each once, and again when it has expired', async () => {
    const picture = await world.store('tien-do.png', Buffer.from('PNG'));
    const paper = await world.store('Công văn.docx', Buffer.from('DOCX'));

    await world.channel.send(person, { text: 'Tiến độ', picture, files: [paper] });
    await world.channel.send(person, { text: 'Lại', files: [paper] });
    world.zalo.fail({ kind: 'code', code: -100 });
    await world.channel.send(group, { text: '', files: [paper] });

    const [first, second, third] = world.zalo.sent;
    expect(first?.pictures).toEqual([Buffer.from('PNG')]);
    expect(second?.text).toBe('Tiến độ');
    expect(third?.files).toEqual([{ name: 'Công văn.docx', bytes: Buffer.from('DOCX') }]);
    expect(world.zalo.sent.filter(({ files }) => files.length > 0)).toHaveLength(3);
  });

  it('goes on where a long message broke off', async () => {
    const text = Array.from({ length: 500 }, (_, i) => `dòng ${i}`).join('\n');
    world.zalo.fail({ kind: 'code', code: -32 });
    // The first part goes through, the second is refused.
    await world.channel.send(person, { text: 'trước' }).catch(() => undefined);

    await world.channel.send(person, { text });

    expect(world.zalo.sent.map((one) => one.text).join('\n')).toBe(text);
  });

  describe('what comes in', () => {
    it('is addressed in a group by a command or the name of the account, and only then', async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await world.zalo.says(person.externalId, 'trưa nay ăn gì', group.externalId);
      await world.zalo.says(person.externalId, '/viec', group.externalId);
      await world.zalo.says(person.externalId, '@Văn phòng Lam Giang tuần này nộp gì', group.externalId);

      expect(
        world.events.map(({ isAddressed, content, conversation }) => [
          conversation.kind,
          isAddressed,
          content,
        ]),
      ).toEqual([
        ['group', false, { kind: 'text', text: 'trưa nay ăn gì' }],
        ['group', true, { kind: 'text', text: '/viec' }],
        ['group', true, { kind: 'text', text: 'tuần này nộp gì' }],
      ]);
      expect(world.events[1]?.sender).toEqual({ externalId: person.externalId, displayName: 'Người 123' });
    });

    it('is told from people who follow and leave', async () => {
      const follower = { id: person.externalId };
      await world.zalo.posts({ event_name: 'unfollow', follower, oa_id: '1' });
      await world.zalo.posts({ event_name: 'follow', follower, oa_id: '1' });

      expect(world.events.map(({ content }) => content)).toEqual([
        { kind: 'membership', change: 'blocked' },
        { kind: 'membership', change: 'unblocked' },
      ]);
    });

    it('is taken with either id in the signature, and refused with one byte changed', async () => {
      world.zalo.signsWith = 'oa';
      await world.zalo.says(person.externalId, 'ký bằng mã OA');
      expect(world.events).toHaveLength(1);

      const event = {
        event_name: 'user_send_text',
        sender: { id: person.externalId },
        recipient: { id: world.zalo.credentials.oaId },
        message: { msg_id: 'giả', text: 'giả' },
      };
      for (let i = 0; i < 64; i += 1) {
        const mac = Array.from({ length: 64 }, (_, at) => (at === i ? '1' : '0')).join('');
        expect(await world.zalo.posts(event, { mac })).toBe(200);
      }
      expect(world.events).toHaveLength(1);
    });

    it('says that consent was withdrawn', async () => {
      await world.zalo.posts({ event_name: 'permission_revoked', oa_id: world.zalo.credentials.oaId });

      expect(world.channel.health()).toMatchObject({ ok: false });
    });
  });

  describe('attachments', () => {
    const hosts = ['zdn.vn', '127.0.0.1:8443'];
    it.each([
      ['https://f1.zdn.vn/a.docx', 'https://f1.zdn.vn/a.docx'],
      ['http://f1.zdn.vn/a.docx', 'https://f1.zdn.vn/a.docx'],
      ['http://127.0.0.1:8443/a', 'https://127.0.0.1:8443/a'],
      // A backslash is a slash in an address: what follows is a path of the host on the list.
      ['https://f1.zdn.vn\\@evil.example/a', 'https://f1.zdn.vn/@evil.example/a'],
    ])('are fetched from %s', (given, fetched) => {
      expect(allowedUrl(given, hosts)?.href).toBe(fetched);
    });

    it.each([
      'file:///etc/passwd',
      'ftp://f1.zdn.vn/a',
      'data:text/plain,a',
      'https://zdn.vn.evil.example/a',
      'https://zdn.vn@evil.example/a',
      'https://user:pass@f1.zdn.vn/a',
      'https://evilzdn.vn/a',
      'https://f1.zdn.vn:8443/a',
      'https://127.0.0.1/a',
      'https://127.0.0.1:8444/a',
      'https://localhost:8443/a',
      'https://2130706433:8443/a',
      'https://[::1]:8443/a',
      'https://[::ffff:127.0.0.1]:8443/a',
      'https://169.254.169.254/latest/meta-data',
      'không phải địa chỉ',
      '',
    ])('are not fetched from %s', (given) => {
      expect(allowedUrl(given, hosts)).toBeNull();
    });

    it.each([
      '10.1.2.3',
      '172.20.0.1',
      '192.168.1.1',
      '127.0.0.1',
      '169.254.1.1',
      '::1',
      'fd00::1',
      'fe80::1',
      '::ffff:10.0.0.1',
    ])('are not looked for at %s, whatever name leads there', (address) => {
      expect(isInside(address)).toBe(true);
      expect(isInside('118.102.1.1')).toBe(false);
    });

    it('must be what the platform said they are', async () => {
      const url = world.zalo.fileUrl('a.pdf', Buffer.from('nội dung'));
      const fetchAs = async (ref: object): Promise<string> => {
        const parts: Uint8Array[] = [];
        const file = { ref: JSON.stringify(ref), name: 'a.pdf', size: null, mime: null, isPhoto: false };
        for await (const part of await world.channel.download(file)) parts.push(part);
        return Buffer.concat(parts).toString();
      };

      expect(await fetchAs({ url, size: null, checksum: null })).toBe('nội dung');
      await expect(fetchAs({ url, size: 3, checksum: null })).rejects.toMatchObject({ kind: 'connection' });
      await expect(fetchAs({ url, size: null, checksum: '0'.repeat(32) })).rejects.toMatchObject({
        kind: 'connection',
      });
      await expect(fetchAs({ url: `${url}x`, size: null, checksum: null })).rejects.toMatchObject({
        code: 'file-not-found',
      });
      await expect(
        fetchAs({ url: 'https://evil.example/a', size: null, checksum: null }),
      ).rejects.toMatchObject({
        code: 'file-not-found',
      });
    });
  });
});
