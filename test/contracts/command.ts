/**
 * What every chat command must do, whoever types it: answer, never fault, and offer choices that can be typed.
 * Which role gets which answer is the permission table's business.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandNamed } from '../../commands/index.js';
import { parseCommand } from '../../src/app/route.js';
import type { Command } from '../../src/domain/command.js';
import type { OutboundMessage } from '../../src/domain/message.js';
import { ourFault } from '../../src/texts/errors.js';
import { createWorld, task, type Talker, type World } from '../fakes/world.js';

/** Registers the suite for a list of commands; all run in one world, one after the other. */
export function commandContract(commands: readonly Command[]): void {
  describe.each(commands.map((command) => [command.name, command] as const))('/%s', (_name, command) => {
    let world: World;
    let talkers: Talker[];

    beforeAll(async () => {
      world = await createWorld();
      const clerk = { id: 'clerk', name: 'Trần Thị Hoa' };
      await world.say(clerk, '/start QUAN-TRI-2026');
      talkers = [
        { id: 'stranger', name: 'Người lạ' },
        clerk,
        await world.link('officer', 'Lê Thu Hà', 'officer', 'Sở Y tế'),
        await world.link('consolidator', 'Nguyễn Văn Minh', 'consolidator', 'Sở Tài chính'),
        await world.link('leader', 'Hoàng Đức Long', 'leader'),
      ];
      await world.publish([
        task('xây dựng báo cáo tổng kết', ['Sở Y tế', 'Sở Giáo dục và Đào tạo'], '2026-06-22'),
        task('báo cáo tham luận <b>&"khó"</b> *_`[', ['Sở Y tế'], '2026-06-10'),
      ]);
    });

    afterAll(() => world.close());

    it('answers every example of its help, and itself without arguments, for every role', async () => {
      for (const talker of talkers) {
        for (const typed of [
          ...command.examples,
          `/${command.name}`,
          `/${command.name} 99999 \u0000 ${'x'.repeat(3_000)}`,
        ]) {
          const answers = await world.say(talker, typed);
          expect(answers.length, `${talker.id}: ${typed.slice(0, 40)}`).toBeGreaterThan(0);
          for (const answer of answers) checkAnswer(answer);
          await world.say(talker, '/huy');
        }
      }
    });

    it('is found by each of its names, in capitals and with diacritics or without', () => {
      for (const name of [command.name, ...command.aliases]) {
        expect(commandNamed(parseCommand(`/${name.toUpperCase()}`)?.name ?? '')).toBe(command);
      }
    });
  });
}

function checkAnswer({ heading = '', text, choices = [] }: OutboundMessage): void {
  expect(text).not.toBe(ourFault);
  expect(text.trim()).not.toBe('');
  expect(`${heading}${text}`).toBe(`${heading}${text}`.normalize('NFC'));
  expect(`${heading}${text}`).not.toMatch(/undefined|null|NaN|\[object|Invalid/);
  for (const choice of choices) {
    expect(Buffer.byteLength(choice.command)).toBeLessThanOrEqual(64);
    expect(choice.command).toMatch(/^\/[\u0020-\u007e]+$/);
    expect(commandNamed(parseCommand(choice.command)?.name ?? '')).toBeDefined();
    expect(choice.label.trim()).not.toBe('');
  }
}
