import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkData } from '../../../storage/backup.js';
import { worldOfHoa } from '../../fakes/clerk.js';
import { task, type Talker, type World } from '../../fakes/world.js';

const report = Buffer.from('%PDF-1.4 báo cáo tổng kết');
const sha256 = createHash('sha256').update(report).digest('hex');

describe('src/app: receipts', () => {
  let world: World;
  let ha: Talker;
  let duc: Talker;

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-15T09:00:00+07:00');
    ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    duc = await world.link('duc', 'Phan Trí Đức', 'officer', 'Sở Tài chính');
    await world.publish([
      task('báo cáo tổng kết mười năm', ['Sở Y tế'], '2026-06-22'),
      task('báo cáo thu ngân sách', ['Sở Tài chính'], '2026-06-22'),
    ]);
  });
  afterEach(() => world.close());

  const said = (messages: readonly { heading?: string | undefined; text: string }[]): string =>
    messages.map((message) => `${message.heading ?? ''}\n${message.text}`).join('\n---\n');

  async function handIn(bytes = report): Promise<{ code: string; mark: string }> {
    const receipt = said(await world.sendFile(ha, bytes, 'bao-cao-mat-hoi.pdf', '/nop V1'));
    return {
      code: /TN-\d{5}-[A-Z0-9]{6}/.exec(receipt)?.[0] ?? '',
      mark: /Dấu xác thực ([0-9A-F]{8})/.exec(receipt)?.[1] ?? '',
    };
  }

  it('shows the same receipt again, with what has happened since, to the unit and the office', async () => {
    const { code, mark } = await handIn();
    const clerk = { id: 'hoa', name: 'Trần Thị Hoa' };

    for (const who of [ha, clerk]) {
      const again = said(await world.say(who, `/bienlai ${code.toLowerCase()}`));
      expect(again).toContain(`Biên nhận ${code}`);
      expect(again).toContain('09 giờ 00 phút 00 giây');
      expect(again).toContain('bao-cao-mat-hoi.pdf');
      expect(again).toContain(sha256);
      expect(again).toContain('đúng hạn (hạn 22/06/2026)');
      expect(again).toContain('Đang chờ tiếp nhận');
      expect(again).toContain(`Dấu xác thực ${mark}: nội dung giữ nguyên`);
    }
    await world.say(clerk, `/duyet ${code} tra thiếu phụ lục`);
    await world.sendFile(ha, Buffer.from('%PDF-1.4 bản hai'), 'ban-2.pdf');
    const later = said(await world.say(ha, `/bienlai ${code}`));
    expect(later).toContain('Phiên bản 1 (bản mới nhất: 2)');
    expect(later).toContain('thiếu phụ lục');
  });

  it('tells anyone with the code that it is real, and nothing of the report itself', async () => {
    const { code, mark } = await handIn();
    const stranger = { id: 'la', name: 'Người lạ' };
    const group = { id: 'nhom', title: 'Nhóm các sở' };

    const answers = [
      said(await world.say(duc, `/bienlai ${code}`)),
      said(await world.say(stranger, `/bienlai ${code}`)),
      said(await world.say(ha, `/bienlai ${code}`, group)),
    ];
    for (const answer of answers) {
      expect(answer).toContain(`Mã ${code} có trong hệ thống: Sở Y tế nộp 01 tệp lúc 09 giờ 00 phút 00 giây`);
      expect(answer).toContain(sha256);
      expect(answer).toContain(mark);
      expect(answer).not.toMatch(/mat-hoi|tổng kết|Lê Thu Hà/);
    }
    expect(said(await world.say(duc, '/bienlai'))).not.toContain(code);
    expect(said(await world.say(duc, '/bienlai TN-00001-AAAAAA'))).toContain('Không có biên nhận nào');
  });

  it('lists a unit’s own receipts, and understands a code alone', async () => {
    const { code } = await handIn();

    expect(said(await world.say(ha, '/bienlai'))).toContain(code);
    expect(said(await world.say(ha, `cho hỏi biên nhận ${code} đã được chưa`))).toContain(
      `Biên nhận ${code}`,
    );
  });

  it('warns everyone who asks when the stored words no longer match, and so does check', async () => {
    const { code } = await handIn();
    await handIn(Buffer.from('%PDF-1.4 bản hai'));
    expect(await checkData(world.dir)).toEqual([]);
    await world.app.store.transaction((tx) => {
      const submission = tx.find('submissions', 'byReceipt', code)[0];
      if (!submission) throw new Error('no submission');
      tx.put('submissions', { ...structuredClone(submission), sentAt: '2026-06-01T00:00:00.000Z' });
    });

    expect(said(await world.say(ha, `/bienlai ${code}`))).toContain('CẢNH BÁO');
    expect(said(await world.say(duc, `/bienlai ${code}`))).toContain('CẢNH BÁO');
    expect(await checkData(world.dir)).toEqual([
      { code: 'biên nhận đã bị thay đổi sau khi cấp', subject: code },
    ]);
  });

  it('keeps the chain over a restart', async () => {
    await handIn();
    await world.restart();
    await handIn(Buffer.from('%PDF-1.4 bản hai'));

    expect(await checkData(world.dir)).toEqual([]);
    const sequences = Array.from(world.app.store.all('submissions'), (one) => one.seal?.sequence);
    expect(sequences).toEqual([1, 2]);
  });
});
