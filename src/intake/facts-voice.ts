/**
 * Who speaks in the text itself, for documents whose head is lost: the line under the title of a decision, the opening
 * sentence that announces, the closing one that tells others to carry it out (Decree 30/2020, annex I).
 */
import { fold, foldSpace } from '../domain/text.js';
import { findUnitMentions } from '../domain/unit-mention.js';
import type { Block } from './block.js';
import type { Layout } from './layout.js';

/** Longest line that is nothing but the name of who decides. */
const longestName = 80;

const decider =
  /^(?:thu tuong chinh phu|chinh phu|bo truong\s.{2,60}|(?:pho )?chu tich uy ban\s.{3,60}|(?:hoi dong|uy ban) nhan dan\s.{3,50}|giam doc so\s.{2,50})$/;

/** Whether a line under a title names who decides ("THỦ TƯỚNG CHÍNH PHỦ"), and belongs to no title. */
export function isVoice(text: string): boolean {
  const line = foldSpace(text.replace(/[*|]/g, ' '));
  return line.length <= longestName && decider.test(fold(line));
}

/** "THỦ TƯỚNG CHÍNH PHỦ" between the title and the first "Căn cứ"; null when no such line stands there. */
export function voiceUnderTitle(blocks: readonly Block[], layout: Layout): string | null {
  if (layout.type < 0) return null;
  const basis = blocks.findIndex((block, at) => at > layout.type && /^[\s*-]*Căn cứ\s/u.test(block.text));
  if (basis < 0 || basis - layout.type > 8) return null;
  const line = blocks.slice(layout.type + 1, basis).findLast((block) => isVoice(block.text));
  if (line === undefined) return null;
  const name = foldSpace(line.text.replace(/[*|]/g, ' '));
  const letters = name.replace(/[^\p{L}]/gu, '');
  return letters === letters.toUpperCase() ? null : name;
}

/** The opening sentence: "…, UBND tỉnh ban hành kế hoạch …", "…, Ban Thường vụ Tỉnh ủy xây dựng kế hoạch …". */
export function announcer(blocks: readonly Block[], layout: Layout): string | null {
  for (const block of blocks.slice(layout.body, layout.body + 12)) {
    const sentence = block.text.replace(/\*/g, ' ').slice(0, 3000);
    for (const mention of findUnitMentions(sentence)) {
      const next = fold(sentence.slice(mention.end, mention.end + 60));
      if (
        !mention.collective &&
        /^(?:ban hanh|xay dung|trien khai|yeu cau|chi thi|de nghi|giao)\s/.test(next) &&
        /(?:ke hoach|chi thi|chuong trinh|cac so|thu truong|giam doc|cac co quan)/.test(next)
      )
        return foldSpace(mention.text);
    }
  }
  return null;
}

/** How many paragraphs from its end a document tells others to carry it out. */
const closingBlocks = 10;

/** The closing sentence: "Ủy ban nhân dân quận đề nghị Thủ trưởng …", "Văn phòng Chính phủ xin thông báo để …". */
export function closingVoice(blocks: readonly Block[], layout: Layout): string | null {
  for (const block of blocks.slice(layout.body).slice(-closingBlocks).toReversed()) {
    const text = block.text.replace(/\*/g, ' ').slice(0, 1000);
    const [mention] = findUnitMentions(text);
    if (mention === undefined || mention.collective || mention.person === true) continue;
    if (!/^[\s\d.)-]*$/.test(text.slice(0, mention.start))) continue;
    const next = fold(text.slice(mention.end, mention.end + 60)).trim();
    const isTelling =
      /^(?:xin )?thong bao (?:de|den|cho)\s/.test(next) ||
      /^(?:yeu cau|de nghi|giao)\s(?:cac|thu truong|giam doc|chu tich|lanh dao|nguoi dung dau)\s/.test(next);
    if (isTelling) return foldSpace(mention.text);
  }
  return null;
}
