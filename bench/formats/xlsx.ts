/**
 * What was read from a plan → a tracking sheet as offices keep one: issuer, number, date and title above, a heading of two
 * rows with merged cells, a row per task. A yardstick for the reader of sheets: reading it back must give the same tasks.
 */
import type { Cell, Row } from 'write-excel-file/node';
import type { Deadline, ReadResult, TaskCandidate } from '../../src/domain/plan.js';

const columns = [6, 60, 34, 34, 30, 24, 14].map((width) => ({ width }));
const bold = { fontWeight: 'bold', align: 'center', alignVertical: 'center', wrap: true } as const;

/** Writes a reading as a workbook. */
export async function toXlsx(draft: ReadResult): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const data: Row[] = [
    ...titles(draft),
    [
      { value: 'TT', rowSpan: 2, ...bold },
      { value: 'Nội dung công việc', rowSpan: 2, ...bold },
      { value: 'Phân công thực hiện', columnSpan: 2, ...bold },
      null,
      { value: 'Thời hạn hoàn thành', rowSpan: 2, ...bold },
      { value: 'Sản phẩm', rowSpan: 2, ...bold },
      { value: 'Dung lượng', rowSpan: 2, ...bold },
    ],
    [null, null, { value: 'Chủ trì', ...bold }, { value: 'Phối hợp', ...bold }, null, null, null],
    ...draft.tasks.map((task, index) => taskRow(task, index)),
  ];
  return writeExcelFile(data, { sheet: 'Nhiệm vụ', columns }).toBuffer();
}

function titles({ document }: ReadResult): Row[] {
  const [year, month, day] = (document.issuedOn ?? '').split('-');
  const place = 'Địa danh';
  const wide = (value: string | null): Row => (value === null ? [] : [{ value, columnSpan: 7, ...bold }]);
  return [
    wide(document.issuer?.toUpperCase() ?? null),
    wide(document.number === null ? null : `Số: ${document.number}`),
    wide(
      document.issuedOn === null
        ? null
        : `${place}, ngày ${day ?? ''} tháng ${month ?? ''} năm ${year ?? ''}`,
    ),
    wide(
      document.title === null
        ? 'KẾ HOẠCH'
        : document.title.replace(/^\p{Lu}\p{Ll}+ \p{Ll}+/u, (type) => type.toUpperCase()),
    ),
    [],
  ];
}

function taskRow(task: TaskCandidate, index: number): Row {
  const text = (value: string | null): Cell =>
    value === null || value === '' ? null : { value, wrap: true };
  return [
    { value: index + 1, type: Number },
    text(task.action),
    text(task.lead.join('; ')),
    text(task.coordinating.join('; ')),
    text(task.deadlines.map((deadline) => phrase(deadline)).join('; ')),
    text(task.deliverable),
    text(task.volume),
  ];
}

/** "Tham mưu UBND tỉnh trước ngày 05/7/2022": what is due then, where one task has several dates. */
function phrase(deadline: Deadline): string {
  return deadline.stage === null ? deadline.text : `${deadline.stage} ${deadline.text}`;
}
