/** The plan check of a draft, page by page, with a way to each task concerned. Sentences are `plan-check.ts`. */
import type { Choice, OutboundMessage } from '../domain/message.js';
import type { Finding } from '../domain/plan-check.js';
import type { PlanDraft } from '../domain/plan.js';
import { findingSentence, severityWords } from './plan-check.js';

/** Findings on one page: each is a sentence or two. */
const page = 6;

export function checkedPlan(draft: PlanDraft, findings: readonly Finding[], at: number): OutboundMessage {
  const base = `/kehoach D${draft.number}`;
  const pages = Math.max(1, Math.ceil(findings.length / page));
  const current = Math.min(Math.max(1, at), pages);
  const from = (current - 1) * page;
  const shown = findings.slice(from, from + page);
  const choices: Choice[] = [
    ...shown.flatMap((finding, i) => {
      const index = draft.result.tasks.findIndex((task) => task.key === finding.tasks[0]);
      return index < 0
        ? []
        : [{ label: `${from + i + 1}. Xem nhiệm vụ ${index + 1}`, command: `${base} ${index + 1}` }];
    }),
    ...(current < pages ? [{ label: 'Trang sau', command: `${base} kiemtra ${current + 1}` }] : []),
    ...(current > 1 ? [{ label: 'Trang trước', command: `${base} kiemtra ${current - 1}` }] : []),
    { label: 'Về dự thảo', command: base },
  ];
  return {
    heading: `Kiểm tra kế hoạch D${draft.number}${pages > 1 ? `, trang ${current}/${pages}` : ''}`,
    text:
      findings.length === 0
        ? 'Chưa thấy điểm thiếu hoặc mâu thuẫn.'
        : [
            `${findings.length} điểm: ${countsOf(findings)}.`,
            ...shown.map(
              (finding, i) =>
                `${from + i + 1}. ${severityWords[finding.severity]}: ${findingSentence(finding, draft.result)}`,
            ),
          ].join('\n'),
    choices,
  };
}

/** "2 cần sửa, 3 nên bổ sung, 1 lưu ý". */
function countsOf(findings: readonly Finding[]): string {
  return (['error', 'warning', 'note'] as const)
    .map((severity) => ({
      severity,
      count: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severityWords[severity].toLowerCase()}`)
    .join(', ');
}
