/** What stands in place of a file that is too large for a channel. */
import { shorten } from '../domain/text.js';
import { count, size } from './format.js';

export const tooLargeToSend = (
  file: { name: string; size: number },
  link: string | null,
  days: number,
): string =>
  link
    ? `Tệp lớn “${shorten(file.name, 60)}” (${size(file.size)}), tải tại (có hiệu lực ${count(days)} ngày): ${link}`
    : `Tệp “${shorten(file.name, 60)}” (${size(file.size)}) lớn hơn mức kênh này chuyển được; đề nghị liên hệ Văn phòng để nhận.`;
