import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRules, yearsWithoutNotice } from '../../../src/app/rules.js';
import { isWorkingDay, officeCalendarId } from '../../../src/domain/calendar.js';
import { defaultPolicy, officePolicyId } from '../../../src/domain/policy.js';
import type { Setting } from '../../../src/domain/tables.js';

describe('src/app/rules.ts', () => {
  let dataDir: string;
  const load = (): ReturnType<typeof loadRules> =>
    loadRules({ beforeMeans: 'strict', workdayEnd: '17:00', dataDir }, null);
  const own = (years: unknown): Promise<void> =>
    writeFile(join(dataDir, 'holidays.json'), JSON.stringify({ years }));

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'dondoc-rules-'));
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('takes the years of the office’s own calendar before the shipped ones', async () => {
    expect(isWorkingDay('2026-11-23', load().calendar)).toBe(true);

    await own({ 2026: { source: 'Thông báo của Sở Nội vụ', off: ['2026-11-23'], worked: ['2026-11-28'] } });

    expect(isWorkingDay('2026-11-23', load().calendar)).toBe(false);
    expect(isWorkingDay('2026-11-28', load().calendar)).toBe(true);
    expect(isWorkingDay('2025-01-27', load().calendar)).toBe(false);
  });

  it('refuses a damaged calendar naming the file and the place', async () => {
    await own({ 2027: { source: 'x', off: ['2027-02-30'], worked: [] } });

    expect(load).toThrow(/holidays\.json: years\.2027\.off\[0\]/);
  });

  it('lays what the office changed in chat over its file, live, and keeps the same objects in between', async () => {
    await own({ 2027: { source: 'tệp của cơ quan', off: ['2027-01-04'], worked: [] } });
    const records = new Map<string, Setting>();
    const put = (id: string, value: unknown): void => void records.set(id, { id, value });
    const config = { beforeMeans: 'strict', workdayEnd: '17:00', dataDir } as const;
    const rules = loadRules(config, { get: (_table, id) => records.get(id) as never });
    expect(isWorkingDay('2027-01-04', rules.calendar)).toBe(false);
    expect(rules.policy).toBe(defaultPolicy);
    const [calendar, policy] = [rules.calendar, rules.policy];
    expect([rules.calendar, rules.policy]).toEqual([calendar, policy]);
    expect(rules.calendar).toBe(calendar);

    put(officeCalendarId, {
      years: { 2027: { source: 'Thông báo', off: ['2027-01-05'], worked: [], isComplete: true } },
    });
    put(officePolicyId, { sendFrom: '07:30', steps: [{ offset: -2 }] });

    expect([isWorkingDay('2027-01-04', rules.calendar), isWorkingDay('2027-01-05', rules.calendar)]).toEqual([
      true,
      false,
    ]);
    expect(isWorkingDay('2026-11-24', rules.calendar)).toBe(false);
    expect(rules.policy).toEqual({ ...defaultPolicy, sendFrom: '07:30', steps: [{ offset: -2 }] });
    expect(rules.policy).toBe(rules.policy);
    const changed = rules.policy;
    put(officePolicyId, { sendFrom: '07:30', steps: 'ba ngày' });
    put(officeCalendarId, { years: 'không' });
    expect(changed).not.toBe(rules.policy);
    expect(rules.policy).toBe(defaultPolicy);
    expect(isWorkingDay('2027-01-04', rules.calendar)).toBe(false);
    records.clear();
    expect(rules.policy).toBe(defaultPolicy);
  });

  it('misses next year’s notice from November on', async () => {
    expect(yearsWithoutNotice(load().calendar, Date.parse('2026-10-31T10:00:00+07:00'))).toEqual([]);
    expect(yearsWithoutNotice(load().calendar, Date.parse('2026-11-01T10:00:00+07:00'))).toEqual([2027]);

    await own({ 2027: { source: 'Thông báo', off: ['2027-01-01'], worked: [] } });
    expect(yearsWithoutNotice(load().calendar, Date.parse('2026-11-01T10:00:00+07:00'))).toEqual([]);
  });
});
