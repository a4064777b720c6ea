/**
 * The whole assistant in this process: real store and vault in a temporary folder, a clock moved by hand,
 * and people who talk through a memory channel.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { type App, buildApp } from '../../src/app/build.js';
import { createDemoClock, type DemoClock } from '../../src/app/clock.js';
import { codeId, newCode } from '../../src/app/codes.js';
import { createLog } from '../../src/app/log.js';
import { readConfig } from '../../src/config.js';
import { issueCode } from '../../src/domain/acts/link.js';
import { openDraft } from '../../src/domain/acts/draft-open.js';
import { publishDraft } from '../../src/domain/acts/publish.js';
import type { InboundContent, OutboundMessage } from '../../src/domain/message.js';
import type { Role } from '../../src/domain/person.js';
import type { DocumentReader } from '../../src/domain/ports.js';
import type { Deadline, TaskCandidate } from '../../src/domain/plan.js';
import { mergeDirectory, type UnitRow } from '../../src/domain/unit-directory.js';
import type { Unit } from '../../src/domain/unit.js';
import { createMemoryChannel, type MemoryChannel } from './memory-channel.js';

export interface Talker {
  id: string;
  name: string;
}

export interface World {
  app: App;
  channel: MemoryChannel;
  clock: DemoClock;
  dir: string;
  /** Says something (text, `/command`, or a pressed choice) and returns what this conversation got back. */
  say(who: Talker, text: string, group?: { id: string; title: string }): Promise<OutboundMessage[]>;
  press(who: Talker, command: string): Promise<OutboundMessage[]>;
  sendFile(who: Talker, bytes: Uint8Array, name: string, caption?: string): Promise<OutboundMessage[]>;
  receive(
    who: Talker,
    content: InboundContent,
    options?: Partial<Parameters<MemoryChannel['receive']>[2]>,
  ): Promise<OutboundMessage[]>;
  /** Everything a conversation has been sent so far. */
  inboxOf(id: string): OutboundMessage[];
  /** A person linked with a role for a unit (or none). */
  link(id: string, name: string, role: Role, unit?: string): Promise<Talker>;
  publish(
    tasks: TaskCandidate[],
    document?: { number?: string; issuedOn?: string; title?: string },
  ): Promise<string>;
  /** Moves the clock, runs the tick, and waits until everything is sent. */
  moveTo(at: string): Promise<void>;
  /** Stops and starts again on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const directory: UnitRow[] = [
  { name: 'Sở Y tế', abbreviation: 'SYT' },
  { name: 'Sở Tài chính', abbreviation: 'STC' },
  { name: 'Sở Giáo dục và Đào tạo', abbreviation: 'SGDĐT' },
  { name: 'Ủy ban nhân dân phường Lam Thành' },
  { name: 'Ủy ban nhân dân xã Đồng Tâm' },
];

/**
 * @param start ISO instant with offset at which the clock stands.
 * @param documents makes the reader of each start, in place of the usual one.
 * @param environment further variables, over those of a test.
 */
export async function createWorld(
  start = '2026-06-15T09:00:00+07:00',
  documents?: () => DocumentReader,
  environment: Record<string, string> = {},
): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'dondoc-world-'));
  // The clock only moves when told: its real source stands still.
  let clock = createDemoClock(Date.parse(start), 1, () => 0);
  const channel = createMemoryChannel();
  const config = readConfig({
    DATA_DIR: dir,
    DEMO: '1',
    DEMO_SAMPLES: '0',
    HTTP_PORT: '0',
    LOG_LEVEL: 'silent',
    ADMIN_CODE: 'QUAN-TRI-2026',
    ...environment,
  });
  const open = async (): Promise<App> => {
    const built = await buildApp({
      config,
      log: createLog('silent'),
      clock: () => clock,
      channels: [channel],
      ...(documents ? { documents: documents() } : {}),
    });
    await built.start();
    return built;
  };
  const world: World = {
    app: await open(),
    channel,
    clock,
    dir,
    async receive(who, content, options = {}) {
      const conversation = options.group?.id ?? who.id;
      const before = world.inboxOf(conversation).length;
      await channel.receive(who, content, { at: clock.now(), ...options });
      await world.app.settled();
      return world.inboxOf(conversation).slice(before);
    },
    say: (who, text, group) => world.receive(who, { kind: 'text', text }, group ? { group } : {}),
    press: (who, command) => world.receive(who, { kind: 'press', command }),
    sendFile: (who, bytes, name, caption) =>
      world.receive(who, {
        kind: 'files',
        files: [channel.addFile(bytes, name)],
        caption: caption ?? null,
        albumId: null,
      }),
    inboxOf: (id) =>
      channel.delivered.filter((sent) => sent.to.externalId === id).map((sent) => sent.message),
    async link(id, name, role, unit) {
      const code = await world.app.store.transaction((tx) => {
        const unitId = unit ? ([...tx.all('units')].find((known) => known.name === unit)?.id ?? null) : null;
        if (unit && !unitId) throw new Error(`no unit ${unit}`);
        const make = (): { code: string; id: string } => {
          const fresh = newCode();
          return { code: fresh, id: codeId(fresh) as string };
        };
        return issueCode(tx, { newCode: make }, clock.now(), { purpose: 'person', role, unitId });
      });
      const talker = { id, name };
      await world.say(talker, `/start ${code}`);
      return talker;
    },
    publish: (tasks, document = {}) =>
      world.app.store.transaction((tx) => {
        const facts = {
          type: 'KH',
          number: document.number ?? `${tx.count('drafts') + 1}/KH-UBND`,
          issuer: 'UBND tỉnh Lam Giang',
          issuedOn: document.issuedOn ?? '2026-06-01',
          title: document.title ?? 'Kế hoạch tổng kết',
          period: null,
          basis: [],
          urgency: null,
          amends: null,
        };
        const read = {
          result: {
            document: facts,
            source: { kind: 'docx' as const, pages: null, confidence: null },
            tasks,
            skipped: [],
          },
          fileName: 'ke-hoach.docx',
          fileSha256: null,
        };
        const draft = openDraft(tx, read, { nowMs: clock.now(), by: null, newId: randomUUID });
        const options = {
          nowMs: clock.now(),
          by: null,
          rules: { beforeMeans: 'strict' as const },
          newId: randomUUID,
        };
        return publishDraft(tx, draft, options).plan.id;
      }),
    async moveTo(at) {
      clock.advanceTo(Date.parse(at));
      await world.app.catchUp();
      await world.app.settled();
    },
    async restart() {
      await world.app.stop();
      clock = createDemoClock(clock.now(), 1, () => 0);
      world.clock = clock;
      world.app = await open();
      await world.app.settled();
    },
    async close() {
      await world.app.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
  await world.app.store.transaction((tx) => {
    for (const unit of mergeDirectory([] as Unit[], directory, randomUUID).changed) tx.put('units', unit);
  });
  return world;
}

/** A task with one dated deadline ("trước ngày" the day after `dueOn`). */
export function task(
  action: string,
  lead: string[],
  dueOn: string | null,
  more: Partial<TaskCandidate> = {},
): TaskCandidate {
  const deadline: Deadline | null = dueOn
    ? {
        text: `chậm nhất ngày ${dueOn}`,
        kind: 'date',
        statedOn: dueOn,
        from: null,
        dueOn,
        dueTime: null,
        inclusive: true,
        rrule: null,
        stage: null,
        confidence: 0.95,
      }
    : null;
  return {
    key: randomUUID(),
    action,
    lead,
    coordinating: [],
    recipients: ['Sở Tài chính'],
    via: null,
    deliverable: 'báo cáo',
    volume: null,
    quota: null,
    deadlines: deadline ? [deadline] : [],
    quotes: [{ text: action, place: 'III.1' }],
    doubts: [],
    after: [],
    ...more,
  };
}
