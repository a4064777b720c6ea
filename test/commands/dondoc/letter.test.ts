import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UrgingLetter } from '../../../src/domain/urging.js';
import { communes, letterIn, letterOf } from '../../fakes/letters.js';
import { choiceOf, codeIn, openOffice, type Office, textOf } from '../../fakes/office.js';
import { task } from '../../fakes/world.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
  // V1 of Sở Y tế and V2 of Sở Giáo dục và Đào tạo are two days late.
  await office.world.moveTo('2026-06-24T09:00:00+07:00');
});
afterEach(() => office.world.close());

const letters = (): Readonly<UrgingLetter>[] => [...office.world.app.store.all('letters')];

async function fillLetterhead(): Promise<void> {
  const { world, hoa } = office;
  await world.say(hoa, '/dondoc coquan');
  for (const answer of [
    'UBND tỉnh Lam Giang',
    'Văn phòng UBND tỉnh',
    'VP-TH',
    'Lam Giang',
    'KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG',
    'Nguyễn Văn Minh',
  ])
    await world.say(hoa, answer);
}

describe('/dondoc K1 congvan: the first letter', () => {
  it('names exactly those overdue, with plan, dates and days, and marks what nobody has said', async () => {
    const { world, hoa } = office;

    const said = await world.press(hoa, '/dondoc K1 congvan');
    const { text } = await letterOf(world, said);

    expect(text).toContain('V/v đôn đốc gửi báo cáo thực hiện Kế hoạch số 62/KH-UBND');
    expect(text).toContain('Kính gửi:\n- Sở Giáo dục và Đào tạo;\n- Sở Y tế.');
    expect(text).toContain('Kế hoạch số 62/KH-UBND ngày 01 tháng 6 năm 2026 của UBND tỉnh Lam Giang');
    expect(text).toContain('Tính đến ngày 24 tháng 6 năm 2026, còn 02 cơ quan, đơn vị đã quá thời hạn');
    expect(text).toContain('hạn cuối 22/06/2026, quá hạn 2 ngày');
    expect(text).toContain('chậm nhất ngày 2026-06-22');
    expect(text).toContain('…… (cơ quan ban hành) ……');
    expect(text).not.toMatch(/lần 1|chịu trách nhiệm|undefined|null/);
    const caption = textOf(said);
    expect(caption).toContain('02 đơn vị, 02 việc quá hạn; số liệu lúc 09 giờ 00, 24/06/2026');
    expect(caption).toMatch(/Trước khi ký[^]*cơ quan ban hành[^]*họ và tên người ký/);
    expect(letterIn(said).name).toBe('62-KH-UBND_cong-van-don-doc-lan-1_20260624.docx');
    expect(letters()).toMatchObject([{ number: 1, time: 1, finalOn: null, sentAs: null }]);
    expect(letters()[0]?.assignmentIds).toHaveLength(2);
  });

  it('uses what the office filled in once, and the last day chosen by a button', async () => {
    const { world, hoa } = office;
    await fillLetterhead();
    const first = await world.press(hoa, '/dondoc K1 congvan');

    const { text } = await letterOf(world, await world.press(hoa, choiceOf(first, /Nêu hạn cuối.*03 ngày/)));

    expect(text).toMatch(/UBND TỈNH LAM GIANG VĂN PHÒNG UBND TỈNH \| CỘNG HÒA XÃ HỘI/);
    expect(text).toMatch(/Số: ……\/VP-TH/);
    expect(text).toContain('Lam Giang, ngày …… tháng …… năm 2026');
    expect(text).toContain('chậm nhất ngày 29 tháng 6 năm 2026 (thứ Hai)');
    expect(text).toContain('KT. CHÁNH VĂN PHÒNG PHÓ CHÁNH VĂN PHÒNG Nguyễn Văn Minh');
    expect(text).toMatch(/- UBND tỉnh Lam Giang \(để báo cáo\); - Lưu: VT, TH\./);
    expect(text).not.toContain('……)');
    // The draft took the place of the one before.
    expect(letters()).toMatchObject([{ number: 1, time: 1, finalOn: '2026-06-29' }]);
  });

  it('gives the same letter for a double tap, and a new file in its place when facts change', async () => {
    const { world, hoa, ha } = office;
    const twice = await Promise.all([
      world.press(hoa, '/dondoc K1 congvan 1'),
      world.press(hoa, '/dondoc K1 congvan 1'),
    ]);
    const files = world.inboxOf('hoa').flatMap((message) => message.files ?? []);
    expect(twice).toHaveLength(2);
    expect(files).toHaveLength(2);
    expect(new Set(files.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(letters()).toHaveLength(1);

    await world.sendFile(ha, Buffer.from('Báo cáo tổng kết của Sở Y tế.'), 'bc.txt', 'V1');
    const { text } = await letterOf(world, await world.press(hoa, '/dondoc K1 congvan 1'));

    expect(text).toContain('Kính gửi: Sở Giáo dục và Đào tạo.');
    expect(text).not.toContain('Sở Y tế');
    expect(letters()).toHaveLength(1);
    expect(letters()[0]?.unitIds).toHaveLength(1);
  });

  it('blames nobody who has handed in, or whose extension runs, and tells of requests not decided', async () => {
    const { world, hoa, ha, giao } = office;
    await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');
    const asked = await world.press(hoa, '/dondoc K1 congvan');
    expect(textOf(asked)).toContain('Sở Y tế đã đề nghị gia hạn, chưa có quyết định');

    await world.press(hoa, '/duyet GH1 dongy');
    expect((await letterOf(world, await world.press(hoa, '/dondoc K1 congvan 1'))).text).not.toContain(
      'Sở Y tế',
    );

    await world.sendFile(giao, Buffer.from('Báo cáo tổng kết của ngành giáo dục.'), 'bc.txt', 'V2');
    expect(textOf(await world.press(hoa, '/dondoc K1 congvan 1'))).toContain('không có đơn vị nào quá hạn');

    // The extension is over on 1/7: overdue by the date in force, the first date still told.
    await world.moveTo('2026-07-02T09:00:00+07:00');
    const { text } = await letterOf(world, await world.press(hoa, '/dondoc K1 congvan 1'));
    expect(text).toContain('hạn cuối 30/06/2026, quá hạn 2 ngày (hạn đã gia hạn, hạn ban đầu 22/06/2026)');
  });

  it('names a report that was returned and not sent again for what it is', async () => {
    const { world, hoa, giao } = office;
    const code = codeIn(
      await world.sendFile(giao, Buffer.from('Báo cáo của ngành giáo dục.'), 'bc.txt', 'V2'),
    );
    await world.say(hoa, `/duyet ${code} tra thiếu phụ lục`);

    const { text } = await letterOf(world, await world.press(hoa, '/dondoc K1 congvan'));

    expect(text).toContain('hoặc bản hoàn thiện của báo cáo đã được trả lại');
    expect(text).toContain('báo cáo trả lại ngày 24/06/2026, chưa gửi bản hoàn thiện');
  });

  it('lists more than five units in an annex, and says which are meant', async () => {
    const { world, hoa } = office;
    const names = await communes(world, 7);
    await world.publish([task('báo cáo thu ngân sách', names, '2026-06-19')], { number: '90/KH-UBND' });

    const { text, rows } = await letterOf(world, await world.press(hoa, '/dondoc K3 congvan'));

    expect(text).toContain('Kính gửi: Các cơ quan, đơn vị theo danh sách kèm theo.');
    const table = rows.filter((row) => row.length === 7);
    expect(table[0]?.[3]).toBe('Thời hạn ghi trong văn bản');
    expect(table.slice(1).map((row) => [row[0], row[1], row[4], row[5]])).toEqual(
      names.map((name, i) => [String(i + 1), name, '19/06/2026', '5']),
    );
  });

  it('writes to the unit that answers today for one that is gone, and never to the office itself', async () => {
    const { world, hoa, minh } = office;
    await world.publish([task('báo cáo chi', ['Sở Y tế', 'Sở Tài chính'], '2026-06-19')], {
      number: '93/KH-UBND',
    });
    await world.app.store.transaction((tx) => {
      const units = [...tx.all('units')];
      const next = units.find(({ name }) => name === 'Sở Giáo dục và Đào tạo');
      const gone = units.find(({ name }) => name === 'Sở Y tế');
      if (next && gone)
        tx.put('units', { ...structuredClone(gone), validTo: '2026-06-20', successorIds: [next.id] });
    });

    const said = await world.press(minh, '/dondoc K3 congvan');
    const { text } = await letterOf(world, said);

    expect(text).toContain('SỞ TÀI CHÍNH |');
    expect(text).toContain('Kính gửi: Sở Giáo dục và Đào tạo.');
    expect(text).toContain('Sở Giáo dục và Đào tạo (tiếp nhận nhiệm vụ của Sở Y tế)');
    expect(textOf(said)).toMatch(/Không nêu việc của chính cơ quan ban hành \(V\d+\)/);
    expect((await letterOf(world, await world.press(hoa, '/dondoc K3 congvan 1'))).text).toContain(
      'Sở Tài chính:',
    );
  });
});

describe('/dondoc K1 congvan: number, second time', () => {
  it.each([
    ['/dondoc K1 congvan so 123/STC-TH 24/6/2026', '123/STC-TH ngày 24/6/2026'],
    ['/dondoc K1 công văn số CV1 số 7-CV/TU ngày 24 tháng 6 năm 2026', '7-CV/TU ngày 24/6/2026'],
  ])('keeps number and date typed as %s', async (typed, sentAs) => {
    const { world, hoa } = office;
    await world.press(hoa, '/dondoc K1 congvan');

    await world.say(hoa, typed);

    expect(letters()[0]?.sentAs).toBe(sentAs);
  });

  it('asks for number and date, and takes no day to come, none before the plan, and no words', async () => {
    const { world, hoa } = office;
    const made = await world.press(hoa, '/dondoc K1 congvan');
    await world.press(hoa, choiceOf(made, /Ghi số/));

    for (const wrong of [
      'sẽ gửi sau',
      '123/STC-TH',
      '123/STC-TH 25/6/2026',
      '123/STC-TH 31/5/2026',
      '123/STC 31/6/2026',
    ])
      expect(textOf(await world.say(hoa, wrong))).toContain('Chưa rõ số, ký hiệu hoặc ngày');
    expect(letters()[0]?.sentAs).toBeNull();
    expect(textOf(await world.say(hoa, '123/STC-TH 23/6/2026'))).toContain('Đã ghi');
    expect(letters()[0]?.sentAs).toBe('123/STC-TH ngày 23/6/2026');
  });

  it('recalls the first, sets a new last day, is firmer, and tells apart who was urged and who was not', async () => {
    const { world, hoa, giao } = office;
    await fillLetterhead();
    await world.press(hoa, '/dondoc K1 congvan');
    await world.say(hoa, '/dondoc K1 congvan so 123/VP-TH 24/6/2026');
    await world.app.store.transaction((tx) => {
      // One more unit of the same task, late as well.
      const [first] = tx.find('assignments', 'byNumber', '1');
      const commune = [...tx.all('units')].find(({ name }) => name === 'Ủy ban nhân dân xã Đồng Tâm');
      if (first && commune)
        tx.put('assignments', {
          ...structuredClone(first),
          id: 'late-comer',
          number: tx.next('assignment'),
          unitId: commune.id,
        });
    });
    await world.sendFile(giao, Buffer.from('Báo cáo tổng kết của ngành giáo dục.'), 'bc.txt', 'V2');
    await world.moveTo('2026-07-01T09:00:00+07:00');

    const list = await world.press(hoa, '/dondoc K1 congvan');
    expect(textOf(list)).toContain(
      'CV1. Lần 1, lập ngày 24/06/2026, 02 đơn vị; số 123/VP-TH ngày 24/6/2026.',
    );
    expect(textOf(list)).toContain('01 đơn vị đã được nêu trong công văn, 01 đơn vị có việc chưa được nêu');
    const asked = await world.press(hoa, choiceOf(list, /Lập công văn lần 2/));
    expect((asked[0]?.choices ?? []).map(({ label }) => label)).toEqual([
      '06/07/2026 (03 ngày làm việc)',
      '08/07/2026 (05 ngày làm việc)',
      '15/07/2026 (10 ngày làm việc)',
    ]);
    expect(textOf(await world.say(hoa, 'càng sớm càng tốt'))).toContain('Chưa rõ ngày cuối');
    expect(textOf(await world.say(hoa, '30/6/2026'))).toContain('Chưa rõ ngày cuối');
    const { text } = await letterOf(world, await world.say(hoa, '10/7/2026'));

    expect(text).toContain('Kế hoạch số 62/KH-UBND (lần 2)');
    expect(text).toContain('Ngày 24/6/2026, Văn phòng UBND tỉnh đã có Công văn số 123/VP-TH đôn đốc lần 1.');
    expect(text).toContain(
      'gồm 01 cơ quan, đơn vị đã được đôn đốc và 01 cơ quan, đơn vị có việc chưa được đôn đốc',
    );
    expect(text).toMatch(
      /- Sở Y tế: .*\(đã đôn đốc 01 lần\);\n- Ủy ban nhân dân xã Đồng Tâm: .*\(chưa được đôn đốc trước đây\)\./,
    );
    expect(text).toContain('chậm nhất ngày 10 tháng 7 năm 2026 (thứ Sáu)');
    expect(text).toContain('phải chịu trách nhiệm trước Chủ tịch UBND tỉnh Lam Giang');
    expect(text).not.toContain('Sở Giáo dục');
    expect(letters().map(({ time, finalOn, number }) => [number, time, finalOn])).toEqual([
      [1, 1, null],
      [2, 2, '2026-07-10'],
    ]);
  });

  it('makes an unsent letter anew in its own scope, with the day it gave while that is to come', async () => {
    const { world, hoa } = office;
    await world.publish(
      [task('báo cáo một', ['Sở Y tế'], '2026-06-22'), task('báo cáo hai', ['Sở Y tế'], '2026-06-22')],
      { number: '94/KH-UBND' },
    );
    await world.press(hoa, '/dondoc K3 2 congvan 1 30/6/2026');
    await world.moveTo('2026-06-25T09:00:00+07:00');

    const list = await world.press(hoa, '/dondoc K3 congvan');
    const { text } = await letterOf(world, await world.press(hoa, choiceOf(list, /Lập lại CV1/)));

    expect(text).toContain('đối với nhiệm vụ “báo cáo hai”');
    expect(text).toContain('chậm nhất ngày 30 tháng 6 năm 2026');
    expect(text).not.toContain('báo cáo một');
    expect(letters()).toHaveLength(1);
    expect(choiceOf(list, /Ghi số, ngày đã gửi của CV1/)).toBe('/dondoc K3 congvan so CV1');
  });

  it('warns while the day of the letter before still runs, and leaves gaps for a number nobody recorded', async () => {
    const { world, hoa } = office;
    await world.press(hoa, '/dondoc K1 congvan 1 30/6/2026');

    const said = await world.press(hoa, '/dondoc K1 congvan 2 8/7/2026');

    expect(textOf(said)).toContain('Hạn cuối nêu trong công văn trước (30/06/2026) chưa hết');
    expect(textOf(said)).toContain('Công văn lần trước chưa ghi số');
    expect((await letterOf(world, said)).text).toContain('Công văn số …… (số công văn) …… đôn đốc lần 1');
  });

  it('writes no second letter when none of those urged is left, and no first one about those urged', async () => {
    const { world, hoa, ha, giao } = office;
    await world.press(hoa, '/dondoc K1 congvan');
    await world.say(hoa, '/dondoc K1 congvan so 123/VP-TH 24/6/2026');
    const file = letters()[0]?.file.sha256;

    expect(textOf(await world.press(hoa, '/dondoc K1 congvan 1'))).toContain(
      'đều đã được nêu trong công văn trước',
    );
    expect(textOf(await world.press(hoa, '/dondoc K1 congvan 3 8/7/2026'))).toContain('lần 3');
    await world.sendFile(ha, Buffer.from('Báo cáo của Sở Y tế.'), 'a.txt', 'V1');
    await world.sendFile(giao, Buffer.from('Báo cáo của ngành giáo dục.'), 'b.txt', 'V2');
    expect(textOf(await world.press(hoa, '/dondoc K1 congvan 2'))).toContain('không có đơn vị nào quá hạn');
    expect(textOf(await world.press(hoa, '/dondoc K1 congvan'))).toContain('không còn đơn vị nào quá hạn');
    expect(letterIn(await world.press(hoa, '/dondoc K1 congvan tep CV1')).sha256).toBe(file);
  });
});

describe('/dondoc congvan: who may', () => {
  it('is refused to officers and leaders, and to those who collect another plan, at every step', async () => {
    const { world, hoa, ha, long, mai } = office;
    await world.press(hoa, '/dondoc K1 congvan');
    const count = letters().length;

    for (const who of [ha, long])
      for (const typed of ['/dondoc K1 congvan', '/dondoc coquan', '/dondoc K1 congvan tep CV1'])
        expect(textOf(await world.press(who, typed))).toContain('không thuộc');
    for (const typed of [
      '/dondoc K1 congvan',
      '/dondoc K1 congvan 1',
      '/dondoc V1 congvan',
      '/dondoc K1 congvan tep CV1',
      '/dondoc K1 congvan so CV1 1/A-B 24/6/2026',
      '/dondoc K2 congvan tep CV1',
      '/dondoc K2 congvan so CV1 1/A-B 24/6/2026',
    ]) {
      const answer = await world.press(mai, typed);
      expect(answer.flatMap((message) => message.files ?? [])).toHaveLength(0);
      expect(textOf(answer)).not.toMatch(/Đã ghi|Sở Y tế/);
    }
    expect(letters()).toHaveLength(count);
    expect(letters()[0]?.sentAs).toBeNull();
  });

  it('lets the collecting unit write under its own name, apart from the clerks’ office', async () => {
    const { world, hoa, minh } = office;
    await fillLetterhead();
    await world.say(minh, '/dondoc coquan ten Sở Tài chính tỉnh');
    await world.say(minh, '/dondoc coquan kyhieu STC-TH');

    const mine = (await letterOf(world, await world.press(minh, '/dondoc K1 congvan'))).text;

    expect(mine).toContain('SỞ TÀI CHÍNH TỈNH |');
    expect(mine).toContain('/STC-TH');
    expect(mine).toContain('…… (địa danh) ……');
    expect(mine).not.toContain('Nguyễn Văn Minh');
    expect(textOf(await world.say(hoa, '/dondoc coquan'))).toContain('Cơ quan ban hành: Văn phòng UBND tỉnh');
  });

  it('takes an answer only from those who may still act for the plan', async () => {
    const { world, minh } = office;
    await world.press(minh, '/dondoc K1 congvan 1 30/6/2026');
    await world.press(minh, '/dondoc K1 congvan so CV1');
    await world.app.store.transaction((tx) => {
      const [plan] = [...tx.all('plans')];
      if (plan) tx.put('plans', { ...structuredClone(plan), collectorUnitIds: [] });
    });

    await world.say(minh, '123/STC-TH 24/6/2026');

    expect(letters()[0]?.sentAs).toBeNull();
  });

  it('refuses wrong values of the letterhead, and keeps what was answered before a stop', async () => {
    const { world, hoa } = office;
    await world.say(hoa, '/dondoc coquan');
    await world.say(hoa, 'không');
    expect(textOf(await world.say(hoa, 'x'.repeat(500)))).toContain('quá dài');
    await world.say(hoa, 'Văn phòng UBND tỉnh');
    expect(textOf(await world.say(hoa, '12/VP TH'))).toContain('Ký hiệu công văn chỉ gồm');
    await world.say(hoa, '/huy');

    const shown = textOf(await world.say(hoa, '/dondoc coquan'));

    expect(shown).toContain('Cơ quan chủ quản: không ghi');
    expect(shown).toContain('Cơ quan ban hành: Văn phòng UBND tỉnh');
    expect(shown).toContain('Ký hiệu công văn: chưa có');
    const { text } = await letterOf(world, await world.press(hoa, '/dondoc K1 congvan'));
    expect(text).toMatch(/^VĂN PHÒNG UBND TỈNH \|/);
  });
});
