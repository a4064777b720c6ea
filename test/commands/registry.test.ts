import { describe, expect, it } from 'vitest';
import { commandNamed, commands } from '../../commands/index.js';
import { understand } from '../../commands/free-text.js';
import { parseCommand } from '../../src/app/route.js';
import { fold } from '../../src/domain/text.js';

const contractNames = [
  'start',
  'lienket',
  'viec',
  'han',
  'nop',
  'xong',
  'khongphatsinh',
  'giahan',
  'hoannhac',
  'nghiphep',
  'duyet',
  'tiendo',
  'tonghop',
  'dondoc',
  'nhacviec',
  'kehoach',
  'donvi',
  'nhom',
  'tuychon',
  'huy',
  'trogiup',
];

describe('commands/index.ts', () => {
  it.each(contractNames)('has /%s', (name) => {
    expect(commandNamed(name)?.name).toBe(name);
  });

  it('has names and aliases that stay unique after folding', () => {
    const all = commands.flatMap((command) => [command.name, ...command.aliases]).map(fold);

    expect(new Set(all).size).toBe(all.length);
  });

  it.each(commands.map((command) => [command.name, command] as const))(
    'describes /%s for menus and help',
    (_name, command) => {
      expect(command.name).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(command.summary.length).toBeLessThanOrEqual(60);
      expect(command.summary).toBe(command.summary.normalize('NFC'));
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) {
        const parsed = parseCommand(example);
        expect(parsed && commandNamed(parsed.name)?.name).toBe(command.name);
      }
    },
  );

  it('understands commands in capitals and with diacritics', () => {
    expect(parseCommand('/VIEC')).toEqual({ name: 'viec', args: '' });
    expect(parseCommand('/việc 2')).toEqual({ name: 'viec', args: '2' });
    expect(parseCommand('/nop@dondoc_bot V12')).toEqual({ name: 'nop', args: 'V12' });
    expect(parseCommand('việc gì')).toBeNull();
  });
});

describe('commands/free-text.ts', () => {
  it.each([
    ['tuần này đơn vị tôi phải nộp gì', '/han tuần này'],
    ['tuan nay phai nop gi', '/han tuần này'],
    ['han bao cao 348', '/viec 348'],
    ['đơn vị nào chưa nộp báo cáo kế hoạch 62?', '/dondoc 62'],
    ['việc của đơn vị tôi', '/viec'],
    ['xin gia hạn', '/giahan'],
    ['tiến độ kế hoạch 62', '/tiendo 62'],
    ['tải tất cả tệp của kế hoạch 62', '/tonghop 62'],
  ])('reads “%s” as %s', (text, command) => {
    expect(understand(text)).toBe(command);
  });

  it('says nothing for a sentence it does not know', () => {
    expect(understand('chào buổi sáng')).toBeNull();
  });
});
