/**
 * Bodies every province has, with their usual abbreviations: general knowledge, used when the directory is silent.
 * No province's own bodies stand here. Sources: Decree 150/2025/NĐ-CP (departments) and its predecessors, the
 * Party's and the Front's statutes; what was merged into what is data of a directory, not of this file.
 */
import { type NameIndex, createNameIndex } from './unit-index.js';
import { provinces, readName } from './unit-text.js';

/** A body known by name. `suffix` is added where the mention leaves the level out ("Công an" → "Công an tỉnh"). */
export interface KnownBody {
  name: string;
  suffix: string;
}

// One body to a line: name [suffix] | other names.
const departments = `
Nội vụ | SNV
Tài chính | STC
Kế hoạch và Đầu tư | SKHĐT, Sở Kế hoạch
Nông nghiệp và Môi trường | SNNMT, SNN, Sở Nông nghiệp, Sở NN
Nông nghiệp và Phát triển nông thôn | SNNPTNT, SNN, Sở Nông nghiệp, Sở NN
Tài nguyên và Môi trường | STNMT, Sở Tài nguyên
Xây dựng | SXD
Giao thông vận tải | SGTVT, Sở Giao thông
Khoa học và Công nghệ | SKHCN, Sở Khoa học
Thông tin và Truyền thông | STTTT, STT&TT, Sở Thông tin
Văn hóa, Thể thao và Du lịch | SVHTTDL
Văn hóa và Thể thao | SVHTT
Văn hóa - Thông tin | Sở VHTT&TT
Thể dục Thể thao | Sở TDTT
Du lịch | SDL
Giáo dục và Đào tạo | SGDĐT, Sở Giáo dục, Sở GD
Y tế | SYT
Công Thương | SCT
Công nghiệp
Thương mại
Tư pháp | STP
Ngoại vụ | SNgV
Dân tộc và Tôn giáo | SDTTG
Dân tộc
Lao động - Thương binh và Xã hội | SLĐTBXH, SLĐ-TB&XH, Sở LĐTB&XH, Sở Lao động
Quy hoạch - Kiến trúc | SQHKT
Bưu chính, Viễn thông
Thủy sản
An toàn thực phẩm`;

const ministries = `Quốc phòng;Công an;Ngoại giao;Nội vụ;Tư pháp;Kế hoạch và Đầu tư;Tài chính;Công Thương
;Nông nghiệp và Phát triển nông thôn;Nông nghiệp và Môi trường;Giao thông vận tải;Xây dựng;Tài nguyên và Môi trường
;Thông tin và Truyền thông;Lao động - Thương binh và Xã hội;Văn hóa, Thể thao và Du lịch;Khoa học và Công nghệ
;Giáo dục và Đào tạo;Y tế;Dân tộc và Tôn giáo`;

const bodies = `
Ủy ban nhân dân tỉnh | UBND tỉnh
Hội đồng nhân dân tỉnh | HĐND tỉnh
Ủy ban nhân dân thành phố
Hội đồng nhân dân thành phố
Thường trực Hội đồng nhân dân tỉnh | TT HĐND tỉnh, TTHĐND tỉnh, Thường trực HĐND
Đoàn đại biểu Quốc hội tỉnh | Đoàn ĐBQH tỉnh, Đoàn đại biểu Quốc hội
Văn phòng Ủy ban nhân dân [tỉnh] | VPUB, VPUBND, VP UBND, Văn phòng UB
Văn phòng Hội đồng nhân dân [tỉnh] | VPHĐND, VP HĐND
Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân [tỉnh] | VP ĐĐBQH&HĐND, VP Đoàn ĐBQH và HĐND, Văn phòng Đoàn ĐBQH và HĐND
Thanh tra [tỉnh] | TTr, TTT, TTr tỉnh
Ban Dân tộc
Ban Tôn giáo
Ban Thi đua - Khen thưởng | BTĐKT, Ban TĐKT
Hội đồng Thi đua - Khen thưởng | HĐTĐKT
Ban Tiếp công dân
Ban An toàn giao thông | Ban ATGT
Ban Quản lý Khu kinh tế | BQL KKT, BQLKKT
Ban Quản lý các Khu công nghiệp | BQL các KCN, BQL KCN, BQLKCN
Tổ Biên tập
Ban Chỉ đạo
Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn | BCH PCTT&TKCN, Ban Chỉ huy PCTT và TKCN
Tỉnh ủy | TU
Thường trực Tỉnh ủy | TTTU, TT TU
Ban Thường vụ Tỉnh ủy | BTVTU, BTV TU, BTV Tỉnh ủy
Ban Chấp hành Đảng bộ tỉnh | BCH Đảng bộ tỉnh
Văn phòng Tỉnh ủy | VPTU, VP TU
Ban Tổ chức Tỉnh ủy | BTCTU, BTC TU
Ban Tuyên giáo Tỉnh ủy | BTGTU, BTG TU
Ban Dân vận Tỉnh ủy | BDVTU, BDV TU
Ban Tuyên giáo và Dân vận Tỉnh ủy | BTGDVTU, BTG&DVTU
Ban Nội chính Tỉnh ủy | BNCTU, BNC TU
Ủy ban Kiểm tra Tỉnh ủy | UBKTTU, UBKT TU, UBKT Tỉnh ủy
Ban cán sự đảng Ủy ban nhân dân [tỉnh] | BCSĐ, BCS đảng, Ban cán sự đảng, BCS đảng UBND, BCSĐ UBND
Đảng đoàn Hội đồng nhân dân [tỉnh] | Đảng đoàn HĐND
Đảng ủy Ủy ban nhân dân [tỉnh] | ĐU UBND, Đảng ủy UBND
Đảng ủy các cơ quan Đảng [tỉnh] | ĐU các CQ Đảng
Đảng ủy Khối các cơ quan và doanh nghiệp [tỉnh] | Đảng ủy Khối CQ&DN
Công an [tỉnh] | CAT
Bộ Chỉ huy Quân sự [tỉnh] | Bộ CHQS, BCHQS
Bộ Chỉ huy Bộ đội Biên phòng [tỉnh] | Bộ CH BĐBP, BĐBP, Bộ đội Biên phòng, BCH BĐBP
Cục Thuế [tỉnh]
Thuế tỉnh
Cục Thống kê | CTK
Chi cục Thống kê
Thống kê tỉnh
Kho bạc Nhà nước | KBNN, Kho bạc
Cục Hải quan
Chi cục Hải quan
Cục Quản lý thị trường | Cục QLTT
Chi cục Quản lý thị trường | Quản lý thị trường, QLTT, Chi cục QLTT
Cục Thi hành án dân sự | Cục THADS
Thi hành án dân sự tỉnh | THADS tỉnh
Tòa án nhân dân | TAND
Viện kiểm sát nhân dân | VKSND
Bảo hiểm xã hội | BHXH
Ngân hàng Nhà nước Chi nhánh [tỉnh] | NHNN chi nhánh
Ngân hàng Nhà nước | NHNN
Ngân hàng Chính sách xã hội | NHCSXH
Ủy ban Mặt trận Tổ quốc Việt Nam | MTTQ, UB MTTQ, UB MTTQVN, Mặt trận Tổ quốc, UBMTTQVN, UBMT, Ủy ban Mặt trận
Liên đoàn Lao động | LĐLĐ
Hội Nông dân | HND
Hội Liên hiệp Phụ nữ | HLHPN, Hội LHPN, Hội Phụ nữ, Hội PN
Hội Cựu chiến binh | HCCB, Hội CCB
Tỉnh đoàn | TĐ
Đoàn Thanh niên Cộng sản Hồ Chí Minh | Đoàn Thanh niên, Đoàn TN, ĐTN, Đoàn TNCS Hồ Chí Minh, Đoàn TNCSHCM
Hội Chữ thập đỏ | HCTĐ, Hội CTĐ
Hội Người cao tuổi | Hội NCT
Hội Khuyến học | HKH
Hội Nhà báo
Hội Luật gia
Hội Đông y
Hội Người mù
Hội Văn học - Nghệ thuật | Hội VHNT
Hội Cựu thanh niên xung phong | Hội Cựu TNXP
Hội Liên hiệp Thanh niên | Hội LHTN
Hội Liên hiệp Thanh niên Việt Nam
Hội Doanh nhân trẻ
Hội Nạn nhân chất độc da cam/dioxin
Liên minh Hợp tác xã | LMHTX, LM HTX, Liên minh các HTX
Liên hiệp các Hội Khoa học và Kỹ thuật | Liên hiệp các hội KH&KT, LHHKHKT
Liên hiệp các tổ chức hữu nghị
Hiệp hội Doanh nghiệp | HHDN, Hiệp hội DN
Hiệp hội Doanh nghiệp nhỏ và vừa | Hiệp hội DNNVV
Hiệp hội Doanh nghiệp vừa và nhỏ | Hiệp hội DNVVN
Đài Phát thanh - Truyền hình | Đài PTTH, Đài PT-TH, Đài PT&TH
Báo và Phát thanh, Truyền hình
Trường Chính trị
Công ty Điện lực
Bưu điện tỉnh
Chính phủ | CP
Thủ tướng Chính phủ | TTCP, TTgCP, TTg
Văn phòng Chính phủ | VPCP
Thanh tra Chính phủ
Quốc hội
Ủy ban Thường vụ Quốc hội | UBTVQH
Bộ Chính trị | BCT
Ban Bí thư | BBT
Ban Chấp hành Trung ương Đảng | BCH Trung ương Đảng
Văn phòng Trung ương Đảng | VPTW, VPTW Đảng
Ban Kinh tế Trung ương | BKTTW, BKT TW
Ban Chính sách, chiến lược Trung ương
Ban Tổ chức Trung ương | BTCTW
Ban Tuyên giáo Trung ương | BTGTW
Ban Dân vận Trung ương | BDVTW
Ban Tuyên giáo và Dân vận Trung ương
Ban Nội chính Trung ương | BNCTW
Ủy ban Kiểm tra Trung ương | UBKTTW
Ban Thi đua - Khen thưởng Trung ương | BTĐKTTW
Hội đồng Thi đua - Khen thưởng Trung ương
Ban Chỉ đạo Trung ương
Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam | UBTW MTTQ Việt Nam
Tổng Liên đoàn Lao động Việt Nam | TLĐLĐVN
Ủy ban Dân tộc | UBDT
Kiểm toán Nhà nước | KTNN
Ngân hàng Nhà nước Việt Nam | NHNNVN
Bảo hiểm xã hội Việt Nam | BHXHVN
Tòa án nhân dân tối cao | TANDTC
Viện kiểm sát nhân dân tối cao | VKSNDTC
Phòng Thương mại và Công nghiệp Việt Nam | Phòng TM và CN Việt Nam, Phòng TM&CN VN
Liên đoàn Thương mại và Công nghiệp Việt Nam | VCCI
Đài Truyền hình Việt Nam | VTV
Đài Tiếng nói Việt Nam | VOV
Thông tấn xã Việt Nam | TTXVN`;

/** The index over all of the above; built on first use and shared. */
let shared: NameIndex<KnownBody> | undefined;

export function knownBodies(): NameIndex<KnownBody> {
  shared ??= createNameIndex(
    [
      ...linesOf(departments).map((line) => entry(line, 'Sở ')),
      ...ministries.split(';').map((line) => entry(line.trim(), 'Bộ ')),
      ...linesOf(bodies).map((line) => entry(line, '')),
    ].map(({ body, names }) => ({ item: body, names, isStrict: false })),
    provinces,
    true,
  );
  return shared;
}

/** The one body a text names by its full name, an alias or an abbreviation; null when none or several. */
export function knownBody(text: string): KnownBody | null {
  const reading = readName(text);
  const named = knownBodies().named(reading).items;
  const found = named.length > 0 ? named : knownBodies().abbreviated(reading);
  return found.length === 1 ? (found[0] ?? null) : null;
}

function linesOf(block: string): string[] {
  return block.split('\n').filter((line) => line !== '');
}

function entry(line: string, head: string): { body: KnownBody; names: string[] } {
  const [first = '', others = ''] = line.split('|').map((part) => part.trim());
  const open = first.indexOf(' [');
  const name = head + (open < 0 ? first : first.slice(0, open));
  const suffix = open < 0 ? '' : first.slice(open + 2, -1);
  const names = [
    name,
    ...others.split(',').map((part) => part.trim()),
    suffix === '' ? '' : `${name} ${suffix}`,
  ];
  return { body: { name, suffix }, names: names.filter((part) => part !== '') };
}
