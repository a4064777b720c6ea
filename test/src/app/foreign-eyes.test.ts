/**
 * Everything one unit, its collecting office and the clerk were shown about a submission (buttons, codes) is tried by
 * people it does not concern: they learn nothing of it and change nothing. New commands and buttons are tried as soon
 * as they appear in the talk, nobody has to list them here.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.js';
import type { OutboundMessage } from '../../../src/domain/message.js';
import type { TableName } from '../../../src/domain/tables.js';
import { hoa, worldOfHoa } from '../../fakes/clerk.js';
import { task, type Talker, type World } from '../../fakes/world.js';

/** Words that stand in nothing but the affairs of Sở Y tế. */
const secret = 'xk77';
const secrets = {
  title: `${secret}a trạm y tế`,
  file: `${secret}b.pdf`,
  note: `${secret}c`,
  reason: `${secret}d`,
  asked: `${secret}e`,
  remark: `${secret}f`,
};
/** Tables that say what was handed in and what became of it. */
const affairs: readonly TableName[] = [
  'submissions',
  'reviews',
  'notes',
  'forwards',
  'collections',
  'extensions',
  'assignments',
  'rounds',
  'tasks',
  'plans',
];
const group = { id: 'nhom-gd', title: 'Nhóm Sở Giáo dục' };

describe('src/app: foreign eyes', () => {
  let world: World;
  let ha: Talker;
  let minh: Talker;
  let binh: Talker;
  let leader: Talker;

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-15T09:00:00+07:00');
    ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    minh = await world.link('minh', 'Nguyễn Văn Minh', 'consolidator', 'Sở Tài chính');
    binh = await world.link('binh', 'Phan Trí Bình', 'officer', 'Sở Giáo dục và Đào tạo');
    leader = await world.link('long', 'Hoàng Đức Long', 'leader');
    await world.publish([
      task(secrets.title, ['Sở Y tế'], '2026-06-22'),
      task('báo cáo thứ hai', ['Sở Giáo dục và Đào tạo'], '2026-06-22'),
      task(`${secrets.title}, đợt hai`, ['Sở Y tế'], '2026-07-22'),
    ]);
    await world.publish([task('báo cáo thứ ba', ['Sở Giáo dục và Đào tạo'], '2026-06-22')]);
  });
  afterEach(() => world.close());

  const words = (messages: readonly OutboundMessage[]): string =>
    messages
      .map(({ heading, text, files }) =>
        [heading, text, ...(files ?? []).map((file) => file.name)].join('\n'),
      )
      .join('\n---\n');

  /** Lives through a hand-in with everything that can happen to it. @returns all that was shown on the way. */
  async function affair(): Promise<OutboundMessage[]> {
    const bytes = (part: number): Buffer => Buffer.from(`%PDF-1.4 ${secrets.file} ${part}`);
    await world.sendFile(ha, bytes(1), secrets.file, `/nop V1 ${secrets.note}`);
    const first = codes()[0] ?? '';
    for (const who of [hoa, minh]) {
      await world.say(who, '/duyet');
      await world.say(who, `/duyet ${first}`);
    }
    await world.say(minh, `/duyet ${first} ghichu ${secrets.remark}`);
    await world.say(minh, `/duyet ${first} tra ${secrets.reason}, nộp lại trước ngày 25/6`);
    await world.sendFile(ha, bytes(2), secrets.file, '/nop V1');
    await world.say(hoa, `/duyet ${codes()[1] ?? ''} nhan`);
    await world.say(ha, `/giahan V3 30/7/2026 ${secrets.asked}`);
    await world.say(hoa, '/duyet GH1');
    await world.say(ha, '/viec');
    await world.say(ha, '/viec V1');
    await world.say(ha, '/viec V3');
    await world.say(ha, `/bienlai ${first}`);
    for (const who of [hoa, minh, leader]) await world.say(who, '/tonghop K1');
    return [ha, hoa, minh, leader].flatMap((who) => world.inboxOf(who.id));
  }

  const codes = (): string[] => Array.from(world.app.store.all('submissions'), (one) => one.receiptCode);
  const state = (): string =>
    JSON.stringify(affairs.map((table) => [...world.app.store.all(table)].map((row) => ({ ...row }))));

  /** Every button that was shown, and every command of the registry with every code, alone and with its usual words. */
  function attempts(shown: readonly OutboundMessage[]): string[] {
    const pressed = shown.flatMap((message) => (message.choices ?? []).map((choice) => choice.command));
    const known = ['V1', 'V3', 'GH1', 'K1', ...codes()];
    const verbs = ['nhan', 'tra x', 'dongy', 'tuchoi', 'tep', 'xem', '30/8/2026 lý do', 'chuyen V2'];
    const others = commands.filter(
      (command) => !['donvi', 'nhom', 'start', 'lienket'].includes(command.name),
    );
    const deciding = ['nop', 'giahan', 'duyet', 'viec', 'tonghop'];
    const typed = others.flatMap(({ name }) =>
      known.flatMap((code) => [
        `/${name} ${code}`,
        ...(deciding.includes(name) ? verbs.map((verb) => `/${name} ${code} ${verb}`) : []),
      ]),
    );
    return [...new Set([...pressed, ...typed])];
  }

  /** Tries everything. @returns the commands that told something, and `changed` when one of them changed anything. */
  async function tryAll(
    who: Talker,
    shown: readonly OutboundMessage[],
    in_?: typeof group,
  ): Promise<string[]> {
    const before = state();
    const wrong: string[] = [];
    for (const command of attempts(shown)) {
      const told = words(await world.say(who, command, in_));
      // That Sở Y tế handed something in under a code one holds is no secret; what it was is.
      if (told.toLowerCase().includes(secret)) wrong.push(command);
      if (isAsked(who, in_)) await world.say(who, '/huy', in_);
    }
    return state() === before ? wrong : [...wrong, 'changed'];
  }

  /** Whether a step is open that would take the next command's words for an answer. */
  function isAsked(who: Talker, in_?: typeof group): boolean {
    const dialogue = world.app.store.get('dialogues', `memory:${in_?.id ?? who.id}|memory:${who.id}`);
    return dialogue?.command != null;
  }

  it('shows the people concerned everything, so that the rest of this file tests something', async () => {
    const shown = words(await affair());

    for (const one of Object.values(secrets)) expect(shown.toLowerCase()).toContain(one);
    expect(codes()).toHaveLength(2);
  });

  it('tells and lets an officer of another unit do nothing', async () => {
    const shown = await affair();
    expect(await tryAll(binh, shown)).toEqual([]);
    await world.moveTo('2026-08-24T09:00:00+07:00');
    expect(await tryAll(binh, shown)).toEqual([]);
  }, 60_000);

  it('tells and lets strangers and removed people do nothing, the unit’s own former officer included', async () => {
    const shown = await affair();
    expect(await tryAll({ id: 'la', name: 'Người lạ' }, shown)).toEqual([]);
    await world.app.store.transaction((tx) => {
      for (const person of tx.all('persons')) {
        if (person.name === ha.name)
          tx.put('persons', {
            ...structuredClone(person),
            grants: [],
            removedAt: '2026-06-15T03:00:00.000Z',
          });
      }
    });
    expect(await tryAll(ha, shown)).toEqual([]);
  }, 60_000);

  it('tells nothing in the group of another unit, whoever asks there', async () => {
    const code = await world.say(hoa, '/nhom Sở Giáo dục và Đào tạo');
    const typed = /\/lienket \S+/.exec(words(code))?.[0] ?? '';
    await world.say(binh, typed, group);
    const shown = await affair();

    expect(await tryAll(binh, shown, group)).toEqual([]);
  }, 60_000);

  it('lets a leader look and change nothing', async () => {
    const shown = await affair();
    const before = state();
    for (const command of attempts(shown)) {
      await world.say(leader, command);
      if (isAsked(leader)) await world.say(leader, '/huy');
    }
    // What a leader takes out is on record; nothing else may differ.
    const rows = (text: string) =>
      (JSON.parse(text) as unknown[]).filter((_rows, i) => affairs[i] !== 'collections');
    expect(rows(state())).toEqual(rows(before));
  }, 60_000);

  it('keeps the consolidator of one plan out of another’s', async () => {
    const other = await world.link('an', 'Đỗ Văn An', 'consolidator', 'Sở Giáo dục và Đào tạo');
    expect(await tryAll(other, await affair())).toEqual([]);
  }, 60_000);
});
