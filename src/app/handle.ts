/**
 * Inbox rows → person, command or step → changes and outbox rows, in one transaction per message.
 * Messages of one conversation are handled in order, different conversations side by side.
 */
import {
  type Command,
  type CommandContext,
  type CommandInput,
  type JoinPhotos,
  type Prepared,
  Unprepared,
} from '../domain/command.js';
import { Interrupted, SendError, UserError } from '../domain/errors.js';
import type { InboundContent, InboundFile, InboxRow } from '../domain/message.js';
import type { Dialogue } from '../domain/person.js';
import { mayRun } from '../domain/permission.js';
import type { StoreWriter } from '../domain/ports.js';
import { errorSentence, ourFault } from '../texts/errors.js';
import { notOfficer } from '../texts/handing-in.js';
import { scanGivenUp } from '../texts/virus-scan.js';
import * as texts from '../texts/people.js';
import { createContext, dialogueId } from './context.js';
import { ensureSenders, type Senders, sendersOf } from './senders.js';
import { groupEvent } from './group-events.js';
import type { Batch, HandleDeps } from './handling.js';
import { inspectFiles } from './inspections.js';
import { joinPhotos } from './photos.js';
import { nothingPrepared, prepare } from './prepare.js';
import { waitForScan } from './scan-wait.js';
import { createSlowWork, LaterTurn, type SlowWork } from './slow-work.js';
import { route, type Route } from './route.js';

/** Thrown work that may succeed later: the row stays and is tried again. */
export class TryLater extends Error {}

/** The same, while the conversation goes on: nothing that comes after needs this first. */
export class WaitAside extends TryLater {}

/**
 * Handles one message completely.
 * @param setAside called when it will take minutes: the conversation goes on meanwhile. False when it has to wait.
 * @throws TryLater when a file could not be fetched, the disk refused or the process stops; LaterTurn when `setAside` said
 * no. Nothing has changed then.
 */
export async function handleBatch(
  batch: Batch,
  deps: HandleDeps,
  setAside: () => boolean = () => true,
): Promise<void> {
  const { store, log } = deps;
  const [row] = batch;
  const content = mergedContent(batch);
  if (content.kind === 'membership' || content.kind === 'moved') {
    return store.transaction((tx) => {
      groupEvent(tx, row, deps.clock.now());
      finish(tx, batch, 'done', null);
    });
  }
  const senders = sendersOf(store, row, deps.clock.now());
  if (!senders) return store.transaction((tx) => finish(tx, batch, 'done', null));
  if (isOverheard(row, senders)) return store.transaction((tx) => forgetWords(tx, batch));
  if (content.kind === 'unsupported') return answer(batch, deps, { text: texts.unsupported(content.what) });
  const chosen = route(content, senders.dialogue, senders.person);
  const refusal = refusalFor(chosen, content.kind === 'files', senders, deps);
  if (refusal !== null) return answer(batch, deps, { text: refusal });
  if (chosen.kind !== 'run' && chosen.kind !== 'resume') return;
  try {
    const input = inputOf(content, chosen, senders, deps.clock.now());
    const inbound: readonly InboundFile[] = content.kind === 'files' ? content.files : [];
    const slow = createSlowWork(batch, deps, setAside);
    const prepared = await prepareFor(chosen.command, input, inbound, row, senders, deps, slow.onProgress);
    await slow.told();
    const work = (ready: Prepared): Promise<void> =>
      store.transaction((tx) => run(tx, batch, chosen, input, ready, deps, slow.isAside()));
    await work(prepared).catch(async (error: unknown) => {
      if (!(error instanceof Unprepared)) throw error;
      return work(await withJoined(prepared, error.wanted, deps));
    });
  } catch (error) {
    if (error instanceof LaterTurn) throw error;
    if (error instanceof SendError || error instanceof Interrupted) throw new TryLater(error.message);
    if (error instanceof UserError && error.code === 'store-busy') throw new TryLater(error.message);
    if (error instanceof UserError && error.code === 'scan-unavailable') {
      if (await waitForScan(batch, deps)) throw new WaitAside(error.message);
      return answer(batch, deps, { text: scanGivenUp });
    }
    if (error instanceof UserError) return answer(batch, deps, { text: errorSentence(error) });
    log.error({ error, row: row.id }, 'Message could not be handled');
    return answer(batch, deps, { text: ourFault }, 'failed');
  }
}

function prepareFor(
  command: Command,
  input: CommandInput,
  inbound: readonly InboundFile[],
  row: Readonly<InboxRow>,
  senders: Senders,
  deps: HandleDeps,
  onProgress: SlowWork['onProgress'],
): Promise<Prepared> | Prepared {
  const channel = deps.channels.get(row.event.channel);
  if (!channel || !command.prepares) return nothingPrepared;
  const files = senders.dialogue?.data['files'];
  const held = Array.isArray(files) ? (files as Prepared['files']) : [];
  const { content, sender } = row.event;
  const from = {
    caption: content.kind === 'files' ? content.caption : null,
    sender: `${row.event.channel}:${sender?.externalId ?? ''}`,
  };
  return prepare(command, input, inbound, held, from, channel, deps.store, { ...deps, onProgress });
}

function run(
  tx: StoreWriter,
  batch: Batch,
  chosen: Extract<Route, { kind: 'run' | 'resume' }>,
  input: CommandInput,
  prepared: Prepared,
  deps: HandleDeps,
  wasAside: boolean,
): void {
  const [row] = batch;
  if (tx.get('inbox', row.id)?.status !== 'pending') return;
  const nowMs = deps.clock.now();
  const senders = ensureSenders(tx, row, nowMs);
  const meanwhile = wasAside ? senders.dialogue : null;
  const context = createContext({
    ...senders,
    tx,
    nowMs,
    sentAtMs: Math.min(Date.parse(row.event.sentAt), nowMs),
    event: row.event,
    rowId: row.id,
    prepared,
    rules: deps.rules,
    services: deps.services,
    commands: deps.commands,
    command: chosen.command,
  });
  if (chosen.kind === 'run') {
    chosen.command.run(chosen.args, context);
    // A command wins over a pending step; looking something up leaves the step as it was.
    const after = tx.get('dialogues', dialogueId(senders.conversation.id, senders.address.id));
    const isLeftOver =
      after?.command != null &&
      after.command !== chosen.command.name &&
      senders.dialogue?.command === after.command;
    if (isLeftOver && !chosen.command.isLookup) {
      tx.put('dialogues', { ...structuredClone(after), command: null, step: null, data: {} });
    }
    tellDropped(chosen.command, senders.dialogue, context);
  } else {
    chosen.command.resume?.(chosen.step, input, context);
  }
  if (meanwhile?.command != null && meanwhile.command !== chosen.command.name) {
    // What the person began while this was in hand goes on; only the menu is that of the last message.
    const after = tx.get('dialogues', meanwhile.id);
    tx.put('dialogues', { ...structuredClone(meanwhile), menu: [...(after?.menu ?? meanwhile.menu)] });
  }
  finish(tx, batch, 'done', null);
}

/** What was prepared, with photographs made one file, which is looked into like one that was sent. */
async function withJoined(prepared: Prepared, wanted: JoinPhotos, deps: HandleDeps): Promise<Prepared> {
  const joined = await joinPhotos(wanted, deps);
  const made = joined.file === null ? new Map() : await inspectFiles([joined.file], deps);
  return { ...prepared, joined, inspections: new Map([...prepared.inspections, ...made]) };
}

/** What a command lost of the step it waited in, because another one was run. `/huy` says it in its own answer. */
function tellDropped(command: Command, before: Readonly<Dialogue> | null, context: CommandContext): void {
  if (before?.command == null || before.command === command.name || command.name === 'huy') return;
  if (context.tx.get('dialogues', before.id)?.command === before.command) return;
  const lost = context.commands.find((one) => one.name === before.command)?.dropped?.(before);
  if (lost) context.reply({ text: lost });
}

/** A sentence, or null when the route may be run. */
function refusalFor(chosen: Route, hasFiles: boolean, senders: Senders, deps: HandleDeps): string | null {
  if (chosen.kind === 'unknown-command') return texts.unknownCommand(chosen.typed);
  if (chosen.kind === 'no-such-choice') return texts.noSuchChoice;
  if (chosen.kind === 'not-understood') return senders.person ? texts.notUnderstood : texts.strangerGreeting;
  const { command } = chosen;
  if (mayRun(admitting(chosen, hasFiles), senders.person, senders.conversation)) return null;
  if (command.where !== 'both' && command.where !== senders.conversation.kind) {
    if (command.where === 'group') return texts.groupOnly;
    return texts.privateOnly(deps.services.startLink(senders.address.channel, '', 'private'));
  }
  if (!senders.person) return texts.notLinked;
  if (senders.person.removedAt) return texts.removedPerson;
  // Whoever acts for no unit is told how to come to one.
  return command.allowed !== 'linked' && command.allowed.includes('officer') ? notOfficer : texts.notAllowed;
}

/** The command with whoever else may use it for what was said. */
function admitting(
  chosen: Extract<Route, { kind: 'run' | 'resume' }>,
  hasFiles: boolean,
): Pick<Command, 'allowed' | 'where' | 'isLookup'> {
  const { command } = chosen;
  const also = hasFiles ? undefined : command.alsoAllowed?.(chosen);
  if (!also || typeof command.allowed === 'string') return command;
  return { ...command, allowed: [...command.allowed, ...also] };
}

function inputOf(content: InboundContent, chosen: Route, senders: Senders, nowMs: number): CommandInput {
  const text = chosen.kind === 'run' ? chosen.args : chosen.kind === 'resume' ? chosen.text : '';
  const { dialogue, person } = senders;
  return { text, hasFiles: content.kind === 'files', dialogue, person, nowMs };
}

/**
 * In a group: neither addressed nor answering the assistant's question to this very person. A menu still on the
 * screen is answered by its number alone; everything else people say to each other is not for the assistant.
 */
function isOverheard(row: Readonly<InboxRow>, senders: Senders): boolean {
  const { event } = row;
  if (event.conversation.kind === 'private' || event.isAddressed) return false;
  const { dialogue } = senders;
  if (dialogue === null || event.content.kind === 'unsupported') return true;
  if (dialogue.command !== null) return false;
  return event.content.kind !== 'text' || !/^\s*\d{1,3}\s*$/.test(event.content.text);
}

/** Answers with one message, changing nothing else. */
async function answer(
  batch: Batch,
  deps: HandleDeps,
  message: { text: string },
  status: 'done' | 'failed' = 'done',
): Promise<void> {
  const [row] = batch;
  await deps.store.transaction((tx) => {
    if (tx.get('inbox', row.id)?.status !== 'pending') return;
    const nowMs = deps.clock.now();
    const senders = ensureSenders(tx, row, nowMs);
    const context = createContext({
      ...senders,
      tx,
      nowMs,
      sentAtMs: nowMs,
      event: row.event,
      rowId: row.id,
      prepared: nothingPrepared,
      rules: deps.rules,
      services: deps.services,
      commands: deps.commands,
      command: null,
    });
    context.reply(message);
    finish(tx, batch, status, status === 'failed' ? 'fault' : null);
  });
}

function finish(tx: StoreWriter, batch: Batch, status: 'done' | 'failed', error: string | null): void {
  for (const row of batch) tx.put('inbox', { ...structuredClone(row), status, error });
}

/** What people say to one another is none of the assistant's business: only that it came is kept, so that it is known again. */
function forgetWords(tx: StoreWriter, batch: Batch): void {
  for (const row of batch) {
    const event = { ...structuredClone(row.event), content: { kind: 'text' as const, text: '' } };
    tx.put('inbox', { ...structuredClone(row), event, status: 'done', error: null });
  }
}

/** The rows of an album as one message with all its files and whichever caption there was. */
function mergedContent(batch: Batch): InboundContent {
  const [row, ...rest] = batch;
  const { content } = row.event;
  if (content.kind !== 'files' || rest.length === 0) return content;
  const parts = batch.flatMap((part) => (part.event.content.kind === 'files' ? [part.event.content] : []));
  return {
    ...content,
    files: parts.flatMap((part) => part.files),
    caption: parts.find((part) => part.caption !== null)?.caption ?? null,
  };
}
