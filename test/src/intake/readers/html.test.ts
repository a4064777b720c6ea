import { describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../../../src/intake/index.js';
import { readHtml } from '../../../../src/intake/readers/html.js';
import { isHtml } from '../../../../src/intake/readers/html-decode.js';

const texts = (html: string): string[] => readHtml(html).map((block) => block.text);

const page = `<!DOCTYPE html><html><head><title>Cổng thông tin</title><style>p{color:red}</style></head><body>
<header><nav><ul><li>Trang chủ</li><li>Văn bản</li></ul></nav></header>
<main>
<table><tr><td>ỦY BAN NHÂN DÂN<br>TỈNH LAM GIANG</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>
<tr><td>Số: 21/KH-UBND</td><td><i>Lam Giang, ngày 04 tháng 3 năm 2024</i></td></tr></table>
<h2>KẾ HOẠCH</h2><p><b>Chăm sóc cây xanh năm 2024</b></p>
<p>I. NHIỆM&nbsp;VỤ</p>
<p>1. Sở Xây dựng rà soát cây xanh,
   báo cáo UBND tỉnh trước ngày <b>20/3/2024</b>.</p>
<p style="display:none">2. Sở Y tế báo cáo trước ngày 01/4/2024.</p>
<table border="1"><tr><th>TT</th><th>Nội dung</th><th>Đơn vị chủ trì</th><th>Thời gian hoàn thành</th></tr>
<tr><td rowspan="2">1</td><td rowspan="2">Trồng bổ sung cây bóng mát</td><td rowspan="2">UBND thành phố</td><td>Đợt 1 trước ngày 30/4/2024</td></tr>
<tr><td>Đợt 2 trước ngày 31/8/2024</td></tr></table>
<p>Nơi nhận:<br>- Như trên./.</p>
</main>
<aside><a href="#">Tin liên quan: Sở Nội vụ báo cáo trước ngày 05/5/2024</a></aside>
<script>document.write('3. Sở Tài chính báo cáo trước ngày 02/5/2024.')</script>
<footer>Bản quyền</footer></body></html>`;

describe('src/intake/readers/html.ts', () => {
  it('reads a saved page as the same plan in Word: facts, tasks, merged cells; nothing of the page around', async () => {
    const result = await createDocumentReader().read(
      { bytes: Buffer.from(page), name: 'van-ban.html' },
      { issuedOn: null, beforeMeans: 'strict' },
    );

    expect(result.source.kind).toBe('html');
    expect(result.document).toMatchObject({
      number: '21/KH-UBND',
      issuedOn: '2024-03-04',
      issuer: 'Ủy ban nhân dân tỉnh Lam Giang',
    });
    expect(
      result.tasks.map((task) => [task.lead, task.deadlines.map((deadline) => deadline.statedOn)]),
    ).toEqual([
      [['Sở Xây dựng'], ['2024-03-20']],
      [['UBND thành phố'], ['2024-04-30', '2024-08-31']],
    ]);
  });

  it('writes out the numbers of lists as the page counts', () => {
    expect(
      texts(
        '<html><body><ol type="I"><li>Nhiệm vụ<ol start="3"><li>Rà soát<ol type="a"><li>Lần một</li></ol></li></ol></li></ol><ul><li>Một ý</li></ul></body></html>',
      ),
    ).toEqual(['I. Nhiệm vụ', '3. Rà soát', 'a) Lần một', '- Một ý']);
  });

  it('reads what Word pastes, and entities, without a page around it', () => {
    expect(isHtml('<p class=MsoNormal>1. S&#7903; Y t&#7871;</p>')).toBe(true);
    expect(texts('<p class=MsoNormal>1. S&#7903; Y t&#7871; b&aacute;o c&aacute;o</p>')).toEqual([
      '1. Sở Y tế báo cáo',
    ]);
    expect(isHtml('KẾ HOẠCH <số 5>')).toBe(false);
  });

  it('refuses a marked page, and one that is deeper than any page', async () => {
    const reader = createDocumentReader();
    const read = (html: string): Promise<unknown> =>
      reader.read({ bytes: Buffer.from(html), name: 'a.html' }, { issuedOn: null, beforeMeans: 'strict' });

    await expect(read(`<html><body><div>TỐI MẬT</div>${page}</body></html>`)).rejects.toMatchObject({
      code: 'file-secret',
    });
    await expect(read(`<html><body>${'<div>'.repeat(1001)}x`)).rejects.toMatchObject({
      code: 'document-unreadable',
    });
  });
});
