/**
 * An office at work: Hoa the clerk, Hà of Sở Y tế, Giao of Sở Giáo dục và Đào tạo, Minh who collects at Sở Tài chính,
 * a leader; two plans, the second collected elsewhere.
 */
import type { OutboundMessage } from '../../src/domain/message.js';
import { hoa, worldOfHoa } from './clerk.js';
import { task, type Talker, type World } from './world.js';

export interface Office {
  world: World;
  hoa: Talker;
  ha: Talker;
  giao: Talker;
  minh: Talker;
  /** Collects for the second plan alone. */
  mai: Talker;
  long: Talker;
}

/** Due Mon 22/6/2026; the clock stands at Mon 15/6/2026, 09:00. V1 is Sở Y tế's, V2 Sở Giáo dục và Đào tạo's. */
export async function openOffice(start = '2026-06-15T09:00:00+07:00'): Promise<Office> {
  const world = await worldOfHoa(start);
  const office = {
    world,
    hoa,
    ha: await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế'),
    giao: await world.link('giao', 'Vũ Giao', 'officer', 'Sở Giáo dục và Đào tạo'),
    minh: await world.link('minh', 'Nguyễn Văn Minh', 'consolidator', 'Sở Tài chính'),
    mai: await world.link('mai', 'Đỗ Thị Mai', 'consolidator', 'Ủy ban nhân dân xã Đồng Tâm'),
    long: await world.link('long', 'Hoàng Đức Long', 'leader'),
  };
  await world.publish(
    [task('báo cáo tổng kết 10 năm', ['Sở Y tế', 'Sở Giáo dục và Đào tạo'], '2026-06-22')],
    { number: '62/KH-UBND' },
  );
  await world.publish(
    [
      task('báo cáo mô hình', ['Sở Y tế'], '2026-07-31', {
        recipients: ['Ủy ban nhân dân xã Đồng Tâm'],
      }),
    ],
    { number: '77/KH-UBND' },
  );
  return office;
}

/** Everything a person reads in some messages, choices included. */
export function textOf(messages: readonly OutboundMessage[]): string {
  return messages
    .map(({ heading, text, choices }) =>
      [heading ?? '', text, ...(choices ?? []).map(({ label, command }) => `[${label}] ${command}`)].join(
        '\n',
      ),
    )
    .join('\n---\n');
}

/** The receipt code in some messages. */
export function codeIn(messages: readonly OutboundMessage[]): string {
  const code = /TN-\d{5}-[A-Z0-9]{6}/.exec(textOf(messages))?.[0];
  if (code === undefined) throw new Error(`no receipt in: ${textOf(messages)}`);
  return code;
}

/** The command of the choice with this label. */
export function choiceOf(messages: readonly OutboundMessage[], label: RegExp): string {
  for (const { choices = [] } of messages)
    for (const choice of choices) if (label.test(choice.label)) return choice.command;
  throw new Error(`no choice ${label} in: ${textOf(messages)}`);
}
