/** Filling in, once, what the office's letters need to know of it. */
import {
  type Letterhead,
  type LetterheadField,
  letterheadFields,
  longestLetterheadValue,
} from '../domain/letterhead.js';
import type { OutboundMessage } from '../domain/message.js';
import { shorten } from '../domain/text.js';
import { capital } from './format.js';

/** Names of the fields, how they are typed after `/dondoc coquan`, and an example. */
export const letterheadWords: Record<LetterheadField, { name: string; typed: string; example: string }> = {
  superior: {
    name: 'cơ quan chủ quản',
    typed: 'chuquan',
    example: 'UBND tỉnh Lam Giang; không có thì gõ “không”',
  },
  office: { name: 'cơ quan ban hành', typed: 'ten', example: 'Sở Tài chính' },
  symbol: { name: 'ký hiệu công văn', typed: 'kyhieu', example: 'STC-TH (cơ quan và bộ phận soạn thảo)' },
  place: { name: 'địa danh', typed: 'diadanh', example: 'Lam Giang' },
  signerTitle: {
    name: 'chức vụ người ký',
    typed: 'chucvu',
    example: 'GIÁM ĐỐC; hoặc KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC',
  },
  signerName: { name: 'họ và tên người ký', typed: 'nguoiky', example: 'Nguyễn Văn Minh' },
};

const skip = (field: LetterheadField): string => `/dondoc coquan tiep ${letterheadFields.indexOf(field) + 1}`;

/** One question of the dialogue. */
export function askLetterhead(field: LetterheadField, head: Letterhead): OutboundMessage {
  const { name, example } = letterheadWords[field];
  const known = head[field];
  const step = `${letterheadFields.indexOf(field) + 1}/${letterheadFields.length}`;
  return {
    text: `Thông tin cơ quan cho công văn (${step}). Đề nghị nhập ${name} (ví dụ: ${example}).${known ? ` Đang ghi: ${shorten(known, 100)}.` : ''}`,
    choices: [
      { label: known === null ? 'Để trống, hỏi mục sau' : 'Giữ nguyên, hỏi mục sau', command: skip(field) },
      { label: 'Thôi', command: '/huy' },
    ],
  };
}

/** What is known, and how to change it. */
export function letterheadShown(head: Letterhead): OutboundMessage {
  const lines = letterheadFields.map((field) => {
    const value = head[field];
    return `${capital(letterheadWords[field].name)}: ${value === null ? 'chưa có, để chỗ trống' : value === '' ? 'không ghi' : shorten(value, 100)}`;
  });
  return {
    heading: 'Thông tin cơ quan trên công văn',
    text: `${lines.join('\n')}\nSửa một mục: /dondoc coquan diadanh Lam Giang (${letterheadFields.map((field) => letterheadWords[field].typed).join(', ')}).`,
    choices: [{ label: 'Nhập lần lượt', command: '/dondoc coquan nhap' }],
  };
}

export const letterheadTooLong = `Nội dung quá dài (nhiều nhất ${longestLetterheadValue} ký tự). Đề nghị nhập lại.`;
export const symbolUnclear =
  'Ký hiệu công văn chỉ gồm chữ, số và gạch nối, không có số công văn (ví dụ: STC-TH). Đề nghị nhập lại.';
export const letterheadUsage = `Đề nghị gõ tên mục rồi nội dung, ví dụ: /dondoc coquan diadanh Lam Giang. Các mục: ${letterheadFields.map((field) => letterheadWords[field].typed).join(', ')}.`;
