/**
 * A disk in memory that remembers every changing call, and from them makes the folders a crash could leave:
 * after any call, with the last write cut short, with what was not synced lost, with renames kept or lost.
 * Model: a file's content is durable as of its last `sync`, a name as of the last `syncFolder`.
 */
import { dirname } from 'node:path';
import type { Disk, DiskFile } from '../../storage/disk.js';

type Inode = number;

type Call =
  | { kind: 'create'; path: string; inode: Inode }
  | { kind: 'write'; inode: Inode; position: number; bytes: Buffer }
  | { kind: 'truncate'; inode: Inode; length: number }
  | { kind: 'sync'; inode: Inode }
  | { kind: 'rename'; from: string; to: string }
  | { kind: 'link'; from: string; to: string }
  | { kind: 'remove'; path: string }
  | { kind: 'syncFolder'; path: string };

/** One folder a crash could leave: bytes by path. */
export interface CrashState {
  what: string;
  files: Map<string, Buffer>;
}

export interface CrashDisk extends Disk {
  /** Number of changing calls so far. */
  calls(): number;
  /** What the last changing call was. */
  lastCall(): string;
  /** Folders a crash could leave after the first `count` calls. */
  crashStates(count: number): CrashState[];
}

const missing = (path: string): Error => Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });

/** Everything after some calls: what is in memory and what would survive. */
class Model {
  readonly content = new Map<Inode, Buffer>();
  readonly durable = new Map<Inode, Buffer>();
  names: Map<string, Inode>;
  durableNames: Map<string, Inode>;
  /** Changes of names since their folder was last synced. */
  pending: { set: string | null; inode: Inode; unset: string | null }[] = [];

  constructor(files: ReadonlyMap<string, Buffer>) {
    this.names = new Map([...files.keys()].map((path, inode) => [path, inode]));
    this.durableNames = new Map(this.names);
    for (const [path, inode] of this.names) {
      const bytes = files.get(path) ?? Buffer.alloc(0);
      this.content.set(inode, bytes);
      this.durable.set(inode, bytes);
    }
  }

  inodeAt(path: string): Inode {
    const inode = this.names.get(path);
    if (inode === undefined) throw missing(path);
    return inode;
  }

  apply(call: Call): void {
    switch (call.kind) {
      case 'create':
        this.content.set(call.inode, Buffer.alloc(0));
        this.durable.set(call.inode, Buffer.alloc(0));
        return this.name({ set: call.path, inode: call.inode, unset: null });
      case 'write': {
        const before = this.content.get(call.inode) ?? Buffer.alloc(0);
        const after = Buffer.alloc(Math.max(before.length, call.position + call.bytes.length));
        before.copy(after);
        call.bytes.copy(after, call.position);
        return void this.content.set(call.inode, after);
      }
      case 'truncate':
        return void this.content.set(
          call.inode,
          (this.content.get(call.inode) ?? Buffer.alloc(0)).subarray(0, call.length),
        );
      case 'sync':
        return void this.durable.set(call.inode, this.content.get(call.inode) ?? Buffer.alloc(0));
      case 'rename':
        return this.name({ set: call.to, inode: this.inodeAt(call.from), unset: call.from });
      case 'link':
        return this.name({ set: call.to, inode: this.inodeAt(call.from), unset: null });
      case 'remove':
        if (this.names.has(call.path)) this.name({ set: null, inode: -1, unset: call.path });
        return undefined;
      case 'syncFolder':
        for (const change of this.pending.filter((change) => isIn(change, call.path))) {
          rename(this.durableNames, change);
        }
        this.pending = this.pending.filter((change) => !isIn(change, call.path));
        return undefined;
    }
  }

  private name(change: { set: string | null; inode: Inode; unset: string | null }): void {
    rename(this.names, change);
    this.pending.push(change);
  }

  /** The files under some names, with contents as they are or as they were last synced. */
  files(names: ReadonlyMap<string, Inode>, contents: ReadonlyMap<Inode, Buffer>): Map<string, Buffer> {
    return new Map([...names].map(([path, inode]) => [path, contents.get(inode) ?? Buffer.alloc(0)]));
  }

  /** Every choice of which unsynced changes of names survived, up to a reasonable number. */
  *survivingNames(): Generator<Map<string, Inode>> {
    const open = this.pending.slice(-6);
    const sure = this.pending.slice(0, -6);
    for (let choice = 0; choice < 2 ** open.length; choice += 1) {
      const names = new Map(this.durableNames);
      for (const change of sure) rename(names, change);
      open.forEach((change, i) => {
        if ((choice >> i) & 1) rename(names, change);
      });
      yield names;
    }
  }
}

function isIn({ set, unset }: { set: string | null; unset: string | null }, folder: string): boolean {
  return dirname(set ?? unset ?? '') === folder;
}

function rename(
  names: Map<string, Inode>,
  { set, inode, unset }: { set: string | null; inode: Inode; unset: string | null },
): void {
  if (unset !== null) names.delete(unset);
  if (set !== null) names.set(set, inode);
}

/** @param files what is on the disk already, durable. */
export function createCrashDisk(files: ReadonlyMap<string, Buffer> = new Map()): CrashDisk {
  const model = new Model(files);
  const calls: Call[] = [];
  let nextInode = files.size;

  function run(call: Call): void {
    model.apply(call);
    calls.push(call);
  }

  function fileOf(inode: Inode): DiskFile {
    return {
      write: async (bytes, position) => run({ kind: 'write', inode, position, bytes: Buffer.from(bytes) }),
      sync: async () => run({ kind: 'sync', inode }),
      truncate: async (length) => run({ kind: 'truncate', inode, length }),
      close: async () => undefined,
    };
  }

  return {
    async create(path) {
      if (model.names.has(path)) throw Object.assign(new Error(`EEXIST: ${path}`), { code: 'EEXIST' });
      nextInode += 1;
      run({ kind: 'create', path, inode: nextInode });
      return fileOf(nextInode);
    },
    edit: async (path) => fileOf(model.inodeAt(path)),
    async read(path) {
      const inode = model.names.get(path);
      return inode === undefined ? null : Buffer.from(model.content.get(inode) ?? '');
    },
    async stat(path) {
      const inode = model.names.get(path);
      if (inode === undefined) return null;
      return { size: model.content.get(inode)?.length ?? 0, changedAt: 0, isFolder: false };
    },
    list: async (path) =>
      [...model.names.keys()]
        .filter((name) => dirname(name) === path)
        .map((name) => name.slice(path.length + 1)),
    rename: async (from, to) => {
      model.inodeAt(from);
      run({ kind: 'rename', from, to });
    },
    link: async (from, to) => {
      model.inodeAt(from);
      run({ kind: 'link', from, to });
    },
    remove: async (path) => run({ kind: 'remove', path }),
    makeFolder: async () => undefined,
    syncFolder: async (path) => run({ kind: 'syncFolder', path }),
    calls: () => calls.length,
    lastCall: () => calls.at(-1)?.kind ?? 'nothing',
    crashStates: (count) => [...statesAfter(new Model(files), calls.slice(0, count))],
  };
}

function* statesAfter(model: Model, calls: readonly Call[]): Generator<CrashState> {
  const last = calls.at(-1);
  for (const call of calls.slice(0, -1)) model.apply(call);
  if (last?.kind === 'write') {
    for (const bytes of cutShort(last.bytes)) {
      const copy = new Map(model.content);
      const before = copy.get(last.inode) ?? Buffer.alloc(0);
      const after = Buffer.alloc(Math.max(before.length, last.position + bytes.length));
      before.copy(after);
      bytes.copy(after, last.position);
      copy.set(last.inode, after);
      yield { what: `write cut short`, files: model.files(model.names, copy) };
    }
  }
  if (last) model.apply(last);
  yield { what: 'killed', files: model.files(model.names, model.content) };
  for (const names of model.survivingNames()) {
    yield { what: 'power lost, unsynced content kept', files: model.files(names, model.content) };
    yield { what: 'power lost, unsynced content lost', files: model.files(names, model.durable) };
    yield {
      what: 'power lost, lengths kept and unsynced content zero',
      files: model.files(names, zeroed(model)),
    };
  }
}

/** A write of which only the beginning, or only the end, arrived. */
function cutShort(bytes: Buffer): Buffer[] {
  const lengths = new Set([1, 12, 40, 100, Math.floor(bytes.length / 2), bytes.length - 2, bytes.length - 1]);
  const starts = [...lengths].filter((length) => length > 0 && length < bytes.length);
  return starts.map((length) => bytes.subarray(0, length));
}

/** Contents as they are, with what came after the last sync read as zeros: length is written, content is not. */
function zeroed(model: Model): Map<Inode, Buffer> {
  const result = new Map<Inode, Buffer>();
  for (const [inode, bytes] of model.content) {
    const durable = model.durable.get(inode) ?? Buffer.alloc(0);
    if (bytes.subarray(0, durable.length).equals(durable)) {
      const copy = Buffer.alloc(bytes.length);
      durable.copy(copy);
      result.set(inode, copy);
    } else result.set(inode, durable);
  }
  return result;
}
