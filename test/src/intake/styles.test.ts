/**
 * Whole documents in the styles offices write: each `styles/NAME.txt` (our own words) with what must be read from it
 * in `styles/NAME.expected.md`, a line per task, checked by a person when it was written.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TaskCandidate } from '../../../src/domain/plan.js';
import { shorten } from '../../../src/domain/text.js';
import { readPlanText } from '../../../src/intake/index.js';

const folder = join(import.meta.dirname, 'styles');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replace(/\.txt$/, ''));

/** "2024-02-14 · Văn phòng Sở · Tham mưu … · với A · gửi B": what a clerk would check first. */
function line(task: TaskCandidate): string {
  const dates = task.deadlines.map((deadline) => deadline.dueOn ?? deadline.rrule ?? `“${deadline.text}”`);
  return [
    dates.join(', ') || 'không hạn',
    task.lead.join('; ') || 'chưa rõ',
    shorten(task.action, 90),
    ...(task.coordinating.length > 0 ? [`với ${task.coordinating.join('; ')}`] : []),
    ...(task.recipients.length > 0 ? [`gửi ${task.recipients.join('; ')}`] : []),
    ...(task.via === null ? [] : [`qua ${task.via}`]),
  ].join(' · ');
}

describe('src/intake: documents as offices write them', () => {
  it.each(names)('%s', async (name) => {
    const text = readFileSync(join(folder, `${name}.txt`), 'utf8');
    const { tasks } = readPlanText(text, { issuedOn: null, beforeMeans: 'strict' });
    const lines = tasks.map((task) => `- ${line(task)}\n`).join('');

    await expect(lines).toMatchFileSnapshot(join(folder, `${name}.expected.md`));
  });
});
