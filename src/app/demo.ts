/**
 * The demo's world: a fictional province, its people and groups in the web chat, and the sample plans,
 * read from `docs/samples` by our own intake at first start. Nothing here runs outside the demo.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { openDraft } from '../domain/acts/draft-open.js';
import { publishDraft } from '../domain/acts/publish.js';
import type { Rules } from '../domain/command.js';
import type { Grant, Role } from '../domain/person.js';
import { planLabel } from '../domain/plan.js';
import type { Clock, Log, Store, StoreWriter, Vault } from '../domain/ports.js';
import { instantOf, toIso } from '../domain/time.js';
import { createUnitMatcher } from '../domain/unit-match.js';
import { mergeDirectory, type UnitRow } from '../domain/unit-directory.js';
import type { Unit } from '../domain/unit.js';
import { createDocumentReader } from '../intake/index.js';
import { packageJson, packagePath } from './assets.js';

/** Five minutes before the morning reminders of the day the first sample plan's reports are due. */
export const sampleMoment: number = instantOf('2026-06-22', '07:55');

interface DemoPerson {
  id: string;
  name: string;
  grants: { role: Role; unit: string | null }[];
}

const people: readonly DemoPerson[] = [
  { id: 'le-thu-ha', name: 'Lê Thu Hà', grants: [{ role: 'officer', unit: 'Sở Y tế' }] },
  {
    id: 'pham-quoc-bao',
    name: 'Phạm Quốc Bảo',
    grants: [{ role: 'officer', unit: 'Ủy ban nhân dân phường Lam Thành' }],
  },
  {
    id: 'nguyen-van-minh',
    name: 'Nguyễn Văn Minh',
    grants: [
      { role: 'consolidator', unit: 'Sở Tài chính' },
      { role: 'officer', unit: 'Sở Tài chính' },
    ],
  },
  {
    id: 'do-thi-mai',
    name: 'Đỗ Thị Mai',
    grants: [{ role: 'consolidator', unit: 'Ban Thi đua - Khen thưởng tỉnh' }],
  },
  {
    id: 'tran-thi-hoa',
    name: 'Trần Thị Hoa',
    grants: [
      { role: 'clerk', unit: null },
      { role: 'admin', unit: null },
    ],
  },
  { id: 'hoang-duc-long', name: 'Hoàng Đức Long', grants: [{ role: 'leader', unit: null }] },
];

/** Fills an empty store; a store that has units or people is left alone. */
export async function prepareDemo(parts: {
  store: Store;
  vault: Vault;
  rules: Rules;
  clock: Clock;
  log: Log;
}): Promise<void> {
  const { store, vault, rules, clock, log } = parts;
  if (store.count('units') > 0 || store.count('persons') > 0) return;
  const nowMs = clock.now();
  await store.transaction((tx) => {
    const rows = packageJson('assets', 'directory', 'province.json') as UnitRow[];
    for (const unit of mergeDirectory([], rows, randomUUID).changed) tx.put('units', unit);
    addPeople(tx, nowMs);
  });
  const reader = createDocumentReader({ calendar: rules.calendar });
  const folder = packagePath('docs', 'samples');
  const names = (await readdir(folder)).filter((name) => /^\d.*\.docx$/.test(name)).sort();
  for (const name of names) {
    const path = packagePath('docs', 'samples', name);
    const file = await vault.put(createReadStream(path), { name, maxBytes: 10_000_000 });
    const result = await reader.read(
      { bytes: await readFile(path), name },
      { issuedOn: null, beforeMeans: rules.beforeMeans },
    );
    const published = await store.transaction((tx) => {
      const draft = openDraft(
        tx,
        { result, fileName: name, fileSha256: file.sha256 },
        { nowMs, by: null, newId: randomUUID },
      );
      return publishDraft(tx, draft, { nowMs, by: null, rules, newId: randomUUID });
    });
    log.info(
      { plan: planLabel(published.plan.document), assignments: published.assignments },
      'Sample plan read',
    );
  }
  await store.transaction((tx) => addGroups(tx, nowMs));
}

function findUnit(tx: StoreWriter, name: string): string {
  const match = createUnitMatcher({ units: [...tx.all('units')] as Unit[], sets: [] })(name, '2026-06-22');
  if (!match.unitId) throw new Error(`the sample directory lacks ${name}`);
  return match.unitId;
}

function addPeople(tx: StoreWriter, nowMs: number): void {
  for (const { id, name, grants } of people) {
    const held: Grant[] = grants.map(({ role, unit }) => ({
      role,
      unitId: unit === null ? null : findUnit(tx, unit),
    }));
    const personId = `demo-${id}`;
    const conversationId = `web:${id}`;
    tx.put('persons', { id: personId, name, grants: held, createdAt: toIso(nowMs), removedAt: null });
    tx.put('addresses', {
      id: conversationId,
      channel: 'web',
      externalId: id,
      personId,
      displayName: name,
      privateConversationId: conversationId,
      unreachable: null,
      lastSeenAt: toIso(nowMs),
    });
    addConversation(tx, { externalId: id, kind: 'private', title: name, unitIds: [], planIds: [] }, nowMs);
  }
}

function addGroups(tx: StoreWriter, nowMs: number): void {
  const plan = [...tx.all('plans')][0];
  addConversation(
    tx,
    {
      externalId: 'nhom-so-y-te',
      kind: 'group',
      title: 'Nhóm Sở Y tế',
      unitIds: [findUnit(tx, 'Sở Y tế')],
      planIds: [],
    },
    nowMs,
  );
  if (!plan) return;
  const title = `Nhóm đầu mối kế hoạch ${planLabel(plan.document)}`;
  addConversation(
    tx,
    { externalId: 'nhom-ke-hoach', kind: 'group', title, unitIds: [], planIds: [plan.id] },
    nowMs,
  );
}

function addConversation(
  tx: StoreWriter,
  what: {
    externalId: string;
    kind: 'private' | 'group';
    title: string;
    unitIds: string[];
    planIds: string[];
  },
  nowMs: number,
): void {
  tx.put('conversations', {
    id: `web:${what.externalId}`,
    channel: 'web',
    topicId: null,
    unreachable: null,
    createdAt: toIso(nowMs),
    ...what,
  });
}
