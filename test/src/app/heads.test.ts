/** Codes for the head of a unit: what using one does, and what the clerk sees of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Grant } from '../../../src/domain/person.js';
import { choiceOf, type Office, openOffice, textOf } from '../../fakes/office.js';

describe('/donvi … thutruong', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.world.close());

  const grantsOf = (name: string): Grant[] =>
    [...office.world.app.store.all('persons')].find((person) => person.name === name)?.grants ?? [];
  const codeFor = async (typed: string): Promise<string> => {
    const answer = textOf(await office.world.say(office.hoa, typed));
    const code = /\/lienket (\S+)/.exec(answer)?.[1];
    if (code === undefined) throw new Error(answer);
    return code;
  };

  it.each(['thutruong', 'thủ trưởng', 'lanhdaodonvi'])('links a head with “%s”', async (word) => {
    const { world, hoa } = office;
    const answer = textOf(await world.say(hoa, `/donvi Sở Y tế ${word}`));
    expect(answer).toContain('Mã liên kết (thủ trưởng, Sở Y tế)');
    const code = /\/lienket (\S+)/.exec(answer)?.[1] ?? '';

    const linked = textOf(await world.say({ id: 'tuan', name: 'Phạm Anh Tuấn' }, `/lienket ${code}`));

    expect(linked).toContain('thủ trưởng của Sở Y tế');
    expect(grantsOf('Phạm Anh Tuấn')).toMatchObject([{ role: 'officer', isHead: true }]);
    const unit = await world.say(hoa, '/donvi Sở Y tế');
    expect(textOf(unit)).toContain('Thủ trưởng đơn vị: Phạm Anh Tuấn\nCán bộ đã liên kết: Lê Thu Hà\n');
    // What a head may do is what an officer may.
    expect(textOf(await world.say({ id: 'tuan', name: 'Phạm Anh Tuấn' }, '/viec'))).toContain('V1');
  });

  it('makes an officer who uses it the head, and takes nothing away by an ordinary code', async () => {
    const { world, ha } = office;
    await world.say(ha, `/lienket ${await codeFor('/donvi Sở Y tế thutruong')}`);
    expect(grantsOf('Lê Thu Hà')).toEqual([expect.objectContaining({ role: 'officer', isHead: true })]);

    await world.say(ha, `/lienket ${await codeFor('/donvi Sở Y tế ma')}`);
    expect(grantsOf('Lê Thu Hà')).toEqual([expect.objectContaining({ role: 'officer', isHead: true })]);
  });

  it('makes nobody head by the codes of other roles, and is offered as a button', async () => {
    const { world, hoa, giao } = office;
    const unit = await world.say(hoa, '/donvi Sở Giáo dục và Đào tạo');
    expect(textOf(unit)).toContain('Thủ trưởng đơn vị: chưa liên kết');
    expect(textOf(await world.press(hoa, choiceOf(unit, /thủ trưởng/)))).toContain('thủ trưởng');

    await world.say(giao, `/lienket ${await codeFor('/donvi Sở Giáo dục và Đào tạo lanhdao')}`);
    expect(grantsOf('Vũ Giao').some(({ isHead }) => isHead)).toBe(false);
  });

  it('is for clerks alone', async () => {
    const { world, ha } = office;
    const before = world.app.store.count('linkCodes');
    expect(textOf(await world.say(ha, '/donvi Sở Y tế thutruong'))).toContain('không thuộc phạm vi');
    expect(world.app.store.count('linkCodes')).toBe(before);
  });
});
