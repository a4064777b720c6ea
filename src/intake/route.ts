/**
 * Where a product goes when its own words do not say it: a line about the whole list, a further clause of its sentence,
 * the report before it.
 */
import type { Draft } from './draft.js';
import { routeOf } from './fields.js';

/** Adds the recipients and the way a passage names to a draft that names none. */
export function addRoute(draft: Draft, passage: string): void {
  if (draft.recipients.length > 0) return;
  const route = routeOf(passage);
  draft.recipients = route.recipients.filter((name) => !draft.lead.includes(name));
  draft.via ??= route.via;
}

/** Whether a clause hands something over ("gửi danh sách về Chi cục A") and so tells where the work before it goes. */
export function handsOver(clause: string): boolean {
  return /^[\s,;]*(?:đồng thời\s|và\s|sau đó\s)?(?:lập danh sách\s|tổng hợp,?\s)?(?:gửi|báo cáo|nộp|chuyển|bàn giao)\s|,\s(?:và\s)?(?:gửi|nộp|báo cáo)\s/iu.test(
    clause,
  );
}

/** "Báo cáo sơ bộ gửi về Sở …; báo cáo chính thức chậm nhất ngày …": a further report goes where the first went. */
export function followRoutes(drafts: readonly Draft[]): void {
  drafts.forEach((draft, index) => {
    const before = drafts[index - 1];
    if (before === undefined || draft.recipients.length > 0 || !/^(?:báo cáo|gửi|nộp)/iu.test(draft.action))
      return;
    if (draft.lead.join() !== before.lead.join() || !/báo cáo|gửi|nộp/iu.test(before.action)) return;
    draft.recipients = [...before.recipients];
    draft.via ??= before.via;
  });
}
