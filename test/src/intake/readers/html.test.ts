import { describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../../../src/intake/index.js';
import { readHtml } from '../../../../src/intake/readers/html.js';
import { decodeHtml, isHtml, isPage } from '../../../../src/intake/readers/html-decode.js';

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

  it('reads the page of a site that puts it into one form, without menus, comments and lists of other papers', () => {
    const html = `<html><body><form id="aspnetForm"><input type="hidden" value="x"><div class="mainMenu">Trang chủ Văn bản</div>
<div id="content"><p>KẾ HOẠCH</p><p>1. Sở Y tế rà soát theo <a href="/vb/1">Quyết định số 5/QĐ-UBND</a>.</p>
<p>2. Sở Nội vụ báo cáo trước ngày 05/6/2024.</p><p>Nơi nhận: Như trên.</p></div>
<ul><li><a href="/1">Kế hoạch số 1</a></li><li><a href="/2">Kế hoạch số 2</a></li><li><a href="/3">Phụ lục số 3</a></li></ul>
<div id="tinLienQuan">Danh mục tin</div><div class="fb-comments">Sở Tài chính báo cáo trước ngày 01/7/2024</div></form></body></html>`;

    expect(texts(html)).toEqual([
      'KẾ HOẠCH',
      '1. Sở Y tế rà soát theo Quyết định số 5/QĐ-UBND.',
      '2. Sở Nội vụ báo cáo trước ngày 05/6/2024.',
      'Nơi nhận: Như trên.',
    ]);
  });

  it('keeps the head of a paper in a part named for heads, and the page itself where every name misleads', () => {
    expect(
      texts(
        '<body><header><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p></header><p>KẾ HOẠCH</p><p>Sở Y tế rà soát và báo cáo trước ngày 05/6/2024.</p></body>',
      ),
    ).toEqual([
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'KẾ HOẠCH',
      'Sở Y tế rà soát và báo cáo trước ngày 05/6/2024.',
    ]);
    expect(
      texts(
        '<article><header><nav>Trang chủ</nav><h1>Kế hoạch chăm sóc cây xanh</h1></header><p>1. Sở Xây dựng rà soát.</p></article>',
      ),
    ).toEqual(['Kế hoạch chăm sóc cây xanh', '1. Sở Xây dựng rà soát.']);
    expect(
      texts(
        '<body class="has-sidebar"><div class="post related"><p>1. Sở Y tế rà soát</p></div><p>Cổng</p></body>',
      ),
    ).toEqual(['1. Sở Y tế rà soát', 'Cổng']);
  });

  it('reads a page Word wrote: its own list marks, tabs, notes and old fonts', () => {
    const item = (mark: string, text: string, font = 'Times'): string =>
      `<p class=MsoListParagraph><![if !supportLists]><span style='font-family:${font};mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${text}<o:p></o:p></p>`;
    const html = `<html xmlns:o="x"><body><div class=WordSection1>
${item('1.', 'Sở Y tế chủ trì<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>')}${item('·', 'Rà soát', 'Symbol')}
<p style='text-transform:uppercase'>nội dung</p>
<p>UBND TỈNH A<span style='mso-tab-count:2'>      </span>CỘNG HÒA</p>
<p><font face=".VnTime">B\u00b8o c\u00b8o</font> <del>cũ</del><ins>mới</ins></p>
<p>Các cơ quan có trách nhiệm<br>thi hành<br>Kế hoạch này.</p></div>
<div style='mso-element:footnote-list'><p><a href="#_ftnref1">[1]</a> Theo mẫu.</p></div></body></html>`;

    expect(texts(html)).toEqual([
      '1. Sở Y tế chủ trì',
      '- Rà soát',
      'NỘI DUNG',
      'UBND TỈNH A CỘNG HÒA',
      'Báo cáo mới',
      'Các cơ quan có trách nhiệm thi hành',
      'Kế hoạch này.',
      'Theo mẫu.',
    ]);
    expect(readHtml(html)[3]?.lines).toEqual(['UBND TỈNH A', 'CỘNG HÒA']);
  });

  it('reads a page set in tables: cells that hold the paper, lines kept in preformatted text', () => {
    const rows = ['1', '2', '3']
      .map((at) => `<tr><td>${at}</td><td>Việc ${at}</td><td>Quý ${at}/2024</td></tr>`)
      .join('');
    const html = `<table><tr><td>Trái</td><td><p>KẾ HOẠCH</p><table>${rows}</table><table>${rows}</table></td></tr></table><pre>1. Sở Y tế\n2. Sở Nội vụ</pre>`;

    expect(texts(html)).toEqual([
      'Trái',
      'KẾ HOẠCH',
      ...['1', '2', '3', '1', '2', '3'].map((at) => `${at} Việc ${at} Quý ${at}/2024`),
      '1. Sở Y tế',
      '2. Sở Nội vụ',
    ]);
  });

  it.each([
    ['windows-1258', [0xd0, 0xea, 0xec, 0x20], 'Đế '],
    ['utf-8', [...Buffer.from('Đế ')], 'Đế '],
    // A page that names the wrong encoding for what is plainly UTF-8.
    ['windows-1258', [...Buffer.from('Đế ')], 'Đế '],
    ['iso-8859-1', [...Buffer.from('Đế ')], 'Đế '],
  ])('decodes a page in %s', (charset, words, text) => {
    const bytes = Buffer.concat([
      Buffer.from(`<html><meta charset="${charset}"><p>`),
      Buffer.from(words),
      Buffer.from('xong</p>'),
    ]);

    expect(isPage(bytes)).toBe(true);
    expect(texts(decodeHtml(bytes))).toEqual([`${text}xong`]);
    const wide = Buffer.from(`\ufeff<html><meta charset="${charset}"><p>Đế xong</p>`, 'utf16le');
    expect(texts(decodeHtml(wide))).toEqual(['Đế xong']);
  });

  it.each(['quoted-printable', 'base64'])(
    'takes the page out of one saved as a single file, %s',
    (coding) => {
      const page = '<html><body><p>1. Sở Y tế báo cáo = trước ngày 05/6/2024.</p></body></html>';
      const body =
        coding === 'base64'
          ? Buffer.from(page).toString('base64').replace(/.{60}/g, '$&\r\n')
          : Array.from(Buffer.from(page), (byte) =>
              byte > 126 || byte === 61
                ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
                : String.fromCodePoint(byte),
            )
              .join('')
              .replace('</p>', '=\r\n</p>');
      const file = [
        'MIME-Version: 1.0',
        'Content-Type: multipart/related;',
        '\tboundary="----=_Next"',
        '',
        'Một trang lưu.',
        '------=_Next',
        'Content-Type: image/png',
        'Content-Transfer-Encoding: base64',
        '',
        'AAAA',
        '------=_Next',
        'Content-Type: text/html; charset="utf-8"',
        `Content-Transfer-Encoding: ${coding}`,
        '',
        body,
        '------=_Next--',
      ].join('\r\n');
      const bytes = Buffer.from(file);

      expect(isPage(bytes)).toBe(true);
      expect(texts(decodeHtml(bytes))).toEqual(['1. Sở Y tế báo cáo = trước ngày 05/6/2024.']);
    },
  );

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
