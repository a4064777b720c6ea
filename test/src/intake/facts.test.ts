import { describe, expect, it } from 'vitest';
import type { DocumentFacts } from '../../../src/domain/plan.js';
import type { Block } from '../../../src/intake/block.js';
import { blockOf, rowOf } from '../../../src/intake/block.js';
import { readBlocks, readPlanText } from '../../../src/intake/index.js';

const options = { issuedOn: null, beforeMeans: 'strict' as const };
const ofText = (text: string): DocumentFacts => readPlanText(text, options).document;

/** A head as a word processor keeps it: a table without borders, each cell read as one line. */
function ofTable(left: string, right: string, rest: string[]): DocumentFacts {
  const cell = (text: string): { text: string; own: boolean } => ({ text, own: true });
  const blocks: Block[] = [
    rowOf([cell(left), cell(right)], { table: 1, row: 1 }),
    ...rest.map((text, index) => blockOf('paragraph', text, { paragraph: index + 1 })),
  ];
  return readBlocks(blocks, options).document;
}

const motto = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc';
const body = ['I. NHIỆM VỤ', '1. Sở Y tế rà soát số liệu.'];
const tail = `\n\nI. NHIỆM VỤ\n\n1. Sở Y tế rà soát số liệu.\n`;

describe('facts: number', () => {
  it.each([
    ['Số: 348/KH-UBND', '348/KH-UBND'],
    ['Số: 348 /KH-UBND', '348/KH-UBND'],
    ['Số : 348 / KH - UBND', '348/KH-UBND'],
    ['Số: 348/KH–UBND', '348/KH-UBND'],
    ['Số 348/KH-UBND', '348/KH-UBND'],
    ['Sô: 05/KH-UBND', '05/KH-UBND'],
    ['S6: 27/KH-UBND', '27/KH-UBND'],
    ['Số: 12a/KH-UBND', '12a/KH-UBND'],
    ['Số: 06/2024/QÐ-UBND', '06/2024/QĐ-UBND'],
    ['Số: 152\n/KH-UBND', '152/KH-UBND'],
    ['Số 41- KH/TU', '41-KH/TU'],
    ['Số 137-KH/HU', '137-KH/HU'],
    ['Số: 08 - KH/ĐU', '08-KH/ĐU'],
    ['Số: 33/KH-MTTQ-BTT', '33/KH-MTTQ-BTT'],
    ['348/KH-UBND', '348/KH-UBND'],
    ['Số:      /KH-UBND', null],
    ['Số: ...../KH-UBND', null],
    ['Số: đ@ /KH-UBND', null],
  ])('%s', (line, expected) => {
    expect(ofText(`UBND TỈNH HÀ NAM\n${line}\n\nKẾ HOẠCH\nKiểm tra đê điều${tail}`).number).toBe(expected);
  });

  it('does not take the next word of the head for a part of the number', () => {
    const left = 'ỦY BAN NHÂN DÂN TỈNH HÀ NAM Số: 348/KH-UBND';
    const { number, issuer } = ofTable(left, `${motto} Hà Nam, ngày 02 tháng 6 năm 2022`, [
      'KẾ HOẠCH',
      'Kiểm tra đê',
      ...body,
    ]);
    expect([number, issuer]).toEqual(['348/KH-UBND', 'Ủy ban nhân dân tỉnh Hà Nam']);
  });

  it('takes it from the caption under the title of a plan that a decision issues', () => {
    const facts = ofText(
      `KẾ HOẠCH\nPhòng, chống thiên tai\n(Ban hành kèm theo Quyết định số 512/QĐ-UBND ngày 14 tháng 3 năm 2024 của Chủ tịch UBND tỉnh Hà Nam)${tail}`,
    );
    expect(facts).toMatchObject({
      type: 'KH',
      number: '512/QĐ-UBND',
      issuedOn: '2024-03-14',
      title: 'Kế hoạch Phòng, chống thiên tai',
    });
  });

  it('leaves alone the caption of a foreign document over a form', () => {
    const facts = ofText(
      `KẾ HOẠCH\nKiểm tra đê điều${tail}\nNơi nhận:\n- Lưu: VT.\n\nPhụ lục 1\n(Kèm theo Công văn số 77/BNV-TCCB ngày 03/02/2020 của Bộ Nội vụ)\n`,
    );
    expect(facts).toMatchObject({ number: null, issuedOn: null, issuer: null });
  });
});

describe('facts: issuer', () => {
  it.each([
    ['UBND TỈNH HÀ NAM\nSỞ Y TẾ', 'Sở Y tế'],
    ['ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HẢI PHÒNG', 'Ủy ban nhân dân thành phố Hải Phòng'],
    ['UBND TỈNH HÀ NAM\nSỞ NÔNG NGHIỆP\nVÀ PHÁT TRIỂN NÔNG THÔN', 'Sở Nông nghiệp và Phát triển nông thôn'],
    ['UBND HUYỆN THANH LIÊM\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO', 'Phòng Giáo dục và Đào tạo'],
    ['UBND HUYỆN THANH LIÊM\nỦY BAN NHÂN DÂN XÃ LIÊM CẦN', 'Ủy ban nhân dân xã Liêm Cần'],
    ['ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG', 'Ủy ban nhân dân tỉnh Lam Giang'],
    ['ỦY BAN NHÂN DÂN\nPHƯỜNG 12', 'Ủy ban nhân dân phường 12'],
    ['TỈNH ỦY HÀ NAM\n*', 'Tỉnh ủy Hà Nam'],
    ['TỈNH ỦY HÀ NAM\nBAN TUYÊN GIÁO\n*', 'Ban Tuyên giáo Tỉnh ủy Hà Nam'],
    ['TỈNH ỦY HÀ NAM\nVĂN PHÒNG\n*', 'Văn phòng Tỉnh ủy Hà Nam'],
    ['ĐẢNG BỘ TỈNH HÀ NAM\nHUYỆN ỦY THANH LIÊM\n*', 'Huyện ủy Thanh Liêm'],
    ['HUYỆN ỦY THANH LIÊM\nĐẢNG ỦY XÃ LIÊM CẦN\n*', 'Đảng ủy xã Liêm Cần'],
    [
      'ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM\nTỈNH HÀ NAM\nBAN THƯỜNG TRỰC',
      'Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Hà Nam',
    ],
    ['TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nLIÊN ĐOÀN LAO ĐỘNG TỈNH HÀ NAM', 'Liên đoàn Lao động tỉnh Hà Nam'],
    ['BỘ TÀI CHÍNH\nCỤC THUẾ TỈNH HÀ NAM', 'Cục Thuế tỉnh Hà Nam'],
    ['SỞ GIÁO DỤC VÀ ĐÀO TẠO HÀ NAM\nTRƯỜNG THPT LÝ NHÂN', 'Trường THPT Lý Nhân'],
    ['HĐND TỈNH HÀ NAM\nVĂN PHÒNG', 'Văn phòng HĐND tỉnh Hà Nam'],
  ])('%s', (head, expected) => {
    const lines = `${head}\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 12/KH-X\n\nHà Nam, ngày 02 tháng 6 năm 2022\n\nKẾ HOẠCH\nKiểm tra đê điều${tail}`;
    expect(ofText(lines).issuer).toBe(expected);

    const cell = `${head.replace(/\n/g, ' ')} Số: 12/KH-X`;
    const table = ofTable(cell, `${motto} Hà Nam, ngày 02 tháng 6 năm 2022`, [
      'KẾ HOẠCH',
      'Kiểm tra đê điều',
      ...body,
    ]);
    expect(table.issuer).toBe(expected);
  });

  it('reads a head whose two columns a scan ran together', () => {
    const facts = ofText(
      `ỦY BAN NHÂN DÂN CỌNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTĨNH QUẢNG TRI Đặc lập - Tự do - Hạnh phúc\nSố: 31 /KH-UBND Quảng Trị, ngày 03 tháng 4 năm 2018\nKẾ HOẠCH\nKiểm tra đê điều${tail}`,
    );
    expect(facts).toMatchObject({
      issuer: 'Ủy ban nhân dân tỉnh Quảng Trị',
      number: '31/KH-UBND',
      issuedOn: '2018-04-03',
    });
  });

  it('adds the province a bare "UBND tỉnh" speaks of, when it speaks of one', () => {
    const text = (places: string): string =>
      `KẾ HOẠCH\nKiểm tra đê điều\n\nThực hiện Nghị quyết số 5/NQ-HĐND, UBND tỉnh ban hành kế hoạch như sau:\n\nI. NHIỆM VỤ\n\n1. Sở Y tế rà soát số liệu. ${places}\n`;
    expect(ofText(text('Phạm vi: tỉnh Hà Nam. Người dân tỉnh Hà Nam.')).issuer).toBe('UBND tỉnh Hà Nam');
    expect(ofText(text('Phạm vi: tỉnh Hà Nam. Học tập tỉnh Nam Định.')).issuer).toBe('UBND tỉnh');
  });
});

describe('facts: date', () => {
  it.each([
    ['Hà Nam, ngày 02 tháng 6 năm 2022', '2022-06-02'],
    ['Hà Nam, ngày 02\ntháng 6 năm\n2022', '2022-06-02'],
    ['Hà Nam, ngày02 tháng6 năm 2022', '2022-06-02'],
    ['Hà Nam, ngày 02/6/2022', '2022-06-02'],
    ['Hà Nam, ngày      tháng 6 năm 2022', null],
    ['Hà Nam, ngày ... tháng ... năm 2022', null],
    ['Hà Nam, ngày 83 tháng 6 năm 2022', null],
  ])('%s', (line, expected) => {
    expect(
      ofText(`UBND TỈNH HÀ NAM\nSố: 5/KH-UBND\n\n${line}\n\nKẾ HOẠCH\nKiểm tra đê điều${tail}`).issuedOn,
    ).toBe(expected);
  });

  it('takes the day of an electronic signature only when there is no date line', () => {
    const stamp = 'Ký bởi: Sở Y tế\nThời gian ký: 03/02/2025 10:47:25 +07:00\n';
    const head = (line: string): string =>
      `${stamp}UBND TỈNH HÀ NAM\nSố: 5/KH-UBND\n${line}\nKẾ HOẠCH\nKiểm tra đê điều${tail}`;
    expect(ofText(head('')).issuedOn).toBe('2025-02-03');
    expect(ofText(head('Hà Nam, ngày    tháng 01 năm 2025')).issuedOn).toBeNull();
    expect(ofText(head('Hà Nam, ngày 24 tháng 01 năm 2025')).issuedOn).toBe('2025-01-24');
  });

  it('takes the line of place and date at the end of an old paper', () => {
    expect(ofText(`KẾ HOẠCH\nKiểm tra đê điều${tail}\nHà Nam, ngày 05 tháng 3 năm 2010\n`).issuedOn).toBe(
      '2010-03-05',
    );
  });
});

describe('facts: time of the plan', () => {
  const dated = (title: string): DocumentFacts['period'] =>
    ofText(
      `UBND TỈNH HÀ NAM\nSố: 5/KH-UBND\n\nHà Nam, ngày 10 tháng 01 năm 2024\n\nKẾ HOẠCH\n${title}${tail}`,
    ).period;

  it.each([
    ['Phát triển hợp tác xã giai đoạn 2024 - 2030', '2024-01-01', '2030-12-31'],
    ['Phát triển hợp tác xã giai đoạn 2021-2025, tầm nhìn đến năm 2035', '2021-01-01', '2025-12-31'],
    ['Cải cách hành chính nhà nước năm 2024', '2024-01-01', '2024-12-31'],
    ['Kiểm tra đê điều quý II năm 2024', '2024-04-01', '2024-06-30'],
    ['Kiểm tra đê điều 6 tháng cuối năm 2024', '2024-07-01', '2024-12-31'],
    ['Phong trào thi đua năm học 2024 - 2025', '2024-09-01', '2025-08-31'],
    ['Phát triển thư viện đến năm 2030', '2024-01-10', '2030-12-31'],
    [
      'Thực hiện Nghị quyết số 20/NQ-HĐND về cải cách hành chính giai đoạn 2021 - 2025',
      '2021-01-01',
      '2025-12-31',
    ],
  ])('%s', (title, from, to) => {
    expect(dated(title)).toEqual({ from, to });
  });

  it.each([
    'Kiểm tra đê điều',
    'Thực hiện Nghị quyết số 20/NQ-HĐND về phát triển thư viện đến năm 2030',
    'Triển khai thi hành Luật Thư viện năm 2019',
    'Tổng kết công tác năm 2023',
    'Quảng bá du lịch, tầm nhìn đến năm 2045',
  ])('says nothing: %s', (title) => {
    expect(dated(title)).toBeNull();
  });
});

describe('facts: basis, urgency, changes', () => {
  it('lists what title and opening cite, and not its own number', () => {
    const facts = ofText(
      `UBND TỈNH HÀ NAM\nSố: 5/KH-UBND\n\nKẾ HOẠCH\nTriển khai Kế hoạch số 240-KH/TU của Tỉnh ủy\n\nCăn cứ Luật Đê điều số 79/2006/QH11;\nThực hiện Kế hoạch số 240-KH/TU ngày 24/11/2023 của Tỉnh ủy và Nghị quyết số 41- NQ/TW ngày 10/10/2023 - Nghị quyết mới, UBND tỉnh ban hành Kế hoạch như sau:\n\nI. NHIỆM VỤ\n\n1. Sở Y tế thực hiện Công văn số 9/BYT-KH.\n`,
    );
    expect(facts.basis).toEqual(['240-KH/TU', '79/2006/QH11', '41-NQ/TW']);
  });

  it.each([
    ['HỎA TỐC', 'HỎA TỐC'],
    ['HOẢ TỐC HẸN GIỜ', 'HỎA TỐC HẸN GIỜ'],
    ['[ THƯỢNG KHẨN ]', 'THƯỢNG KHẨN'],
    ['KHẨN', 'KHẨN'],
    ['Độ khẩn: Hỏa tốc', 'HỎA TỐC'],
    ['Khẩn trương thực hiện', null],
    ['Độ khẩn: Thường', null],
  ])('urgency: %s', (mark, expected) => {
    expect(
      ofText(`${mark}\nUBND TỈNH HÀ NAM\nSố: 5/KH-UBND\n\nKẾ HOẠCH\nKiểm tra đê điều${tail}`).urgency,
    ).toBe(expected);
  });

  it.each([
    [
      'Điều chỉnh thời hạn hoàn thành một số nhiệm vụ tại Kế hoạch số 35/KH-UBND ngày 06/3/2023 của UBND tỉnh',
      '35/KH-UBND',
      undefined,
    ],
    ['Sửa đổi, bổ sung Kế hoạch số 35/KH-UBND ngày 06/3/2023', '35/KH-UBND', undefined],
    ['Điều chỉnh, bổ sung một số nội dung của Kế hoạch số 102-KH/TU', '102-KH/TU', undefined],
    ['Thay thế Phụ lục 2 của Kế hoạch số 35/KH-UBND', '35/KH-UBND', undefined],
    ['Phát triển thư viện, thay thế Kế hoạch số 35/KH-UBND ngày 06/3/2023', null, '35/KH-UBND'],
    ['Triển khai Quyết định số 9/QĐ-TTg sửa đổi, bổ sung Quyết định số 3/QĐ-TTg', null, undefined],
    ['Điều chỉnh quy hoạch thư viện', null, undefined],
  ])('change: %s', (title, amends, replaces) => {
    const facts = ofText(`UBND TỈNH HÀ NAM\nSố: 5/KH-UBND\n\nKẾ HOẠCH\n${title}${tail}`);
    expect([facts.amends, facts.replaces]).toEqual([amends, replaces]);
  });

  it('knows an amendment announced only in the opening, and a replacement only at the end', () => {
    const amending = ofText(
      `UBND TỈNH HÀ NAM\nSố: 5/KH-UBND\n\nKẾ HOẠCH\nPhát triển thư viện\n\nCăn cứ Quyết định số 7/QĐ-UBND sửa đổi Quyết định số 2/QĐ-UBND, UBND tỉnh điều chỉnh một số thời hạn tại Kế hoạch số 35/KH-UBND ngày 06/3/2023 như sau:${tail}`,
    );
    expect(amending.amends).toBe('35/KH-UBND');
    const replacing = ofText(
      `UBND TỈNH HÀ NAM\nSố: 5/KH-UBND\n\nKẾ HOẠCH\nPhát triển thư viện${tail}\nKế hoạch này thay thế Kế hoạch số 35/KH-UBND ngày 06/3/2023 của UBND tỉnh./.\n`,
    );
    expect([replacing.amends, replacing.replaces]).toEqual([null, '35/KH-UBND']);
  });
});

describe('facts: type and title', () => {
  it('reads an official letter: subject, number, date, no type word', () => {
    const facts = ofTable(
      'UBND TỈNH HÀ NAM SỞ Y TẾ Số: 214/SYT-NVY V/v điều chỉnh thời hạn báo cáo tại Kế hoạch số 35/KH-SYT',
      `${motto} Hà Nam, ngày 04 tháng 7 năm 2023`,
      [
        'Kính gửi: Các bệnh viện trong tỉnh',
        'Sở Y tế đề nghị các bệnh viện gửi báo cáo trước ngày 20/7/2023.',
      ],
    );
    expect(facts).toMatchObject({
      type: 'CV',
      number: '214/SYT-NVY',
      issuer: 'Sở Y tế',
      issuedOn: '2023-07-04',
      title: 'điều chỉnh thời hạn báo cáo tại Kế hoạch số 35/KH-SYT',
      amends: '35/KH-SYT',
    });
  });

  it('drops what a stamp left in capitals under a written title', () => {
    const facts = ofText(
      `UBND TỈNH HÀ NAM\nSố: 5/CT-UBND\n\nCHỈ THỊ\nVề việc tăng cường kiểm tra\nTRUNG TÂM CÔNG BÁO${tail}`,
    );
    expect(facts.title).toBe('Chỉ thị Về việc tăng cường kiểm tra');
  });

  it.each([
    [
      'Quyết định phê duyệt đề án thư viện cơ sở\nThủ tướng chính phủ\nCăn cứ Luật Thư viện ngày 21/11/2019;\nQuyết định\nĐiều 1. Phê duyệt Đề án.\nĐiều 2. Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch chịu trách nhiệm thi hành.\n',
      'Thủ tướng chính phủ',
      'Quyết định phê duyệt đề án thư viện cơ sở',
    ],
    [
      'Chỉ thị về tăng cường phòng cháy trong mùa khô\nThời gian qua, số vụ cháy tăng.\n1. Công an quận kiểm tra các chợ trước ngày 15/3/2020.\nỦy ban nhân dân quận đề nghị Thủ trưởng các đơn vị thực hiện nghiêm Chỉ thị này.\n',
      'Ủy ban nhân dân quận',
      'Chỉ thị về tăng cường phòng cháy trong mùa khô',
    ],
  ])('takes the issuer from who speaks where the head is lost', (text, issuer, title) => {
    expect(ofText(text)).toMatchObject({
      issuer,
      title,
    });
  });

  it('takes type and title from the announcing sentence where the head is lost', () => {
    const text =
      'Căn cứ Kế hoạch số 45/KH-UBND ngày 14/4/2026 của UBND tỉnh;\n\nTrường THPT Sông Lam xây dựng Kế hoạch phòng ngừa bạo lực học đường năm 2026, cụ thể như sau:\n\nI. MỤC ĐÍCH\n';
    expect(ofText(text)).toMatchObject({
      type: 'KH',
      title: 'Kế hoạch phòng ngừa bạo lực học đường năm 2026',
      issuer: 'Trường THPT Sông Lam',
    });
  });
});
