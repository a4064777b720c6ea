import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telegramFailures } from '../../../fakes/telegram-failures.js';
import { createTelegramWorld, type TelegramWorld } from './world.js';

const MENU = {
  private: [
    { command: 'viec', description: 'Việc của đơn vị' },
    { command: '/Han', description: 'Việc sắp đến hạn' },
    { command: 'đôn-đốc', description: 'tên mà Telegram không nhận' },
  ],
  group: [{ command: 'tiendo', description: 'Tiến độ' }],
};

describe('src/channels/telegram/index.ts', () => {
  let world: TelegramWorld;

  beforeEach(async () => {
    world = await createTelegramWorld();
  });

  afterEach(() => world.close());

  it('shows the menus of private chats and groups without a language', async () => {
    await world.channel.start(world.sink);
    await world.channel.showMenu?.(MENU);

    expect(Object.fromEntries(world.server.commands)).toEqual({
      all_private_chats: [
        { command: 'viec', description: 'Việc của đơn vị' },
        { command: 'han', description: 'Việc sắp đến hạn' },
      ],
      all_group_chats: [{ command: 'tiendo', description: 'Tiến độ' }],
    });
  });

  it('logs a menu that cannot be shown, and shows it once the platform answers', async () => {
    const end = world.server.fail({ kind: 'bad-gateway' }, { times: 1_000 });
    await world.channel.start(world.sink);
    await world.channel.showMenu?.(MENU);
    expect(world.logged()).toContain('The command menu could not be set');

    end();
    await world.server.until(() => world.server.commands.size === 2, 'both menus');

    expect(world.server.commands.get('all_group_chats')).toHaveLength(1);
  });

  it('makes start links once it knows its name, for codes the platform can carry', async () => {
    expect(world.channel.startLink?.('7KQ2-M4XT', 'private')).toBeNull();

    await world.channel.start(world.sink);

    expect(world.channel.startLink?.('7KQ2-M4XT', 'private')).toBe(
      'https://t.me/DonDocThuBot?start=7KQ2-M4XT',
    );
    expect(world.channel.startLink?.('7KQ2-M4XT', 'group')).toBe(
      'https://t.me/DonDocThuBot?startgroup=7KQ2-M4XT',
    );
    expect(world.channel.startLink?.('có dấu', 'private')).toBeNull();
    expect(world.channel.startLink?.('x'.repeat(65), 'private')).toBeNull();
  });

  it('is healthy only between start and stop', async () => {
    const before = world.channel.health();
    await world.channel.start(world.sink);
    const during = world.channel.health();
    await world.channel.stop();

    expect([before.ok, during.ok, world.channel.health().ok]).toEqual([false, true, false]);
  });

  it('stops at once while it waits to try again', async () => {
    const slow = await createTelegramWorld({ pollRetryMs: 3_600_000 });
    slow.server.fail(telegramFailures.throttled(3_600), { method: 'getMe' });
    await slow.channel.start(slow.sink);

    await slow.close();

    expect(slow.channel.health()).toEqual({ ok: false, detail: 'stopped' });
  });

  it('takes an address of the Bot API with a slash at its end', async () => {
    const other = await createTelegramWorld({ apiRoot: `${world.server.apiRoot}///` });
    await other.channel.start(other.sink);

    expect(other.channel.health().ok).toBe(true);
    await other.close();
  });

  it('is not made with something that is no token, and does not repeat it', async () => {
    const made = createTelegramWorld({ token: 'nothing like:a token' });

    await expect(made).rejects.toThrow('bot token');
    await expect(made).rejects.not.toThrow('nothing like');
  });
});
