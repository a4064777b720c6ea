import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulate } from '../../../src/app/simulate.js';
import { readDeadline } from '../../../src/domain/deadline/index.js';
import type { OutboundMessage } from '../../../src/domain/message.js';
import type { TaskCandidate } from '../../../src/domain/plan.js';
import { type Talker, createWorld, task, type World } from '../../fakes/world.js';

function owed(action: string, lead: string[], phrase: string, recipients: string[] = []): TaskCandidate {
  const deadline = readDeadline(phrase, { issuedOn: '2026-06-01', beforeMeans: 'strict' });
  return task(action, lead, null, { deadlines: deadline ? [deadline] : [], recipients });
}

describe('deadlines that hang on an event', () => {
  let world: World;
  let lan: Talker;
  let ha: Talker;
  let code: string;

  const text = async (who: Talker, typed: string): Promise<string> =>
    (await world.say(who, typed)).map(({ heading, text: said }) => `${heading ?? ''}\n${said}`).join('\n');
  const questions = (id: string): OutboundMessage[] =>
    world.inboxOf(id).filter(({ heading }) => heading?.startsWith('Cần xác định ngày'));
  const notices = (id: string): OutboundMessage[] =>
    world.inboxOf(id).filter(({ heading }) => heading === 'Thời hạn theo sự kiện');
  const dueOn = (): (string | null)[] => [...world.app.store.all('rounds')].map((round) => round.dueOn);

  beforeEach(async () => {
    world = await createWorld('2026-06-15T09:00:00+07:00');
    lan = await world.link('lan', 'Lan', 'clerk');
    ha = await world.link('ha', 'Hà', 'officer', 'Sở Y tế');
    await world.publish([
      owed('báo cáo kết quả hội nghị', ['Sở Y tế', 'Sở Tài chính'], 'sau hội nghị'),
      owed('tuyên truyền', ['Sở Y tế'], 'thường xuyên'),
      owed('góp ý', ['Sở Y tế'], 'trước ngày 01/8/2026'),
    ]);
    code = `V${world.app.store.find('assignments', 'byPlan', [...world.app.store.all('plans')][0]?.id ?? '')[0]?.number}`;
  });

  afterEach(() => world.close());

  it('are asked for the next working day and every twenty after it, once each, with a button', async () => {
    await world.moveTo('2026-06-15T16:00:00+07:00');
    expect(questions('lan')).toEqual([]);

    await world.moveTo('2026-06-16T08:00:00+07:00');
    await world.restart();
    await world.moveTo('2026-06-16T16:00:00+07:00');

    expect(questions('lan')).toHaveLength(1);
    expect(questions('lan')[0]?.heading).toBe('Cần xác định ngày: 01 nhiệm vụ');
    expect(questions('lan')[0]?.text).toContain(`${code}. Báo cáo kết quả hội nghị; 02 đơn vị.`);
    expect(questions('lan')[0]?.choices?.map(({ command }) => command)).toEqual([`/kehoach K1 ngay ${code}`]);
    expect(questions('ha')).toEqual([]);
    // Tue 16/6 + 20 working days = Tue 14/7.
    await world.moveTo('2026-07-13T23:00:00+07:00');
    expect(questions('lan')).toHaveLength(1);
    await world.moveTo('2026-07-14T08:00:00+07:00');
    expect(questions('lan')).toHaveLength(2);
  });

  it('come in one message after an outage, and not at all once a date is set or all have handed in', async () => {
    await world.publish([owed('báo cáo sau bầu cử', ['Sở Y tế'], 'sau đại hội')]);
    world.clock.advanceTo(Date.parse('2026-09-15T09:00:00+07:00'));
    await world.restart();
    await world.moveTo('2026-09-15T09:01:00+07:00');

    expect(questions('lan')).toHaveLength(1);
    expect(questions('lan')[0]?.text).toMatch(/Báo cáo kết quả hội nghị[\s\S]*Báo cáo sau bầu cử/);

    await text(lan, `/kehoach K1 ngay ${code} 30/12/2026`);
    await world.say(ha, '/bao-xong');
    await world.moveTo('2026-12-29T23:00:00+07:00');
    const later = questions('lan').slice(1);
    expect(later.length).toBeGreaterThan(0);
    expect(later.some(({ text: said }) => said.includes('hội nghị'))).toBe(false);
  });

  it('are set for all units of the round by the button and a typed day, and reminders run from it', async () => {
    await world.say(lan, '/kehoach K1 ngay');
    const [question] = await world.press(lan, `/kehoach K1 ngay ${code}`);
    expect(question?.text).toContain('Đề nghị ghi ngày cuối cùng phải gửi');

    const [answer] = await world.say(lan, '15/7/2026');

    expect(answer?.text).toContain('Đã đặt thời hạn cho 02 đơn vị: hết thứ Tư, 15/07/2026.');
    expect(answer?.text).toContain('Đã báo qua 01 cuộc trò chuyện');
    expect(notices('ha')).toHaveLength(1);
    expect(notices('ha')[0]?.text).toContain('hết thứ Tư, 15/07/2026');
    expect(notices('ha')[0]?.text).toContain(`(${code})`);
    const round = [...world.app.store.all('rounds')].find((one) => one.dueOn === '2026-07-15');
    expect(round).toMatchObject({
      statedOn: '2026-07-15',
      datedAt: new Date(world.clock.now()).toISOString(),
    });
    expect(world.app.store.get('persons', round?.datedBy ?? '')?.name).toBe('Lan');
    expect(
      [...world.app.store.all('audit')]
        .filter(({ act }) => act === 'event-date')
        .map((a) => [a.subject, a.detail]),
    ).toEqual([[`K1 ${code}`, 'none 2026-07-15']]);

    const steps = simulate(world.app.store, world.app.rules, '2026-06-16', '2026-08-30').filter(
      (one) => one.dueOn === '2026-07-15',
    );
    expect(steps.map(({ unit, step }) => `${unit} ${step}`)).toContain('Sở Tài chính D-10');
    expect(steps).toHaveLength(16);
    await world.moveTo('2026-07-15T10:00:00+07:00');
    expect(world.inboxOf('ha').at(-1)?.text).toContain('Báo cáo kết quả hội nghị');
  });

  it('can be corrected and taken back; units hear of each change once, and not of one undone before they knew', async () => {
    await text(lan, `/kehoach K1 ngay ${code} 15/7/2026`);
    expect(await text(lan, `/kehoach K1 ngay ${code} 20/7/2026`)).toContain('(thay cho ngày 15/07/2026)');
    expect(notices('ha').at(-1)?.text).toContain('hết thứ Hai, 20/07/2026 (thay cho ngày 15/07/2026)');
    expect(await text(lan, `/kehoach K1 ngay ${code} bo`)).toContain('Đã bỏ ngày đã đặt');
    expect(notices('ha').at(-1)?.text).toContain('ngày 20/07/2026 không còn hiệu lực');
    expect(dueOn()).not.toContain('2026-07-20');
    expect(
      simulate(world.app.store, world.app.rules, '2026-06-16', '2026-08-30').map((one) => one.dueOn),
    ).not.toContain('2026-07-20');
    expect(notices('ha')).toHaveLength(3);

    await world.moveTo('2026-06-20T10:00:00+07:00');
    expect(await text(lan, `/kehoach K1 ngay ${code} 15/7/2026`)).toContain(
      'được báo lúc 08 giờ 00, thứ Hai, 22/06/2026',
    );
    await text(lan, `/kehoach K1 ngay ${code} bo`);
    await world.moveTo('2026-06-22T10:00:00+07:00');
    expect(notices('ha')).toHaveLength(3);

    await world.moveTo('2026-06-27T10:00:00+07:00');
    await text(lan, `/kehoach K1 ngay ${code} 15/7/2026`);
    await text(lan, `/kehoach K1 ngay ${code} 16/7/2026`);
    await world.restart();
    await world.moveTo('2026-06-29T10:00:00+07:00');
    expect(notices('ha')).toHaveLength(4);
    expect(notices('ha').at(-1)?.text).toContain('hết thứ Năm, 16/07/2026.');
  });

  it('are counted from the day of the event where the document says how', async () => {
    await world.publish([owed('báo cáo sau họp', ['Sở Y tế'], 'chậm nhất 10 ngày sau hội nghị tổng kết')]);
    const last = `V${[...world.app.store.all('assignments')].at(-1)?.number}`;

    expect(await text(lan, `/kehoach K2 ngay ${last}`)).toContain('ví dụ: sự kiện 05/3/2027');
    expect(await text(lan, 'sự kiện 05/10/2026')).toContain('hết thứ Năm, 15/10/2026');
    expect(await text(lan, `/kehoach K1 ngay ${code} sự kiện 05/10/2026`)).toContain('không tự tính được');
    expect(await text(lan, `/kehoach K2 ngay ${last} sự kiện 01/6/2026`)).toContain('đã qua');
  });

  it('refuse nonsense with what to do next, and keep waiting for the day', async () => {
    const dated = `V${[...world.app.store.all('assignments')].at(-1)?.number}`;
    const standing = `V${[...world.app.store.all('assignments')].at(-2)?.number}`;
    const before = dueOn();

    expect(await text(lan, `/kehoach K1 ngay ${code} 14/6/2026`)).toContain('đã qua');
    expect(await text(lan, `/kehoach K1 ngay ${code} 15/7/2099`)).toContain('quá xa');
    expect(await text(lan, `/kehoach K1 ngay ${code} 31/02/2027`)).toContain('chưa đọc được ngày');
    expect(await text(lan, `/kehoach K1 ngay ${code} 15/7/2026 hay 16/7/2026`)).toContain(
      'chưa đọc được ngày',
    );
    expect(await text(lan, `/kehoach K1 ngay ${code} bo`)).toContain('Chưa đặt ngày nào');
    expect(await text(lan, `/kehoach K1 ngay ${dated} 15/7/2026`)).toContain('đã có ngày ghi trong văn bản');
    expect(await text(lan, `/kehoach K1 ngay ${standing} 15/7/2026`)).toContain('việc thường xuyên');
    expect(await text(lan, '/kehoach K1 ngay V999 15/7/2026')).toContain('không có việc nêu trong');
    await text(lan, `/kehoach K1 khoaso 10/7/2026 ${code}`);
    expect(await text(lan, `/kehoach K1 ngay ${code} 15/7/2026`)).toContain(
      'khóa sổ hết thứ Sáu, 10/07/2026',
    );
    await text(lan, `/kehoach K1 ngay ${code}`);
    expect(await text(lan, 'chưa biết')).toContain('chưa đọc được ngày');
    expect(dueOn()).toEqual(before);
    expect(await text(lan, '09/7/2026')).toContain('Đã đặt thời hạn');
    expect(await text(lan, `/kehoach K1 ngay ${code} 09/7/2026`)).toContain('không có gì thay đổi');
  });

  it('are for clerks and those who collect the plan; others learn nothing and change nothing', async () => {
    await world.publish([owed('báo cáo sau hội nghị', ['Sở Y tế'], 'sau hội nghị', ['Sở Tài chính'])]);
    const minh = await world.link('minh', 'Minh', 'consolidator', 'Sở Tài chính');
    const foreign = await world.link('tam', 'Tâm', 'consolidator', 'Sở Giáo dục và Đào tạo');
    const leader = await world.link('chi', 'Chi', 'leader');
    const last = `V${[...world.app.store.all('assignments')].at(-1)?.number}`;
    const before = dueOn();

    for (const who of [ha, foreign, leader, { id: 'la', name: 'Lạ' }]) {
      const said = await text(who, `/kehoach K2 ngay ${last} 15/7/2026`);
      expect(said).not.toContain('hội nghị');
      expect(said).not.toContain('Đã đặt');
    }
    expect(await text(foreign, '/kehoach K2 ngay')).not.toContain(last);
    // Whoever collects one plan has no say in another, nor in anything else about plans.
    expect(await text(minh, `/kehoach K1 ngay ${code} 15/7/2026`)).not.toContain('Đã đặt');
    expect(await text(minh, `/kehoach K2 ngay ${code} 15/7/2026`)).toContain('không có việc nêu trong');
    expect(await text(minh, '/kehoach K2 dong ngay')).not.toContain('Đã đóng');
    expect(await text(minh, '/kehoach')).not.toContain('K2');
    expect(dueOn()).toEqual(before);

    await world.moveTo('2026-06-16T08:00:00+07:00');
    const [question] = questions('minh');
    expect(question?.heading).toBe('Cần xác định ngày: 01 nhiệm vụ');
    await world.press(minh, question?.choices?.[0]?.command ?? '');
    expect(await text(minh, '15/7/2026')).toContain('Đã đặt thời hạn cho 01 đơn vị');
    expect(dueOn()).toContain('2026-07-15');

    await text(lan, '/kehoach K2 dong ngay');
    expect(await text(minh, `/kehoach K2 ngay ${last} bo`)).not.toContain('Đã bỏ');
  });

  it('take no plan from a collector who answers with a file', async () => {
    await world.publish([owed('báo cáo sau hội nghị', ['Sở Y tế'], 'sau hội nghị', ['Sở Tài chính'])]);
    const minh = await world.link('minh', 'Minh', 'consolidator', 'Sở Tài chính');
    const last = `V${[...world.app.store.all('assignments')].at(-1)?.number}`;
    await text(minh, `/kehoach K2 ngay ${last}`);
    const drafts = world.app.store.count('drafts');

    await world.sendFile(
      minh,
      Buffer.from('KẾ HOẠCH\n1. Sở Y tế báo cáo trước ngày 15/7/2026.'),
      'ke-hoach.txt',
    );
    await world.sendFile(
      minh,
      Buffer.from('KẾ HOẠCH\n1. Sở Y tế báo cáo trước ngày 15/7/2026.'),
      'ke-hoach.txt',
      `/kehoach K2 ngay ${last}`,
    );

    expect(world.app.store.count('drafts')).toBe(drafts);
  });
});
