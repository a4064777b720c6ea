/**
 * What follows the closing of a plan, beside the chat: its archive is made, verified and told; long after, when the
 * office wants that, its records go and only the archive stays. Everything is found from the store, so that a crash in
 * the middle only means that it is begun again.
 */
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { hasArchive } from '../domain/archived-plans.js';
import type { Rules, Services } from '../domain/command.js';
import { Interrupted, UserError } from '../domain/errors.js';
import type { StoredFile } from '../domain/message.js';
import type { Plan } from '../domain/plan.js';
import type { Clock, Log, Store, StoreWriter, Vault } from '../domain/ports.js';
import { reachPerson, reachRole } from '../domain/queries.js';
import { type KeepRules, monthsBefore } from '../domain/retention.js';
import { toIso } from '../domain/time.js';
import { startPlanArchive } from '../exports/plan-archive.js';
import { verifyArchive } from '../exports/verify-archive.js';
import { archiveRefusals } from '../texts/archive.js';
import { archiveFailed, archiveReady } from '../texts/closing.js';
import { enqueue } from './outbox.js';
import { removePlan, removeUnnamed } from './remove-plan.js';

/** Real time after which an archive that could not be made is tried again. */
const retryMs = 3_600_000;

export interface Archiver {
  /** Looks for work now; at most one piece is in hand. */
  poke(): void;
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
  /** Starts nothing new and waits for what is in hand. */
  stop(): Promise<void>;
}

export interface ArchiverDeps {
  store: Store;
  vault: Vault;
  clock: Clock;
  log: Log;
  rules: Rules;
  services: Pick<Services, 'archiveLink' | 'fileLinkDays'>;
  keep: Pick<KeepRules, 'closedPlanMonths'>;
  /** Wakes delivery. */
  wake: () => void;
}

export function createArchiver(deps: ArchiverDeps): Archiver {
  const { store, vault, clock, log, keep } = deps;
  let current: Promise<void> | null = null;
  let isStopped = false;
  /** The archive being written; broken off when the process stops, and begun again at the next start. */
  let writing: Readable | null = null;
  /** When a plan's archive may be tried again, by the real clock. */
  const notBefore = new Map<string, number>();

  async function run(): Promise<void> {
    for (const plan of store.find('plans', 'byStatus', 'closed')) {
      if (isStopped) return;
      if (hasArchive(plan)) await retire(plan);
      else if ((notBefore.get(plan.id) ?? 0) <= Date.now()) await archive(plan);
    }
  }

  async function archive(plan: Readonly<Plan>): Promise<void> {
    try {
      const nowMs = clock.now();
      const file = await makeArchive(plan, nowMs, deps, (stream) => (writing = stream));
      const isKept = await store.transaction((tx) => keepArchive(tx, plan, file, nowMs, deps));
      log.info({ plan: plan.number, sha256: file.sha256, size: file.size }, 'A closed plan was archived');
      // Opened again meanwhile, or archived before: what nobody names any more goes.
      const unnamed = [...(isKept ? [] : [file.sha256]), ...(plan.archive ? [plan.archive.sha256] : [])];
      await removeUnnamed(store, vault, unnamed);
    } catch (error) {
      if (isStopped) return;
      notBefore.set(plan.id, Date.now() + retryMs);
      log.error({ error, plan: plan.number }, 'A closed plan could not be archived');
      const reason = error instanceof UserError ? error.detail : null;
      await store.transaction((tx) => tellClerks(tx, plan, reason ?? archiveRefusals.unknown, clock.now()));
    }
    deps.wake();
  }

  /** Removes a plan that has been closed for long enough, after its archive was read once more from end to end. */
  async function retire(plan: Readonly<Plan> & { archive: StoredFile; closedAt: string }): Promise<void> {
    if (keep.closedPlanMonths === null) return;
    if (Date.parse(plan.closedAt) > monthsBefore(clock.now(), keep.closedPlanMonths)) return;
    if ((notBefore.get(plan.id) ?? 0) > Date.now()) return;
    const finding = await faultOf(plan.archive, vault);
    if (finding !== null) {
      notBefore.set(plan.id, Date.now() + retryMs);
      log.error({ plan: plan.number, finding }, 'A closed plan is kept, since its archive does not verify');
      await store.transaction((tx) => tellClerks(tx, plan, archiveRefusals.unsound(finding), clock.now()));
      return deps.wake();
    }
    const files = await store.transaction((tx) => removePlan(tx, plan.id, clock.now()));
    const removed = await removeUnnamed(store, vault, files);
    log.info({ plan: plan.number, files: removed }, 'The records of a closed plan were removed');
  }

  return {
    poke() {
      if (isStopped || current) return;
      current = run()
        .catch((error: unknown) => log.error({ error }, 'Archiving failed and will be tried again'))
        .finally(() => (current = null));
    },
    async idle() {
      await current;
    },
    async stop() {
      isStopped = true;
      writing?.destroy(new Interrupted());
      await current;
    },
  };
}

/** The archive of a plan in the vault, read again from end to end before it counts. */
async function makeArchive(
  plan: Readonly<Plan>,
  nowMs: number,
  { store, vault, rules }: ArchiverDeps,
  onStream: (stream: Readable) => void,
): Promise<StoredFile> {
  const { stream, name } = await startPlanArchive(store, plan, { vault, calendar: rules.calendar, nowMs });
  onStream(stream);
  const file = await vault.put(stream, { name, maxBytes: Number.MAX_SAFE_INTEGER });
  const finding = await faultOf(file, vault);
  if (finding !== null) throw new UserError('file-damaged', archiveRefusals.unsound(finding));
  return file;
}

/** The first thing wrong with an archive in the vault; null when it stands. */
async function faultOf(archive: StoredFile, vault: Vault): Promise<string | null> {
  const path = await vault.pathOf(archive.sha256).catch(() => null);
  if (path === null || (await stat(path)).size !== archive.size) return archive.name;
  const { findings, sha256 } = await verifyArchive(path);
  const [first] = findings;
  if (first) return `${first.code}: ${first.subject}`;
  return sha256 === archive.sha256 ? null : archive.name;
}

/** Keeps the archive with the plan, if it is still closed as it was, and tells whoever closed it. */
function keepArchive(
  tx: StoreWriter,
  before: Readonly<Plan>,
  archive: StoredFile,
  nowMs: number,
  { services }: ArchiverDeps,
): boolean {
  const plan = tx.get('plans', before.id);
  if (plan?.status !== 'closed' || plan.closedAt !== before.closedAt) return false;
  tx.put('plans', { ...structuredClone(plan), archive, archivedAt: toIso(nowMs) });
  const personId = plan.closedBy;
  const reach = personId === undefined ? null : reachPerson(tx, personId);
  if (personId === undefined || !reach || !('conversationId' in reach)) return true;
  const conversation = tx.get('conversations', reach.conversationId);
  const message = archiveReady(plan, archive, services.archiveLink(plan.id, personId), services.fileLinkDays);
  const key = `archived/${plan.id}/${plan.closedAt}`;
  if (conversation) enqueue(tx, conversation, message, { kind: 'notice', key }, nowMs);
  return true;
}

/** Once for each closing: that its archive could not be made, and why. */
function tellClerks(tx: StoreWriter, plan: Readonly<Plan>, reason: string, nowMs: number): void {
  for (const conversationId of reachRole(tx, 'clerk')) {
    const conversation = tx.get('conversations', conversationId);
    const key = `archive-failed/${plan.id}/${plan.closedAt ?? ''}/${conversationId}`;
    if (conversation) enqueue(tx, conversation, archiveFailed(plan, reason), { kind: 'notice', key }, nowMs);
  }
}
