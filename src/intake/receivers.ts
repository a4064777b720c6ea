/**
 * Who receives, where no list of bodies holds the name: a department's own head word ("trình Sở"), offices ("báo cáo Lãnh
 * đạo Sở"), abbreviations ("gửi LĐLĐ huyện"), associations by their level ("gửi Trung ương Hội").
 * Reads words right behind a handing verb only; which task they belong to is decided elsewhere.
 */

/** Handing over with the name right behind it. */
const direct =
  /(?<![\p{L}])(?<!tờ\s)(?:gửi|nộp|trình|báo cáo|chuyển)\s(?:(?:về|cho|đến|tới|lên|với)\s)?(?=\p{Lu}|đồng chí|đ\/c)/giu;

/** Handing over some words before a joint and the name: "gửi danh sách về …", "đăng ký tiết dạy với …". */
const jointed =
  /(?<![\p{L}])(?:gửi|nộp|báo cáo|đăng ký|đăng kí|thông báo|phản ánh|cập nhật|cung cấp)\s[^.;:]{1,100}?\s(?:về|cho|đến|tới|lên|với)\s(?=\p{Lu}|đồng chí|đ\/c)/giu;

/** Names told by shape. */
const receiver =
  /^(?:(?:đồng chí|đ\/c)\s)?(?:(?:Lãnh đạo|(?:Phó\s)?(?:Giám đốc|Tổng Giám đốc|Chủ tịch|Trưởng|Trưởng ban)|Thường trực)\s(?:Sở|Bộ|Cục|Ban|BCĐ|Ban Chỉ đạo|Hội đồng|Trường|Tỉnh ủy|Huyện ủy|Thành ủy|Đảng ủy|UBND (?:tỉnh|huyện|xã|phường|thành phố))|(?:Phó\s)?(?:Giám đốc|Hiệu trưởng)(?:\sbệnh viện|\sTrung tâm)?(?:\sphụ trách\s\p{Ll}+\s\p{Ll}+)?|(?:Trung ương|Tỉnh|Huyện|Thành|Xã)\s(?:Hội|Đoàn)|[A-ZĐƯ]{3,6}(?:\s(?:tỉnh|huyện|xã|thành phố|Việt Nam))?|Bộ trưởng|Thứ trưởng|Trưởng ban|Tổ trưởng|Sở|Bộ|Cục|Tổng cục|Huyện|Tỉnh|Quận)(?=[\s,.;:()]|$)/u;

/** Abbreviations of papers and matters, which receive nothing. */
const noBody =
  /^(?:UBND|HĐND|MTTQ|CSDL|CNTT|ATVSLĐ|ATGT|BHYT|VNPT|GPMB|QPPL|TTHC|PCCC|CNVC|NLĐ|KPI|PDF|OCOP)/u;

/** Names of receivers told by shape, each once, in the order of the text. */
export function bareReceivers(text: string): string[] {
  const names: string[] = [];
  const matches = [...text.matchAll(direct), ...text.matchAll(jointed)].toSorted((a, b) => a.index - b.index);
  for (const match of matches) {
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 80);
    const name = receiver.exec(rest)?.[0];
    if (name === undefined || noBody.test(name)) continue;
    // "trình Sở Tư pháp": the name goes on; whoever knows it reads it.
    if (/^(?:Sở|Bộ|Cục|Tổng cục|Huyện|Tỉnh|Quận)$/u.test(name) && /^\s\p{Lu}/u.test(rest.slice(name.length)))
      continue;
    if (!names.includes(name)) names.push(name);
  }
  return names;
}
