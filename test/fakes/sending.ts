/** A world in which Sở Y tế and Sở Giáo dục owe things and Sở Tài chính collects them; people who hand in. */
import type { Submission } from '../../src/domain/assignment.js';
import type { InboundContent, OutboundMessage } from '../../src/domain/message.js';
import type { TaskCandidate } from '../../src/domain/plan.js';
import { createDocumentReader } from '../../src/intake/index.js';
import { createWorld, task, type Talker, type World } from './world.js';

export interface SendingWorld extends World {
  ha: Talker;
  giao: Talker;
  minh: Talker;
  /** Sends files as one message, or as parts of one album. */
  send(
    who: Talker,
    files: readonly [Uint8Array, string][],
    how?: {
      caption?: string;
      isAlbum?: boolean;
      replyTo?: string;
      group?: { id: string; title: string };
      at?: number;
    },
  ): Promise<string>;
  /** What somebody is answered, as one text. */
  ask(who: Talker, text: string, group?: { id: string; title: string }): Promise<string>;
  tap(who: Talker, label: RegExp): Promise<string>;
  submissions(): Submission[];
  /** Id under which the last message to somebody was sent. */
  lastMessageTo(who: Talker): string;
  passMinutes(minutes: number): Promise<void>;
}

/** Two tasks that nothing but their words tells apart. */
export const twoTasks = (): TaskCandidate[] => [
  task('xây dựng báo cáo tổng kết 10 năm', ['Sở Y tế', 'Sở Giáo dục và Đào tạo'], '2026-06-22'),
  task('chuẩn bị bài tham luận', ['Sở Y tế'], '2026-06-25'),
];

export function textOf(messages: readonly OutboundMessage[]): string {
  return messages.map((message) => `${message.heading ?? ''}\n${message.text}`).join('\n---\n');
}

/** @param tasks of the one plan; 348/KH-UBND. */
export async function sendingWorld(
  tasks: readonly TaskCandidate[] = twoTasks(),
  start = '2026-06-15T09:00:00+07:00',
): Promise<SendingWorld> {
  // Looking for marks in photographs takes seconds each and is tested with the gate.
  const world = await createWorld(start, () => ({ ...createDocumentReader(), isMarked: async () => false }));
  await world.say({ id: 'hoa', name: 'Trần Thị Hoa' }, '/start QUAN-TRI-2026');
  const ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
  const giao = await world.link('giao', 'Vũ Giao', 'officer', 'Sở Giáo dục và Đào tạo');
  const minh = await world.link('minh', 'Nguyễn Văn Minh', 'consolidator', 'Sở Tài chính');
  if (tasks.length > 0) await world.publish([...tasks], { number: '348/KH-UBND' });
  const sending: SendingWorld = Object.assign(world, {
    ha,
    giao,
    minh,
    async send(
      who: Talker,
      files: readonly [Uint8Array, string][],
      how: Parameters<SendingWorld['send']>[2] = {},
    ): Promise<string> {
      const conversation = how.group?.id ?? who.id;
      const before = world.inboxOf(conversation).length;
      const inbound = files.map(([bytes, name]) => world.channel.addFile(bytes, name));
      const parts = how.isAlbum ? inbound.map((file) => [file]) : [inbound];
      for (const [i, part] of parts.entries()) {
        const content: InboundContent = {
          kind: 'files',
          files: part,
          caption: i === 0 ? (how.caption ?? null) : null,
          albumId: how.isAlbum ? `album-${before}` : null,
        };
        await world.channel.receive(who, content, {
          at: how.at ?? world.clock.now(),
          ...(how.replyTo === undefined ? {} : { replyToId: how.replyTo }),
          ...(how.group ? { group: how.group } : {}),
        });
      }
      await world.app.settled();
      return textOf(world.inboxOf(conversation).slice(before));
    },
    ask: async (who: Talker, text: string, group?: { id: string; title: string }) =>
      textOf(await world.say(who, text, group)),
    async tap(who: Talker, label: RegExp) {
      const choices = world.inboxOf(who.id).flatMap((message) => message.choices ?? []);
      const choice = choices.findLast((one) => label.test(one.label));
      if (!choice) throw new Error(`no choice ${String(label)} for ${who.id}`);
      return textOf(await world.press(who, choice.command));
    },
    submissions: () => [...world.app.store.all('submissions')] as Submission[],
    lastMessageTo: (who: Talker) =>
      world.channel.delivered.findLast((sent) => sent.to.externalId === who.id)?.id ?? '',
    async passMinutes(minutes: number) {
      await world.moveTo(new Date(world.clock.now() + minutes * 60_000).toISOString());
    },
  });
  return sending;
}

/** Bytes of a little document. */
export const paper = (words: string): Buffer => Buffer.from(`%PDF-1.4 ${words}`);

/** The receipt code in an answer. */
export const receiptIn = (answer: string): string => /TN-\d{5}-[A-Z0-9]+/.exec(answer)?.[0] ?? '';
