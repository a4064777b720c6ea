/** What stands in place of a file whose link gives nothing any more: a page that says what to do, and nothing else. */
import { createHash } from 'node:crypto';

const style =
  'body{font:17px/1.55 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1.25rem;color:#14232f;background:#f6f8fa}main{background:#fff;border:1px solid #d6dee4;border-radius:14px;padding:1.25rem}h1{font-size:1.2rem;margin:0 0 .75rem}';

/** The page's style is allowed by its hash, and nothing else is. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** The same for a link that is forged, expired, or another's: none of them tells which. */
export const deadFileLink = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Đường dẫn không còn hiệu lực</title><style>${style}</style></head><body><main><h1>Đường dẫn không còn hiệu lực</h1><p>Đề nghị quay lại cuộc trò chuyện với hệ thống và gõ lại lệnh để nhận đường dẫn mới: /viec kèm mã việc và chữ “tep” (ví dụ: /viec V12 tep) đối với tệp đã nộp, /tonghop đối với gói tổng hợp.</p></main></body></html>`;
