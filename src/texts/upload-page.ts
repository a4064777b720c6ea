/** The small page for handing in a large file from a phone; a plain form where no script runs. */
import { createHash } from 'node:crypto';
import { shorten } from '../domain/text.js';
import { capital, size } from './format.js';

/** A page and the hash its style is allowed by. */
export interface Page {
  html: string;
  styleHash: string;
}

const style =
  'body{font:17px/1.55 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1.25rem;color:#14232f;background:#f6f8fa}main{background:#fff;border:1px solid #d6dee4;border-radius:14px;padding:1.25rem}h1{font-size:1.2rem;margin:0 0 .75rem}input,button{font:inherit;width:100%;box-sizing:border-box;margin:.5rem 0}button{padding:.85rem;border:0;border-radius:10px;background:#0b5cab;color:#fff;font-weight:600}small{color:#4a5b68}progress{width:100%;height:1.1rem}[hidden]{display:none}button.quiet{background:#e4ebf0;color:#14232f}button:disabled{opacity:.55}button:focus-visible,input:focus-visible{outline:3px solid #f2a900;outline-offset:2px}';
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

/** What the script of the page says; `{…}` are filled in by it. */
const pageWords = (maxBytes: number): Record<string, string> => ({
  reading: 'Đang mở tệp…',
  sending: 'Đang gửi {percent}% ({sent}/{total} MB). Có thể khóa màn hình; khi mở lại hệ thống gửi tiếp.',
  offline: 'Mất kết nối mạng. Phần đã gửi được giữ; hệ thống tự gửi tiếp khi có mạng.',
  waiting: 'Đường truyền gián đoạn, hệ thống đang thử lại. Phần đã gửi được giữ.',
  paused: 'Đã tạm dừng. Phần đã gửi được giữ trong 24 giờ.',
  pause: 'Tạm dừng',
  resume: 'Gửi tiếp',
  done: 'Đã gửi xong “{name}”. Biên nhận có mã tiếp nhận được gửi trong cuộc trò chuyện.',
  another: 'Nộp bản khác',
  tooBig: `Tệp vượt quá giới hạn ${size(maxBytes)}. Đề nghị chia nhỏ hoặc nén tệp rồi gửi lại.`,
  empty: 'Tệp rỗng (0 byte). Đề nghị mở tệp kiểm tra rồi chọn lại.',
  failed:
    'Chưa gửi được tệp. Đề nghị thử lại; nếu vẫn lỗi, quay lại cuộc trò chuyện và gõ /nop để nhận đường dẫn mới.',
});

/** @param code the assignment, as typed. */
export const form = (task: string, code: string, maxBytes: number): Page =>
  page(
    'Nộp tệp báo cáo',
    `<p>Việc ${escape(code)}: ${escape(shorten(capital(task), 200))}</p><form id="upload" method="post" enctype="multipart/form-data" data-code="${escape(code)}" data-max="${maxBytes}" data-words="${escape(JSON.stringify(pageWords(maxBytes)))}"><label>Chọn tệp (tối đa ${size(maxBytes)})<input type="file" name="file" required></label><button type="submit">Nộp báo cáo</button><progress max="100" value="0" aria-label="Phần đã gửi" hidden></progress><p role="status" aria-live="polite"></p><button type="button" class="quiet" hidden>Tạm dừng</button></form><small>Biên nhận có mã tiếp nhận được gửi trong cuộc trò chuyện. Nếu mất mạng, mở lại trang này và chọn lại đúng tệp đó để gửi tiếp. Không gửi tài liệu có dấu chỉ độ mật, không chuyển đường dẫn này cho người khác.</small><script src="assets/tus.js" defer></script><script type="module" src="assets/page.js"></script>`,
  );

/** Answers to the script of the page. */
export const uploadErrors = {
  deadLink:
    'Đường dẫn không còn hiệu lực. Đề nghị quay lại cuộc trò chuyện và gõ lệnh /nop để nhận đường dẫn mới.',
  gone: 'Phần đã gửi trước không còn. Đề nghị chọn lại tệp và gửi lại từ đầu.',
  empty: 'Tệp rỗng (0 byte), chưa được ghi nhận. Đề nghị mở tệp kiểm tra rồi gửi lại.',
  tryAgain: 'Hệ thống tạm thời chưa ghi được tệp, sẽ thử lại.',
};
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
