/** Who may do what with a submission and a request for more time; what is forbidden looks like what does not exist. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, type Office, openOffice, textOf } from '../../../fakes/office.js';
import type { Talker } from '../../../fakes/world.js';

const report = Buffer.from('Báo cáo tổng kết 10 năm của Sở Y tế');

describe('/duyet, /giahan, /kehoach K1: permissions', () => {
  let office: Office;
  let code: string;
  beforeAll(async () => {
    office = await openOffice();
    const { world, ha } = office;
    code = codeIn(await world.sendFile(ha, report, 'bao cao Y te.txt', '/nop V1'));
    await world.say(ha, '/giahan V3 15/8/2026 chờ số liệu');
    await world.say(office.giao, '/giahan V2 30/6/2026 chờ số liệu');
  });
  afterAll(() => office.world.close());

  const nothingChanged = (): void => {
    const { store } = office.world.app;
    expect([...store.all('reviews')]).toEqual([]);
    expect([...store.all('notes')]).toEqual([]);
    expect([...store.all('extensions')].map(({ status }) => status)).toEqual(['requested', 'requested']);
  };

  const acts = [
    '',
    ' nhan',
    ' tra thiếu chữ ký',
    ' tra',
    ' tra 1 khonghan',
    ' doi',
    ' ghichu gui xin chào',
    ' tep',
    ' chuyen',
  ];

  it.each(acts)(
    'a consolidator of another plan gets for “/duyet TN-…%s” what an unknown code gets',
    async (act) => {
      const { world, mai } = office;
      const unknown = code.replace(/^TN-\d{5}/, 'TN-99999');

      const forbidden = await world.say(mai, `/duyet ${code}${act}`);
      const absent = await world.say(mai, `/duyet ${unknown}${act}`);

      expect(textOf(forbidden).replaceAll(code, '#')).toBe(textOf(absent).replaceAll(unknown, '#'));
      expect(textOf(forbidden)).toContain('Không tìm thấy báo cáo');
      expect(forbidden.flatMap(({ files, picture }) => [files, picture]).filter(Boolean)).toEqual([]);
      nothingChanged();
    },
  );

  it.each(['', ' dongy', ' dongy 25/6', ' ngaykhac', ' tuchoi', ' tuchoi lý do', ' tep'])(
    'a consolidator of another plan gets for “/duyet GH…%s” what an unknown one gets',
    async (act) => {
      const { world, mai } = office;

      // GH2 is of the plan Minh collects, GH1 of Mai's own.
      const forbidden = textOf(await world.say(mai, `/duyet GH2${act}`));
      const absent = textOf(await world.say(mai, `/duyet GH77${act}`));

      expect(forbidden.replaceAll('GH2', '#')).toBe(absent.replaceAll('GH77', '#'));
      nothingChanged();
    },
  );

  it('a consolidator finds their own plan alone in queue, filter and “all at once”', async () => {
    const { world, mai, minh } = office;

    expect(textOf(await world.say(mai, '/duyet'))).not.toContain(code);
    expect(textOf(await world.say(mai, '/duyet'))).toContain('GH1');
    expect(textOf(await world.say(minh, '/duyet'))).not.toContain('GH1');
    expect(textOf(await world.say(mai, '/duyet K1'))).toContain('Không tìm thấy');
    expect(textOf(await world.say(mai, '/duyet 62'))).toContain('Không tìm thấy');
    expect(textOf(await world.say(mai, '/duyet nhan tatca'))).toContain('không có báo cáo');
    expect(textOf(await world.say(mai, '/duyet nhan tatca K1'))).toContain('Không tìm thấy');
    expect(textOf(await world.say(mai, `/duyet tiep ${code}`))).toContain('không có báo cáo');
    nothingChanged();
  });

  it.each(['/duyet', '/duyet K1', 'nhan', 'tra', 'tep', '/duyet GH1 dongy', '/duyet nhan tatca dongy'])(
    'an officer is refused %s, also for their own report',
    async (typed) => {
      const { world, ha, giao } = office;
      const line = typed.startsWith('/') ? typed : `/duyet ${code} ${typed}`;

      for (const who of [ha, giao])
        expect(textOf(await world.say(who, line))).toContain('không thuộc phạm vi của tài khoản');
      nothingChanged();
    },
  );

  it('a leader has no part in it, and looks elsewhere', async () => {
    const { world, long } = office;

    for (const line of ['/duyet', `/duyet ${code}`, `/duyet ${code} nhan`, '/duyet GH1 dongy'])
      expect(textOf(await world.say(long, line))).toContain('không thuộc phạm vi của tài khoản');
    expect(textOf(await world.say(long, '/viec V1'))).toContain(code);
    nothingChanged();
  });

  it('a leader who collects for one plan looks at the others and changes nothing there', async () => {
    const { world } = office;
    const long = await world.link('dung', 'Lê Tiến Dũng', 'consolidator', 'Ủy ban nhân dân phường Lam Thành');
    await world.app.store.transaction((tx) => {
      const person = [...tx.all('persons')].find(({ name }) => name === 'Lê Tiến Dũng');
      if (person)
        tx.put('persons', { ...person, grants: [...person.grants, { role: 'leader', unitId: null }] });
    });

    const card = await world.say(long, `/duyet ${code}`);
    expect(textOf(card)).toContain('bao cao Y te.txt');
    expect(card[0]?.choices?.map(({ label }) => label)).toEqual(['Xem tệp (1)', 'Nơi đã nhận']);
    expect(textOf(await world.say(long, '/duyet'))).toContain(code);
    expect(textOf(await world.say(long, '/duyet'))).not.toContain('Tiếp nhận cả');
    expect(textOf(await world.say(long, '/duyet GH1'))).not.toContain('[Đồng ý]');
    for (const act of [' nhan', ' tra', ' tra thiếu chữ ký', ' doi', ' ghichu xin chào'])
      expect(textOf(await world.say(long, `/duyet ${code}${act}`))).toContain('chỉ xem');
    for (const act of [' dongy', ' ngaykhac', ' tuchoi không'])
      expect(textOf(await world.say(long, `/duyet GH1${act}`))).toContain('chỉ xem');
    for (const line of ['/duyet nhan tatca', '/duyet nhan tatca dongy'])
      expect(textOf(await world.say(long, line))).toContain('chỉ xem');
    nothingChanged();
  });

  it('a stranger, a removed person and a group get nothing', async () => {
    const { world, minh } = office;
    const stranger: Talker = { id: 'x', name: 'Người lạ' };
    const removed = await world.link('cu', 'Người cũ', 'clerk');
    await world.app.store.transaction((tx) => {
      const person = [...tx.all('persons')].find(({ name }) => name === 'Người cũ');
      if (person) tx.put('persons', { ...person, grants: [], removedAt: '2026-06-15T00:00:00.000Z' });
    });

    for (const line of [
      `/duyet ${code}`,
      `/duyet ${code} nhan`,
      '/giahan GH1 rut',
      '/kehoach K1 khoaso 26/6/2026',
    ]) {
      const answers = [
        await world.say(stranger, line),
        await world.say(removed, line),
        await world.say(minh, line, { id: 'g9', title: 'Nhóm' }),
      ];
      for (const answer of answers) {
        expect(textOf(answer)).not.toContain('Y te');
        expect(answer.flatMap(({ files }) => files ?? [])).toEqual([]);
      }
    }
    nothingChanged();
  });

  it.each(['', ' kem', ' rut'])(
    '“/giahan GH…%s” of another unit looks like one that does not exist',
    async (act) => {
      const { world, giao } = office;

      const foreign = textOf(await world.say(giao, `/giahan GH1${act}`));
      const absent = textOf(await world.say(giao, `/giahan GH88${act}`));

      expect(foreign.replaceAll('GH1', '#')).toBe(absent.replaceAll('GH88', '#'));
      expect(foreign).toContain('Không có đề nghị gia hạn');
      nothingChanged();
    },
  );

  it('more time is asked for one’s own work alone', async () => {
    const { world, giao } = office;

    const foreign = textOf(await world.say(giao, '/giahan V1 30/6/2026 lý do'));
    const absent = textOf(await world.say(giao, '/giahan V99 30/6/2026 lý do'));

    expect(foreign.replaceAll('V1', '#')).toBe(absent.replaceAll('V99', '#'));
    nothingChanged();
  });

  it('the rules of a plan are set by clerks alone', async () => {
    const { world, ha, minh, mai, long } = office;

    for (const who of [ha, minh, mai, long])
      for (const line of ['/kehoach K1', '/kehoach K1 khoaso 26/6/2026', '/kehoach K1 giahan vanphong'])
        expect(textOf(await world.say(who, line))).toContain('không thuộc phạm vi');
    const { store } = world.app;
    expect([...store.all('rounds')].some(({ cutOffOn }) => cutOffOn !== undefined)).toBe(false);
    expect([...store.all('plans')].some(({ extensionsBy }) => extensionsBy !== undefined)).toBe(false);
  });

  it('a clerk does all of it everywhere', async () => {
    const { world, hoa } = office;

    expect(textOf(await world.say(hoa, `/duyet ${code} nhan`))).toContain('Đã tiếp nhận');
    await world.say(hoa, '/duyet GH1 dongy');
    await world.say(hoa, '/duyet GH2 dongy');
    expect([...world.app.store.all('extensions')].map(({ status }) => status)).toEqual([
      'granted',
      'granted',
    ]);
  });

  it('a question begun by one who may is of no use once the role is gone', async () => {
    const { world, ha, minh } = office;
    const other = codeIn(await world.sendFile(ha, Buffer.from('bản hai'), 'b2.txt', '/nop V1'));
    await world.press(minh, `/duyet ${other} tra`);
    await world.app.store.transaction((tx) => {
      const person = [...tx.all('persons')].find(({ name }) => name === 'Nguyễn Văn Minh');
      if (person) tx.put('persons', { ...person, grants: [{ role: 'leader', unitId: null }] });
    });

    expect(textOf(await world.say(minh, 'thiếu chữ ký'))).toContain('không thuộc phạm vi');
    expect([...world.app.store.all('reviews')]).toHaveLength(1);
  });
});
