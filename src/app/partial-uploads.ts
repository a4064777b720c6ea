/**
 * Uploads on their way: kept outside the vault until their last byte, continued after a broken connection or a restart,
 * handed in once. The protocol is tus 1.0 (https://tus.io/protocols/resumable-upload), spoken by its own library; this
 * file decides who may begin, continue and end an upload, and what becomes of a complete one.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { FileConfigstore, FileStore } from '@tus/file-store';
import { type Upload, Server } from '@tus/server';
import { UserError } from '../domain/errors.js';
import type { StoredFile } from '../domain/message.js';
import type { InboundSink, Log } from '../domain/ports.js';
import { toIso } from '../domain/time.js';
import { errorSentence } from '../texts/errors.js';
import { uploadErrors } from '../texts/upload-page.js';
import { type Gate, isPassing } from './gate.js';
import {
  type GrantDeps,
  grantOf,
  readGrant,
  targetOf,
  uploadedMessage,
  type UploadTarget,
} from './upload-grant.js';

export interface PartialDeps extends GrantDeps {
  /** Folder of the uploads on their way. */
  dir: string;
  gate: Gate;
  sink: InboundSink;
  log: Log;
  /** Largest upload, in bytes. */
  maxBytes: number;
}

/** An upload nobody continues is removed after a day; one that ended is remembered as long, for lost answers. */
const keptMs = 86_400_000;
/** Uploads one person may have open at a time; phones begin anew rather than continue. */
const openPerPerson = 3;
const idPattern = /^[0-9a-f]{32}$/;
const partsPath = /\/upload\/([^/]{1,4096})\/parts(?:\/([^/?]{1,64}))?\/?(?:\?.*)?$/;

/** What is kept with an upload; texts only, by the protocol. */
interface Kept {
  name: string;
  owner: string;
  /** Instant it was begun by the assistant's clock, ISO. */
  begunAt: string;
  /** SHA-256 the page computed before it began, hex; empty when it did not. */
  sha256: string;
  /** Instant of the last byte; set when the file is complete. */
  completeAt?: string;
  /** Set once the file was handed in. */
  doneAt?: string;
}

export interface PartialUploads {
  server: Server;
  /** Hands in what was complete when the process ended, and removes what nobody continued. */
  sweep(): Promise<void>;
}

/** Thrown into the library: it answers with the status and the sentence. */
class Refusal extends Error {
  readonly status_code: number;
  readonly body: string;
  constructor(status: number, sentence: string) {
    super('refused');
    this.status_code = status;
    this.body = sentence;
  }
}

export async function openPartialUploads(deps: PartialDeps): Promise<PartialUploads> {
  const { dir, clock, log, gate, sink } = deps;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const configs = new FileConfigstore(dir);
  const datastore = new FileStore({ directory: dir, configstore: configs });
  // Every upload says how long it is before it begins, so that it can be refused at once.
  datastore.extensions = datastore.extensions.filter((name) => name !== 'creation-defer-length');
  const ending = new Map<string, Promise<StoredFile>>();

  const keptOf = (upload: Upload): Kept => upload.metadata as unknown as Kept;
  const save = (upload: Upload, change: Partial<Kept>): Promise<void> => {
    upload.metadata = { ...upload.metadata, ...change };
    return configs.set(upload.id, upload);
  };
  const targetIn = (request: { url: string }): UploadTarget => {
    const target = readGrant(deps, decodeURIComponent(partsPath.exec(request.url)?.[1] ?? ''));
    if (!target) throw new Refusal(404, uploadErrors.deadLink);
    return target;
  };
  const uploads = async (): Promise<Upload[]> => {
    const ids = (await configs.list()).filter((id) => idPattern.test(id));
    const found = await Promise.all(ids.map((id) => datastore.getUpload(id).catch(() => null)));
    return found.filter((upload) => upload !== null);
  };
  const remove = (id: string): Promise<void> =>
    datastore.remove(id).catch(() => configs.delete(id).catch(() => undefined));

  /** Once per upload, however often its last piece comes: later calls get the first one's answer. */
  function end(upload: Upload, target: UploadTarget): Promise<StoredFile> {
    const running = ending.get(upload.id);
    if (running) return running;
    const promise = handIn(upload, target).finally(() => ending.delete(upload.id));
    ending.set(upload.id, promise);
    return promise;
  }

  async function handIn(upload: Upload, target: UploadTarget): Promise<StoredFile> {
    const current = await datastore.getUpload(upload.id);
    const kept = keptOf(current);
    const size = current.size ?? 0;
    if (kept.doneAt !== undefined) return { sha256: kept.sha256, name: kept.name, size, mime: '' };
    const completeAt = kept.completeAt ?? toIso(clock.now());
    if (kept.completeAt === undefined) await save(current, { completeAt });
    const path = join(dir, upload.id);
    const hash = createHash('sha256');
    const source = async function* read(): AsyncGenerator<Uint8Array> {
      for await (const piece of createReadStream(path)) {
        hash.update(piece as Buffer);
        yield piece as Buffer;
      }
    };
    const sender = `${target.channel}:${target.addressExternalId}`;
    let file: StoredFile;
    try {
      file = await gate.take({ source: source(), name: kept.name, caption: null, sender });
    } catch (error) {
      // Nothing of a refused file stays; what may work later is kept and tried again.
      const isFinal = error instanceof UserError && !isPassing(error);
      if (isFinal) await remove(upload.id);
      throw error;
    }
    // What was fixed before the first byte left counts from then: a weak line makes nobody late. Anything else counts
    // from its last byte, since a file could be finished while it is being sent.
    const wasFixed = kept.sha256 !== '' && kept.sha256 === file.sha256;
    const sentAt = wasFixed ? kept.begunAt : completeAt;
    await sink(uploadedMessage(target, file, `upload-${upload.id}`, sentAt));
    await save(current, { doneAt: toIso(clock.now()), sha256: file.sha256 });
    // Its length is still asked for when the last answer got lost; its bytes are in the vault.
    await truncate(path, 0);
    await truncate(path, size);
    return file;
  }

  async function mayBegin(upload: Upload, target: UploadTarget): Promise<void> {
    const size = upload.size ?? 0;
    if (size === 0) throw new Refusal(400, uploadErrors.empty);
    const person = target.owner.split('/')[0];
    const open = (await uploads())
      .filter((one) => keptOf(one).doneAt === undefined && keptOf(one).owner.split('/')[0] === person)
      .sort((a, b) => keptOf(a).begunAt.localeCompare(keptOf(b).begunAt));
    // Whoever begins anew has given the oldest up.
    for (const old of open.slice(0, Math.max(0, open.length - openPerPerson + 1))) await remove(old.id);
  }

  const server = new Server({
    path: '/upload',
    datastore,
    maxSize: deps.maxBytes,
    relativeLocation: true,
    // A page of another site may not send here in a person's name.
    allowedOrigins: [],
    namingFunction: () => randomBytes(16).toString('hex'),
    // Relative to the address the request came to, whatever a proxy before us calls it.
    generateUrl: (_request, { id }) => `parts/${id}`,
    getFileIdFromRequest: (request) => {
      const id = partsPath.exec(request.url)?.[2];
      return id !== undefined && idPattern.test(id) ? id : undefined;
    },
    async onIncomingRequest(request, id) {
      const target = targetIn(request);
      if (request.method === 'POST' || request.method === 'OPTIONS') return;
      const upload = await datastore.getUpload(id).catch(() => null);
      if (!upload || keptOf(upload).owner !== target.owner) throw new Refusal(404, uploadErrors.gone);
      const isComplete = upload.offset === upload.size;
      if (isComplete && keptOf(upload).doneAt === undefined && request.method !== 'DELETE') {
        await answered(end(upload, target), keptOf(upload).name);
      }
    },
    async onUploadCreate(request, upload) {
      const target = targetIn(request);
      await mayBegin(upload, target);
      const { filename, sha256 } = upload.metadata ?? {};
      const kept: Kept = {
        name: (filename ?? '').slice(0, 300) || 'tep-khong-ten',
        owner: target.owner,
        begunAt: toIso(clock.now()),
        sha256: /^[0-9a-f]{64}$/.test(sha256 ?? '') ? String(sha256) : '',
      };
      return { metadata: { ...kept } };
    },
    async onUploadFinish(request, upload) {
      await answered(end(upload, targetIn(request)), keptOf(upload).name);
      return {};
    },
    onResponseError: (_request, error) => {
      if (error instanceof Refusal) return error;
      if ('status_code' in error && (error.status_code < 500 || error.status_code === 501)) return undefined;
      log.warn({ error }, 'An upload was broken off');
      return { status_code: 503, body: uploadErrors.tryAgain };
    },
  });

  /** The library's answer to what went wrong at the end: a sentence to read, or a status that means "try again". */
  async function answered(work: Promise<unknown>, name: string): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const status = isPassing(error) ? 503 : error.code === 'file-too-big' ? 413 : 400;
      throw new Refusal(status, errorSentence(error, name));
    }
  }

  async function sweep(): Promise<void> {
    for (const upload of await uploads()) {
      const { owner, doneAt, begunAt, name } = keptOf(upload);
      const grant = grantOf(owner ?? '');
      const target = grant && targetOf(deps, grant);
      if (target && doneAt === undefined && upload.offset === upload.size) {
        await end(upload, target).catch((error: unknown) => {
          log.warn({ error, upload: upload.id, name }, 'A complete upload could not be handed in');
        });
        continue;
      }
      const ageMs = clock.now() - Date.parse(begunAt);
      if (!target || !(ageMs < keptMs)) await remove(upload.id);
    }
  }

  return { server, sweep };
}
