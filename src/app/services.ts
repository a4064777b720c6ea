/** The services commands use, and the keys behind them. */
import { createHash, randomUUID } from 'node:crypto';
import type { Services } from '../domain/command.js';
import { hasRole } from '../domain/person.js';
import type { Channel, Store } from '../domain/ports.js';
import { codeId, newCode } from './codes.js';
import { createFileLinks } from './file-links.js';
import { createSigner, newSigningKey, type Signer } from './sign.js';

const signingKeyId = 'signing-key';
const adminCodeSetting = 'admin-code';
/** A link to hand in a large file lives a week. */
const uploadLinkMs = 7 * 86_400_000;

/** What an upload link carries. */
export interface UploadGrant {
  assignmentId: string;
  personId: string;
}

/** The signer over the store's own key, which is made at first start. */
export async function openSigner(store: Store, now: () => number): Promise<Signer> {
  if (!store.get('settings', signingKeyId)) {
    await store.transaction((tx) => {
      if (!tx.get('settings', signingKeyId)) tx.put('settings', { id: signingKeyId, value: newSigningKey() });
    });
  }
  return createSigner(String(store.get('settings', signingKeyId)?.value), now);
}

/**
 * The first administrator's code: the configured one, else one made at first start.
 * @returns the code to print when a new one was made; null when it was configured, or printed before.
 */
export async function ensureAdminCode(store: Store, configured: string | null): Promise<string | null> {
  const known = store.get('settings', adminCodeSetting)?.value;
  const made = configured === null && known === undefined ? newCode() : null;
  const id = configured !== null ? codeId(configured) : made !== null ? codeId(made) : null;
  if (id !== null && id !== known) {
    await store.transaction((tx) => tx.put('settings', { id: adminCodeSetting, value: id }));
  }
  return made;
}

export function createServices(deps: {
  store: Store;
  signer: Signer;
  channels: ReadonlyMap<string, Channel>;
  /** Address links are built on; null when there is none people could open. */
  linkBase: () => string | null;
  /** Life of a link to what was handed in, in milliseconds. */
  fileLinkMs: number;
  /** Largest file taken by any way, in bytes. */
  maxUploadBytes: number;
}): Services {
  const { store, signer, channels, linkBase, fileLinkMs, maxUploadBytes } = deps;
  return {
    ...createFileLinks({ signer, linkBase, lifetimeMs: fileLinkMs }),
    newId: () => randomUUID(),
    sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    newCode() {
      const code = newCode();
      return { code, id: codeId(code) as string };
    },
    codeId,
    // The code opens the door once: as soon as somebody is administrator it is worthless.
    get adminCodeId() {
      const hasAdmin = store.find('persons', 'byRole', 'admin').some((person) => hasRole(person, 'admin'));
      const id = store.get('settings', adminCodeSetting)?.value;
      return hasAdmin || typeof id !== 'string' ? null : id;
    },
    uploadLink(assignmentId, personId) {
      const base = linkBase();
      const grant: UploadGrant = { assignmentId, personId };
      return base === null ? null : `${base}/upload/${signer.sign('upload', grant, uploadLinkMs)}`;
    },
    startLink: (channel, code, kind) => channels.get(channel)?.startLink?.(code, kind) ?? null,
    maxFileBytes: (channel) => channels.get(channel)?.capabilities.maxInboundFileBytes ?? 0,
    maxUploadBytes,
  };
}
