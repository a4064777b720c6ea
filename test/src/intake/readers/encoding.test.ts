import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/domain/errors.js';
import {
  decodeText,
  fromTcvn3,
  fromVni,
  looksLikeTcvn3,
  looksLikeVni,
  mendOldText,
} from '../../../../src/intake/readers/encoding.js';
import { capitalFont, oldFont, windows1252, windows1258 } from '../../../fakes/encodings.js';

const plan = [
  'ỦY BAN NHÂN DÂN',
  'TỈNH ĐÔNG GIANG',
  'Số: 45/KH-UBND',
  'Đông Giang, ngày 12 tháng 3 năm 2009',
  'KẾ HOẠCH',
  'Sửa chữa trường học trước mùa mưa bão',
  '1. Sở Xây dựng chủ trì, phối hợp với Sở Giáo dục và Đào tạo kiểm tra các phòng học xuống cấp, báo cáo Ủy ban nhân dân tỉnh trước ngày 30/4/2009.',
  '2. Các huyện, thị xã bố trí kinh phí, hoàn thành việc sửa chữa chậm nhất ngày 15/7/2009 – không để dở dang.',
].join('\n');

const refusal = (bytes: Uint8Array): string => {
  try {
    return decodeText(bytes).encoding;
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).code;
  }
};

/** Vietnamese words of many shapes, marked and unmarked, with what stands between them. */
const word = fc.constantFrom(
  ...'kế hoạch báo cáo của Ủy ban nhân dân tỉnh trước ngày tháng năm về việc thực hiện nhiệm vụ phòng chống thiên tai Sở Nội vụ huyện xã phường kỹ luật tỷ lệ quỹ đất giữa kỳ tổng kết hội nghị người dân được giao chủ trì cá có là và nó đó UBND HĐND QĐ 15/7/2009 (nếu có)'.split(
    ' ',
  ),
);
const vietnamese = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ', ', '. ', '\n', ' - ', '; ')), { minLength: 1, maxLength: 60 })
  .map((parts) => parts.map((part) => part.join('')).join(''))
  // A line that is nothing but a heading of a document is one: TCVN3 keeps capitals in the font, so it becomes capitals.
  .filter((text) => !/(?:^|\n)[\s,.;-]*(?:kế hoạch|báo cáo)[\s,.;-]*(?:\n|$)/u.test(text));
/** Long enough that there is something to judge by: a marked word of its own encoding at least. */
const telling = vietnamese.map((text) => `Kế hoạch nhiệm vụ người dân được giao: ${text}`);

describe('src/intake/readers/encoding.ts', () => {
  it('reads one plan from every encoding, to the letter', () => {
    const files: [string, Buffer][] = [
      ['utf-8', Buffer.from(plan)],
      ['utf-8', Buffer.from(`\ufeff${plan.normalize('NFD')}`)],
      ['utf-16le', Buffer.from(plan, 'utf16le')],
      ['utf-16le', Buffer.from(`\ufeff${plan}`, 'utf16le')],
      ['utf-16be', Buffer.from(plan, 'utf16le').swap16()],
      ['utf-16be', Buffer.from(`\ufeff${plan}`, 'utf16le').swap16()],
      ['windows-1258', windows1258(plan)],
      ['tcvn3', windows1252(oldFont(plan, 'tcvn3'))],
      ['vni', windows1252(oldFont(plan, 'vni'))],
      ['tcvn3', Buffer.from(oldFont(plan, 'tcvn3'))],
      ['vni', Buffer.from(oldFont(plan, 'vni'))],
      ['utf-8-twice', Buffer.from(Buffer.from(plan.replace('–', '-')).toString('latin1'))],
    ];
    for (const [encoding, bytes] of files) {
      const decoded = decodeText(bytes);
      expect(decoded.encoding).toBe(encoding);
      expect(decoded.text.replace('–', '-')).toBe(plan.replace('–', '-'));
    }
  });

  it('reads old fonts as people typed them', () => {
    expect(fromTcvn3('Céng hoµ x· héi chñ nghÜa ViÖt Nam, ®éc lËp - tù do - h¹nh phóc')).toBe(
      'Cộng hoà xã hội chủ nghĩa Việt Nam, độc lập - tự do - hạnh phúc',
    );
    expect(fromVni('Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp - töï do - haïnh phuùc')).toBe(
      'Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập - tự do - hạnh phúc',
    );
    expect(fromVni('kyõ thuaät, tyû leä, Uûy ban, ÖÙng, nghìn, chæ thò, ñòa lyù ::12::')).toBe(
      'kỹ thuật, tỷ lệ, Ủy ban, Ứng, nghìn, chỉ thị, địa lý ::12::',
    );
  });

  it('gives capitals back where the font made them', () => {
    expect(fromTcvn3('KÕ HO¹CH\nñY BAN NH¢N D¢N TØNH NGHÖ AN\nSè: 12/KH-UBND\nUBND tØnh Lª')).toBe(
      'KẾ HOẠCH\nỦY BAN NHÂN DÂN TỈNH NGHỆ AN\nSố: 12/KH-UBND\nUBND tỉnh Lê',
    );
    // Typed without the capital key, in a font that has no small letters.
    expect(fromTcvn3('ñy ban nh©n d©n\nmËt\nb¶o mËt th«ng tin')).toBe(
      'ỦY BAN NHÂN DÂN\nMẬT\nbảo mật thông tin',
    );
    expect(fromTcvn3('tæ chøc thùc hiÖn', { capitals: true })).toBe('TỔ CHỨC THỰC HIỆN');
    expect(fromTcvn3(capitalFont('TÌNH HÌNH THỰC HIỆN'))).toBe('TÌNH HÌNH THỰC HIỆN');
  });

  it('converts only the lines of a Unicode text that were typed in an old font', () => {
    const mixed =
      'Kế hoạch năm 2009\nSë Tµi chÝnh b¸o c¸o tr­íc ngµy 15/7\nPhòng Tài chính\nCông ty TNHH São Paulo®';
    expect(mendOldText(mixed)).toEqual({
      text: mixed.replace('Së Tµi chÝnh b¸o c¸o tr­íc ngµy', 'Sở Tài chính báo cáo trước ngày'),
      encoding: 'tcvn3',
    });
    expect([looksLikeTcvn3('Së Tµi chÝnh'), looksLikeVni('Sôû Taøi chính')]).toEqual([true, true]);
    for (const text of ['', 'Phòng Tài chính', 'São Paulo', '25 °C, § 3, © 2009', 'café, naïve', 'Có cá'])
      expect([text, looksLikeTcvn3(text), looksLikeVni(text)]).toEqual([text, false, false]);
  });

  it('refuses what it cannot be sure of', () => {
    expect(refusal(Buffer.from([0x4b, 0xe9, 0x20, 0xff, 0x41]))).toBe('document-unreadable');
    expect(refusal(Buffer.from('K? ho?ch tri?n khai nhi?m v? n?m 2009, S? N?i v? ch? trì'.repeat(3)))).toBe(
      'document-unreadable',
    );
    expect(refusal(Buffer.from('Kế hoạch\u0000'))).toBe('file-damaged');
    expect(refusal(Buffer.from('Viện Pasteur: 北京大学'.repeat(4), 'utf16le').subarray(0, 31))).not.toBe(
      'tcvn3',
    );
  });

  it('keeps a text of which the last letter was cut, and one with a rare wrong byte', () => {
    const bytes = Buffer.from(plan);
    expect(decodeText(bytes.subarray(0, bytes.indexOf(Buffer.from('Ế')) + 2)).text).toMatch(/\nK$/);
    const long = Buffer.from(`${plan}\n`.repeat(20));
    long[long.length - 40] = 0xff;
    expect(decodeText(long).encoding).toBe('utf-8');
  });

  it('drops soft hyphens of today, which are letters of old fonts', () => {
    expect(decodeText(Buffer.from('Kế ho\u00adạch'))).toEqual({ text: 'Kế hoạch', encoding: 'utf-8' });
    expect(decodeText(Buffer.from('tr\u00adíc ngµy')).text).toBe('trước ngày');
  });

  it('takes signs beside unmarked letters for what they are', () => {
    expect(decodeText(Buffer.from([0x93, 0x41, 0x42, 0x94, 0x20, 0x96, 0x20, 0x43]))).toEqual({
      text: '“AB” – C',
      encoding: 'windows-1252',
    });
  });

  it('leaves every Unicode text as it is', () => {
    fc.assert(
      fc.property(vietnamese, (text) => {
        expect(decodeText(Buffer.from(text)).text).toBe(text);
        expect(decodeText(Buffer.from(text.normalize('NFD'))).text).toBe(text);
        expect(mendOldText(text)).toEqual({ text, encoding: null });
      }),
      { numRuns: 300 },
    );
  });

  it('comes back from each encoding', () => {
    fc.assert(
      fc.property(telling, (text) => {
        expect(decodeText(windows1258(text))).toEqual({ text, encoding: 'windows-1258' });
        expect(decodeText(windows1252(oldFont(text, 'tcvn3')))).toEqual({ text, encoding: 'tcvn3' });
        expect(decodeText(windows1252(oldFont(text, 'vni')))).toEqual({ text, encoding: 'vni' });
        expect(decodeText(Buffer.from(text, 'utf16le')).text).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it('answers any bytes with a text or a refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          const { text } = decodeText(bytes);
          expect(text).toBe(text.normalize('NFC'));
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
