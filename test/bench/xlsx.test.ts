import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toXlsx } from '../../bench/formats/xlsx.js';
import type { ReadResult } from '../../src/domain/plan.js';
import { readPlanText } from '../../src/intake/index.js';
import { readFile } from '../../src/intake/read-file.js';

const options = { issuedOn: null, beforeMeans: 'strict' } as const;
const folder = new URL('../src/intake/styles/', import.meta.url);

/** Who owes what by when, without order: only dates and rules that can be put into a cell. */
const owed = ({ tasks }: ReadResult): string[] =>
  tasks
    .flatMap((task) => task.deadlines.map((one) => `${task.lead.join('; ')} ${one.dueOn ?? one.rrule ?? ''}`))
    .sort();

describe('bench/formats/xlsx.ts', () => {
  it('writes a sheet that reads back as the same tasks, leads and dates', async () => {
    let same = 0;
    let all = 0;
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.txt'))) {
      const text = readPlanText(readFileSync(new URL(name, folder), 'utf8'), options);
      // oxlint-disable-next-line no-await-in-loop -- one workbook at a time
      const sheet = await readFile(await toXlsx(text), options);
      expect([name, sheet.tasks.length]).toEqual([name, text.tasks.length]);
      const found = owed(sheet);
      for (const one of owed(text)) {
        all += 1;
        const at = found.indexOf(one);
        if (at < 0) continue;
        same += 1;
        found.splice(at, 1);
      }
    }
    expect(all).toBeGreaterThan(100);
    // A cell gives up the sentence around a name ("Phòng Công chức, viên chức") or a span ("6 tháng; 12 tháng").
    expect(same / all).toBeGreaterThan(0.94);
  });
});
