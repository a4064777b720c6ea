import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planLife } from '../../bench/plan-lives.js';

const plan = `ỦY BAN NHÂN DÂN
TỈNH LAM GIANG

Số: 91/KH-UBND
Lam Giang, ngày 01 tháng 6 năm 2026

KẾ HOẠCH
Rà soát công tác lưu trữ năm 2026

I. PHÂN CÔNG THỰC HIỆN
1. Sở Y tế rà soát hồ sơ lưu trữ của ngành, báo cáo Sở Nội vụ trước ngày 24/6/2026.
2. Sở Tài chính xây dựng báo cáo số hóa hồ sơ, gửi Sở Nội vụ trước ngày 30/6/2026.
3. Sở Xây dựng báo cáo kết quả thực hiện định kỳ hằng quý, gửi Sở Nội vụ trước ngày 20 tháng cuối quý.
`;

describe('the whole life of a plan (bench/plan-lives.ts)', () => {
  let dir = '';
  let file = '';
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dondoc-plan-life-'));
    file = join(dir, 'ke-hoach.txt');
    await writeFile(file, plan);
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('brings what was foretold, once, through deaths, outages and hand-ins', async () => {
    const life = await planLife({
      file,
      seed: 3,
      to: '2026-10-10',
      chances: { kill: 0.25, stop: 0.1, outage: 0.1, handIn: 0.3 },
    });

    expect(life).toMatchObject({ people: 3, missing: [], surplus: [], double: [], different: [] });
    expect(life.recorded).toBe(life.foretold - life.cancelled);
    expect(life.recorded).toBeGreaterThan(3);
    expect(life.kills + life.stops + life.outages).toBeGreaterThan(0);
  }, 180_000);

  it('is the same on a machine that stands in New York', async () => {
    const life = await planLife({
      file,
      seed: 4,
      to: '2026-07-20',
      zone: 'America/New_York',
      chances: { kill: 0, stop: 0.1, outage: 0, handIn: 0 },
    });

    // The forecast was made in the zone of the machine as well; its instants are those of Viet Nam.
    expect(life).toMatchObject({ missing: [], surplus: [], double: [], different: [], cancelled: 0 });
    expect(new Set(life.clockTimes)).toEqual(new Set(['08:00']));
  }, 180_000);
});
