/** The small page for handing in a large file from a phone; no script, so it works on any browser. */
import { createHash } from 'node:crypto';
import { shorten } from '../domain/text.js';
import { capital, size } from './format.js';

/** A page and the hash its style is allowed by. */
export interface Page {
  html: string;
  styleHash: string;
}

const style =
  'body{font:17px/1.55 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1.25rem;color:#14232f;background:#f6f8fa}main{background:#fff;border:1px solid #d6dee4;border-radius:14px;padding:1.25rem}h1{font-size:1.2rem;margin:0 0 .75rem}input,button{font:inherit;width:100%;box-sizing:border-box;margin:.5rem 0}button{padding:.85rem;border:0;border-radius:10px;background:#0b5cab;color:#fff;font-weight:600}small{color:#4a5b68}';
const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;

/** One function escapes everything that is not our own markup. */
function escape(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c,
  );
}

function page(title: string, body: string): Page {
  const html = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>${style}</style></head><body><main><h1>${escape(title)}</h1>${body}</main></body></html>`;
  return { html, styleHash };
}

export const form = (task: string, maxBytes: number): Page =>
  page(
    'Nộp tệp báo cáo',
    `<p>Việc: ${escape(shorten(capital(task), 200))}</p><form method="post" enctype="multipart/form-data"><label>Chọn tệp (tối đa ${size(maxBytes)})<input type="file" name="file" required></label><button type="submit">Nộp báo cáo</button></form><small>Biên nhận có mã tiếp nhận được gửi trong cuộc trò chuyện. Không gửi tài liệu có dấu chỉ độ mật.</small>`,
  );
export const received = (name: string, bytes: number): Page =>
  page(
    'Đã nhận tệp',
    `<p>Hệ thống đã nhận “${escape(shorten(name, 80))}” (${size(bytes)}). Biên nhận có mã tiếp nhận được gửi trong cuộc trò chuyện.</p>`,
  );
export const refused = (sentence: string): Page => page('Chưa nhận được tệp', `<p>${escape(sentence)}</p>`);
export const noFile: Page = page('Chưa có tệp', '<p>Đề nghị quay lại và chọn một tệp trước khi nộp.</p>');
export const deadLink: Page = page(
  'Đường dẫn không còn hiệu lực',
  '<p>Đề nghị quay lại cuộc trò chuyện và gõ lệnh /nop để nhận đường dẫn mới.</p>',
);
