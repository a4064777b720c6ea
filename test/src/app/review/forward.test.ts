import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Forward } from '../../../../src/domain/assignment.js';
import { withLinks } from '../../../../src/app/large-files.js';
import { hoa, worldOfHoa } from '../../../fakes/clerk.js';
import { choiceOf, codeIn, textOf } from '../../../fakes/office.js';
import { task, type Talker, type World } from '../../../fakes/world.js';

const report = Buffer.from('Báo cáo tổng kết 10 năm');
const office = 'Văn phòng Ủy ban nhân dân tỉnh';
const party = 'Văn phòng Tỉnh ủy';

describe('commands/nop/chuyen.ts: to whom a version goes', () => {
  let world: World;
  let ha: Talker;
  let minh: Talker;
  beforeEach(async () => {
    world = await worldOfHoa('2026-06-15T09:00:00+07:00');
    await world.app.store.transaction((tx) => {
      for (const [id, name] of [
        ['van-phong', office],
        ['party', party],
        ['tinh', 'Ủy ban nhân dân tỉnh'],
      ] as const)
        tx.put('units', {
          id,
          name,
          abbreviation: null,
          aliases: [],
          kind: 'đơn vị',
          parentId: null,
          validFrom: null,
          validTo: null,
          successorIds: [],
        });
    });
    ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    minh = await world.link('minh', 'Nguyễn Văn Minh', 'consolidator', 'Sở Tài chính');
  });
  afterEach(() => world.close());

  const publish = (recipients: string[], via: string | null = null): Promise<string> =>
    world.publish([task('báo cáo tổng kết 10 năm', ['Sở Y tế'], '2026-06-22', { recipients, via })], {
      number: '62/KH-UBND',
    });
  const names = (): Map<string, string> =>
    new Map([...world.app.store.all('units')].map((unit) => [unit.id, unit.name]));
  const forwards = (): [name: string | null, via: string | null, version: number, reached: boolean][] =>
    [...world.app.store.all('forwards')].map((one) => [
      one.unitId === null ? null : (names().get(one.unitId) ?? ''),
      one.via,
      one.version,
      one.deliveredAt !== null,
    ]);

  it('reaches every recipient the plan names: those who collect with the two decisions, others for information', async () => {
    const lien = await world.link('lien', 'Cao Liên', 'officer', party);
    await publish(['Sở Tài chính', party]);

    const receipt = textOf(await world.sendFile(ha, report, 'bc.txt'));

    expect(receipt).toContain(`Đã chuyển: Sở Tài chính; ${party}.`);
    const collected = world.inboxOf('minh').at(-1);
    expect(collected?.choices?.map(({ label }) => label)).toEqual(['Tiếp nhận', 'Trả lại']);
    const informed = world.inboxOf('lien').at(-1);
    expect(informed?.choices).toBeUndefined();
    expect(informed?.text).toContain('Gửi để biết');
    expect(informed?.files).toEqual(collected?.files);
    expect(forwards()).toEqual([
      ['Sở Tài chính', null, 1, true],
      [party, null, 1, true],
    ]);
    // For information means just that.
    expect(textOf(await world.press(lien, `/duyet ${codeIn([{ text: receipt }])} nhan`))).toContain(
      'không thuộc phạm vi',
    );
  });

  it('goes through the office the plan names, which stands in for a recipient nobody of whom is linked', async () => {
    await world.link('an', 'Ngô An', 'officer', office);
    await publish(['Ủy ban nhân dân tỉnh'], office);

    const receipt = textOf(await world.sendFile(ha, report, 'bc.txt'));

    expect(receipt).toContain(`Ủy ban nhân dân tỉnh (qua ${office})`);
    expect(world.inboxOf('an').at(-1)?.heading).toContain('Sở Y tế đã gửi 01 tệp');
    expect(forwards()).toEqual([
      ['Ủy ban nhân dân tỉnh', office, 1, true],
      [office, null, 1, true],
      // Nobody there collects, so the clerks decide.
      [null, null, 1, true],
    ]);
    expect(
      world
        .inboxOf('hoa')
        .at(-1)
        ?.choices?.map(({ label }) => label),
    ).toEqual(['Tiếp nhận', 'Trả lại']);
  });

  it('tells the clerk once for a plan and recipient that nobody there is linked, and keeps it on record', async () => {
    await publish(['Sở Tài chính', party]);

    const receipt = textOf(await world.sendFile(ha, report, 'bc.txt', '/nop V1'));
    await world.sendFile(ha, Buffer.from('bản hai'), 'b2.txt', '/nop V1');

    expect(receipt).toContain(`Đã chuyển: Sở Tài chính. Riêng chưa chuyển được đến ${party}.`);
    const told = world.inboxOf('hoa').filter(({ heading }) => heading === 'Nơi nhận chưa nhắn được');
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain(`- ${party}: chưa có cán bộ nào liên kết`);
    expect(forwards()).toEqual([
      ['Sở Tài chính', null, 1, true],
      [party, null, 1, false],
      ['Sở Tài chính', null, 2, true],
      [party, null, 2, false],
    ]);
    // Linked later, they get what comes from then on.
    await world.link('lien', 'Cao Liên', 'officer', party);
    await world.sendFile(ha, Buffer.from('bản ba'), 'b3.txt', '/nop V1');
    expect(world.inboxOf('lien').at(-1)?.text).toContain('phiên bản 3 (thay bản 2');
  });

  it('shows who received which version, and when', async () => {
    await publish(['Sở Tài chính', party]);
    const code = codeIn(await world.sendFile(ha, report, 'bc.txt', '/nop V1'));
    await world.moveTo('2026-06-16T10:30:00+07:00');
    await world.sendFile(ha, Buffer.from('bản hai'), 'b2.txt', '/nop V1');

    const list = textOf(await world.press(minh, `/duyet ${code} chuyen`));

    expect(list).toContain('Nơi đã nhận báo cáo V1');
    expect(list).toMatch(/Bản 2 [^]*Sở Tài chính: đã đến lúc 10 giờ 30, 16\/06\/2026[^]*Bản 1/);
    expect(list).toMatch(/Bản 1 [^]*Sở Tài chính: đã đến lúc 09 giờ 00, 15\/06\/2026/);
    expect(list).toContain(`${party}: không nhắn được cho ai ở nơi nhận`);
  });

  it('notes the arrival only when the platform took it, and tells the clerk when it never does', async () => {
    await publish(['Sở Tài chính']);
    world.channel.gone.add('minh');

    const code = codeIn(await world.sendFile(ha, report, 'bc.txt', '/nop V1'));

    expect(forwards()).toEqual([['Sở Tài chính', null, 1, false]]);
    const told = world.inboxOf('hoa').at(-1);
    expect(told?.heading).toBe('Báo cáo chưa chuyển đến được nơi nhận');
    expect(told?.text).toContain(`Báo cáo ${code} của Sở Y tế`);
    expect(told?.text).toContain('nền tảng không chuyển được tin');
    expect(textOf(await world.press(hoa, choiceOf(told ? [told] : [], /Xem báo cáo/)))).toContain('bc.txt');
    expect(textOf(await world.press(hoa, `/duyet ${code} chuyen`))).toContain('chưa gửi được đến nơi');
    // From then on the clerks get it, since nobody else can decide.
    await world.sendFile(ha, Buffer.from('bản hai'), 'b2.txt', '/nop V1');
    expect(world.inboxOf('hoa').at(-2)?.choices?.[0]?.label).toBe('Tiếp nhận');
    expect(world.inboxOf('hoa').at(-1)?.text).toContain('- Sở Tài chính: nền tảng không chuyển được tin');
  });

  it('sends nothing to groups, and one message to somebody who is a recipient twice', async () => {
    await world.app.store.transaction((tx) => {
      const person = [...tx.all('persons')].find(({ name }) => name === 'Nguyễn Văn Minh');
      if (person)
        tx.put('persons', {
          ...person,
          grants: [...person.grants, { role: 'officer', unitId: 'party' }],
        });
    });
    await publish(['Sở Tài chính', party]);
    const group = { id: 'g1', title: 'Nhóm Sở Tài chính' };
    const bind = /\/lienket ([A-Z0-9-]+)/.exec(textOf(await world.say(hoa, '/nhom Sở Tài chính')))?.[1] ?? '';
    await world.say(minh, `/lienket ${bind}`, group);
    const before = world.inboxOf('minh').length;

    await world.sendFile(ha, report, 'bc.txt', '/nop V1');

    expect(world.inboxOf('minh')).toHaveLength(before + 1);
    expect(world.inboxOf('g1').flatMap(({ files }) => files ?? [])).toEqual([]);
  });

  it('leaves no broken reference behind', async () => {
    await publish(['Sở Tài chính', party], office);
    await world.sendFile(ha, report, 'bc.txt', '/nop V1');
    const store: Forward[] = [...world.app.store.all('forwards')];

    for (const { submissionId, unitId } of store) {
      expect(world.app.store.get('submissions', submissionId)).toBeDefined();
      if (unitId !== null) expect(world.app.store.get('units', unitId)).toBeDefined();
    }
  });
});

describe('src/app/large-files.ts', () => {
  const file = (
    name: string,
    size: number,
  ): { name: string; size: number; sha256: string; mime: string } => ({
    name,
    size,
    sha256: 'a'.repeat(64),
    mime: 'application/pdf',
  });
  const link = (): string => 'https://dondoc.example/files/abc';

  it('puts a link in the place of a file the channel cannot carry, and leaves the others', () => {
    const message = { text: 'Báo cáo', files: [file('nho.pdf', 10), file('lon.pdf', 60_000_000)] };

    const fitting = withLinks(message, { maxOutboundFileBytes: 50_000_000 }, link, 7);

    expect(fitting.files?.map(({ name }) => name)).toEqual(['nho.pdf']);
    expect(fitting.text).toBe(
      'Báo cáo\nTệp lớn “lon.pdf” (57,2 MB), tải tại (có hiệu lực 07 ngày): https://dondoc.example/files/abc',
    );
    expect(message.files).toHaveLength(2);
  });

  it('says what to do when there is no address to link to, and touches nothing that fits', () => {
    const small = { text: 'x', files: [file('vua.pdf', 50_000_000)] };

    expect(withLinks(small, { maxOutboundFileBytes: 50_000_000 }, link, 7)).toBe(small);
    expect(
      withLinks({ text: 'x', files: [file('lon.pdf', 9)] }, { maxOutboundFileBytes: 8 }, () => null, 7).text,
    ).toContain('đề nghị liên hệ Văn phòng để nhận');
  });

  it('carries a report over the limit to those who decide as a link that opens', async () => {
    const world = await worldOfHoa('2026-06-15T09:00:00+07:00');
    try {
      world.channel.capabilities.maxOutboundFileBytes = 10;
      const ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
      await world.link('minh', 'Nguyễn Văn Minh', 'consolidator', 'Sở Tài chính');
      await world.publish([task('báo cáo', ['Sở Y tế'], '2026-06-22')]);

      await world.sendFile(ha, report, 'bc.txt');

      const arrived = world.inboxOf('minh').at(-1);
      expect(arrived?.files).toEqual([]);
      const url = /https?:\/\/\S+/.exec(arrived?.text ?? '')?.[0] ?? '';
      const answer = await fetch(url);
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(report);
      expect((await fetch(`${url}x`)).status).toBe(404);
      await world.moveTo('2026-06-23T00:00:00+07:00');
      expect((await fetch(url)).status).toBe(404);
    } finally {
      await world.close();
    }
  });
});
