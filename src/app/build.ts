/**
 * Wires configuration, store, channels, commands and clock into one app object with `start` and `stop`.
 * The order here is the order of safety: store, then sending, then receiving; stopping goes backwards.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { commands } from '../../commands/index.js';
import { openStorage } from '../../storage/index.js';
import type { Config } from '../config.js';
import { createAddresseeResolver } from '../domain/acts/addressees.js';
import { noteDelivered } from '../domain/acts/forward.js';
import type { Rules } from '../domain/command.js';
import { isDeadLetterNotice } from '../domain/dead-letters.js';
import type { OutboxRow } from '../domain/message.js';
import type {
  Channel,
  ChannelHealth,
  Clock,
  DocumentReader,
  InboundSink,
  Log,
  Store,
  StoreWriter,
  Vault,
} from '../domain/ports.js';
import { draftToXlsx } from '../exports/draft-sheet.js';
import { createDocumentReader } from '../intake/index.js';
import { parseUnitsFile } from '../intake/units-file.js';
import { createArchiver } from './archiving.js';
import { createCalendarMaker } from './calendar-maker.js';
import { menus } from './menus.js';
import { composeDeadLetterNotice, noteDeadLetter } from './dead-letters.js';
import { counters } from './counters.js';
import { createDeliverer, recoverSending } from './deliver.js';
import { downloadRoutes } from './downloads.js';
import { warnOfCalendar } from './calendar-warning.js';
import { addChannels } from './channels.js';
import { runEventDates } from './event-dates.js';
import { createGate, type Gate } from './gate.js';
import { handleBatch } from './handle.js';
import { tellWaiting } from './held-files.js';
import type { HandleDeps } from './handling.js';
import { createRowLinks } from './file-links.js';
import { createLetterMaker } from './letter-maker.js';
import { keepOpen } from './keep-open.js';
import { maintain } from './maintenance.js';
import type { PartialUploads } from './partial-uploads.js';
import { createPump } from './pump.js';
import { createReceiver } from './receive.js';
import { createRefresh, createSendableAt, rememberSent, startsOfSending, tick } from './remind.js';
import { removeUnnamed } from './remove-plan.js';
import { createRegisterMaker } from './register-maker.js';
import { loadRules, yearsWithoutNotice } from './rules.js';
import { createServer } from './server.js';
import { createServices, ensureAdminCode, openSigner } from './services.js';
import type { Signer } from './sign.js';
import { createTicker } from './ticker.js';
import { reportUntold } from './untold.js';
import { uploadRoutes } from './uploads.js';
import { createVirusScanner } from './virus-scan.js';
import { rememberClock } from './web.js';

export interface App {
  store: Store;
  /** Runs what is due now, as the clock's tick does; used after a clock was moved. */
  catchUp(): Promise<void>;
  vault: Vault;
  rules: Rules;
  clock: Clock;
  /** Address the HTTP server answers at; set once started. */
  address: string | null;
  /** Admin code made at first start, to be printed once; null otherwise. */
  newAdminCode: string | null;
  start(): Promise<void>;
  /** Finishes what is in hand, then closes everything. */
  stop(): Promise<void>;
  /** Resolves when nothing is waiting to be handled or sent. */
  settled(): Promise<void>;
}

export interface BuildDeps {
  config: Config;
  log: Log;
  /** Makes the clock from the opened store: the demo's goes on where it stopped. */
  clock: (store: Store) => Clock;
  /** Runs once the store is open, before anything starts (the demo's samples). */
  prepare?: (parts: { store: Store; vault: Vault; rules: Rules; clock: Clock; log: Log }) => Promise<void>;
  /** Further channels, beside the configured ones. */
  channels?: readonly Channel[];
  /** Reads documents in place of the usual reader. */
  documents?: DocumentReader;
}

/** Opens the store and builds the app; nothing listens or sends before `start`. */
export async function buildApp(deps: BuildDeps): Promise<App> {
  const { config, log } = deps;
  const storage = await openStorage({ dir: config.dataDir, log });
  const { store, vault } = storage;
  const clock = deps.clock(store);
  const rules = loadRules(config, store);
  const signer = await openSigner(store, clock.now);
  const newAdminCode = await ensureAdminCode(store, config.adminCode);
  await deps.prepare?.({ store, vault, rules, clock, log });

  const channels = new Map<string, Channel>();
  const app: App = {
    store,
    vault,
    rules,
    clock,
    address: null,
    newAdminCode,
    start,
    stop,
    settled,
    catchUp: () => ticker.catchUp(),
  };
  const linkBase = (): string | null => config.http.publicUrl ?? app.address;
  const fileLinkMs = config.fileLinkDays * 86_400_000;
  const services = createServices({
    store,
    signer,
    channels,
    linkBase,
    fileLinkMs,
    maxUploadBytes: config.maxUploadBytes,
  });
  const isClockMoved = config.demo !== null;
  const refresh = createRefresh(store, clock, rules, { isClockMoved });
  const sendableAt = createSendableAt(store, rules, { isClockMoved });
  const onUndeliverable = (tx: StoreWriter, row: Readonly<OutboxRow>, reason: string): void => {
    noteDeadLetter(tx, row, clock.now());
    reportUntold(tx, row, reason, rules, clock.now());
  };
  const deliverer = createDeliverer({
    store,
    clock,
    log,
    channels,
    refresh: (row) =>
      isDeadLetterNotice(row) ? composeDeadLetterNotice(store, row, rules, clock.now()) : refresh(row),
    onSent(tx, row) {
      noteDelivered(tx, row, clock.now());
      rememberSent(tx, row, clock.now());
    },
    notBefore: (row) => sendableAt(row, clock.now()),
    fileLink: createRowLinks({ store, clock, signer, linkBase, days: config.fileLinkDays }),
    fileLinkDays: config.fileLinkDays,
    onUndeliverable,
  });
  const documents = deps.documents ?? createDocumentReader({ calendar: () => rules.calendar });
  const scanner = config.clamd ? createVirusScanner({ address: config.clamd, log }) : null;
  const gate = createGate({ vault, documents, log, maxBytes: config.maxUploadBytes, scanner });
  const handling: HandleDeps = {
    store,
    vault,
    clock,
    log,
    channels,
    commands,
    rules,
    services,
    documents,
    parseUnits: parseUnitsFile,
    makeCalendar: createCalendarMaker({ vault, clock, rules }),
    makeDraftSheet: (draft, reader) =>
      draftToXlsx(
        draft,
        [...reader.all('units')].map((unit) => unit.name),
        createAddresseeResolver(reader, draft.result.document.issuedOn),
      ),
    makeRegister: createRegisterMaker({ vault, clock, rules }),
    makeLetter: createLetterMaker({ vault, clock, rules }),
    beforeMeans: config.beforeMeans,
    gate,
    wake: deliverer.poke,
  };
  const pump = createPump({
    store,
    log,
    handle: (batch, setAside) => handleBatch(batch, handling, setAside),
    onHandled: deliverer.poke,
  });
  const sink = createReceiver({ store, clock, log, onStored: pump.poke });
  const { keep } = config;
  const archiver = createArchiver({ store, vault, clock, log, rules, services, keep, wake: deliverer.poke });
  const ticker = createTicker({
    clock,
    log,
    startsOfSending: () => startsOfSending(store, rules),
    walks: config.demo !== null,
    async run(nowMs, isMoved) {
      await tellWaiting(store, rules, nowMs);
      await warnOfCalendar(store, rules, nowMs);
      await runEventDates(store, rules, nowMs);
      const unneeded = await maintain(store, nowMs, randomUUID, config.keep);
      if (unneeded !== null) {
        await partial.sweep();
        await removeUnnamed(store, vault, unneeded);
      }
      await keepOpen(store, channels, rules, nowMs);
      await tick({ store, log, rules, isMoved }, nowMs);
      if (config.demo) await rememberClock(store, nowMs);
      archiver.poke();
      deliverer.poke();
    },
  });
  addChannels(channels, deps.channels ?? [], {
    config,
    log,
    store,
    vault,
    gate,
    clock,
    signer,
    rules,
    moved: ticker.catchUp,
  });
  const virusScan = (): ChannelHealth => scanner?.health() ?? { ok: true, detail: 'not configured' };
  const server = createServer({ store, channels, log, counters: () => counters(store), virusScan });
  const partial = await mountAll(server, channels, {
    store,
    vault,
    gate,
    clock,
    log,
    signer,
    rules,
    sink,
    dir: join(config.dataDir, 'uploads'),
    maxBytes: config.maxUploadBytes,
  });

  async function start(): Promise<void> {
    const recovered = await store.transaction((tx) =>
      recoverSending(tx, { nowMs: clock.now(), onUndeliverable }),
    );
    if (recovered > 0) log.warn({ recovered }, 'The answers to messages in hand were lost with the process');
    app.address = await server.listen({ host: config.http.host, port: config.http.port });
    for (const channel of channels.values()) await channel.start(sink);
    await partial.sweep();
    pump.poke();
    // The first tick before the first look at what waits: what an outage left behind joins what it missed.
    await ticker.start();
    deliverer.poke();
    const years = yearsWithoutNotice(rules.calendar, clock.now());
    if (years.length > 0)
      log.warn({ years }, 'The calendar lacks the notice of days off; working days are counted without it');
    if (scanner === null) log.warn({}, 'No virus scanner is configured; files are taken without a scan');
    for (const channel of channels.values()) void channel.showMenu?.(menus(commands));
    log.info({ channels: [...channels.keys()], demo: config.demo !== null }, 'Started');
  }

  async function stop(): Promise<void> {
    await ticker.stop();
    await archiver.stop();
    for (const channel of channels.values()) await channel.stop();
    await server.close();
    // What is being recognised is broken off and read again at the next start.
    const stopping = pump.stop();
    await documents.close();
    await stopping;
    await deliverer.stop();
    await storage.close();
    log.info({}, 'Stopped');
  }

  async function settled(): Promise<void> {
    await pump.idle();
    await archiver.idle();
    await deliverer.idle();
  }

  return app;
}

async function mountAll(
  server: FastifyInstance,
  channels: ReadonlyMap<string, Channel>,
  parts: {
    store: Store;
    vault: Vault;
    gate: Gate;
    clock: Clock;
    log: Log;
    signer: Signer;
    rules: Rules;
    sink: InboundSink;
    dir: string;
    maxBytes: number;
  },
): Promise<PartialUploads> {
  const partial = await uploadRoutes(server, parts);
  await downloadRoutes(server, parts);
  for (const channel of channels.values()) await channel.mount?.(server);
  return partial;
}
