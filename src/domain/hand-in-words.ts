/**
 * What the words around a hand-in say: which assignments, and what is to be done with the files. Reads words only;
 * whose assignments those are, and whether it may be done, is decided elsewhere.
 */
import { fold, foldSpace } from './text.js';

/** What `/nop` can be told to do besides handing in. */
export type HandInVerb =
  | 'other' // khac: show every assignment
  | 'anew' // moi: hand in again although it is the same
  | 'only' // thay: the new files alone make the next version
  | 'add' // them: the files join those that are there
  | 'complete' // du: nothing more belongs to it
  | 'item' // muc N: the last file is item N
  | 'move' // chuyen: to another assignment
  | 'confirm' // xacnhan: take part in a joint hand-in
  | 'decline'; // tuchoi: do not

export interface HandInWords {
  /** Numbers of the assignments named (`V12`), in order, each once. */
  codes: number[];
  verb: HandInVerb | null;
  /** What stands behind the verb: the number of an item. */
  position: number | null;
  receipt: string | null;
  /** The words as written, without codes and receipt. */
  rest: string;
}

const verbs: readonly (readonly [RegExp, HandInVerb])[] = [
  [/^(?:khac|viec khac|tat ca)$/, 'other'],
  [/^(?:moi|ban moi|van nop)$/, 'anew'],
  [/^(?:thay|thay the|chi tep nay)$/, 'only'],
  [/^(?:them|ghep|gop|them vao)$/, 'add'],
  [/^(?:du|da du|du roi|khong co|khong con)(?: .{0,60})?$/, 'complete'],
  [/^(?:muc|phan) ?(\d{1,2})$/, 'item'],
  [/^(?:chuyen|chuyen sang|nham|nham viec|chuyen viec)$/, 'move'],
  [/^(?:xac ?nhan|dong y)$/, 'confirm'],
  [/^(?:tu ?choi|khong dong y)$/, 'decline'],
];

const receiptPattern = /(?<![\p{L}\p{N}])TN-\d{5,9}-[A-Z0-9]{4,8}(?![\p{L}\p{N}])/iu;
const codePattern = /(?<![\p{L}\p{N}])v\s?(\d{1,9})(?![\p{L}\p{N}]|[.,]\d)/giu;
/** Words after which a small `v2` counts versions of a file and names no assignment. */
const versionBefore =
  /(?:^|[\s_(-])(?:ban|file|tep|bao cao|bc|du thao|lan|version|final|sua|chinh sua|moi)[\s_(-]*$/;

/**
 * @param text what was typed after `/nop`, or the words sent with a file.
 * @param isTyped typed as a command: then every `v2` is a code and the rest may be a verb. In the words of a caption
 *   "bản v2" is the second version of a file, and "bản mới" says nothing about what is to be done.
 */
export function readHandInWords(text: string, isTyped: boolean): HandInWords {
  const receipt = receiptPattern.exec(text)?.[0].toUpperCase() ?? null;
  const plain = text.replace(receiptPattern, ' ');
  const codes: number[] = [];
  const rest = plain.replace(codePattern, (match, digits: string, at: number) => {
    const isVersion =
      match.startsWith('v') && digits.length === 1 && versionBefore.test(fold(plain.slice(0, at)));
    if (!isTyped && isVersion) return match;
    const number = Number(digits);
    if (!codes.includes(number)) codes.push(number);
    return ' ';
  });
  const words = foldSpace(rest).replace(/^[\s,;:.+&-]+|[\s,;:+&-]+$/g, '');
  const found = isTyped ? verbOf(fold(words)) : null;
  return { codes, verb: found?.verb ?? null, position: found?.position ?? null, receipt, rest: words };
}

function verbOf(words: string): { verb: HandInVerb; position: number | null } | null {
  for (const [pattern, verb] of verbs) {
    const match = pattern.exec(words);
    if (match) return { verb, position: verb === 'item' ? Number(match[1]) : null };
  }
  return null;
}

/**
 * Whether words say that there is nothing to report ("V12 quý này không phát sinh"). "Không phát sinh ổ dịch mới" is what a
 * report says, not that there is none.
 */
export function saysNothingToReport(text: string): boolean {
  const words = fold(text)
    .replace(/[.,;:]+/g, ' ')
    .trim();
  const isAtEnd =
    /\b(?:khong|ko|hok) (?:co )?phat sinh(?: (?:gi|noi dung|bao cao|nhiem vu|de bao cao|trong ky|ky nay|quy nay|thang nay|nam nay|a|nhe|em|ah))*$|\bkps$/.test(
      words,
    );
  return isAtEnd && words.split(/\s+/).length <= 14;
}

/** Whether words say that it was sent another way, without saying what ("V12 đã gửi rồi"). */
export function saysSent(text: string): boolean {
  return /^da (?:gui|nop)(?: (?:qua .{1,40}|roi|a|xong))*$/.test(fold(text));
}

/** Whether words say that the paper is one of several units together ("báo cáo chung của Sở A và Sở B"). */
export function saysJoint(text: string): boolean {
  return /\b(?:bao cao|nop|gui|van ban|to trinh|de an|ky|lam) chung\b|\bchung (?:voi|cua|giua|ca)\b|\b(?:nop|gui|bao cao|ky|lam) cung (?!ky|cap)|\bcung (?:voi )?(?:so|ubnd|uy ban|ban|chi cuc|phong|van phong|cong an|hoi)\b|\blien nganh\b|\bdong ky\b/.test(
    fold(text),
  );
}

/** Whether words say that a file takes the place of what was sent before ("bản mới", "thay bản cũ"). */
export function saysReplacement(text: string): boolean {
  return /\b(?:ban|file|tep|bao cao) (?:moi|sua|da sua|chinh sua|chinh thuc|cuoi|thay|thay the)\b|\bthay(?: the)?(?: cho)? (?:ban|file|tep|bao cao)\b|\bthay the\b/.test(
    fold(text),
  );
}

/** Whether words take back what was sent ("gửi nhầm", "thôi không nộp"). */
export function saysMistake(text: string): boolean {
  return /^(?:(?:em|toi|minh|a|xin loi|da)[ ,]+)*(?:gui nham|nop nham|nham|nham roi|thoi|thoi khong nop|khong nop nua|bo di|huy)(?:[ ,.].{0,40})?$/.test(
    fold(text),
  );
}
