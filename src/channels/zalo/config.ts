/** What the Zalo channel is given: credentials, the hosts it talks to, and the memory it keeps its tokens in. */
import type { Agent } from 'node:https';
import type { StoredFile } from '../../domain/message.js';
import type { Log } from '../../domain/ports.js';

/**
 * A few named values that outlive the process. `put` resolves when the value is durable: a token pair is used only
 * after that, since the platform takes each refresh token once.
 */
export interface ZaloMemory {
  get(name: string): unknown;
  put(name: string, value: unknown): Promise<void>;
}

export interface ZaloConfig {
  /** Application and Official Account, and their secrets (developers.zalo.me, page of the application). */
  appId: string;
  appSecret: string;
  oaId: string;
  /** "OA Secret Key" of the webhook page; events are signed with it. */
  oaSecretKey: string;
  /** A refresh token to begin with; null when consent is given through `/zalo/connect`. */
  refreshToken: string | null;
  /** Bases of the three hosts, without a trailing slash. */
  apiRoot: string;
  oauthRoot: string;
  businessRoot: string;
  /** `host` or `host:port` from which attachments may be fetched; null for the platform's own. */
  fileHosts: readonly string[] | null;
  /** Address people reach this server under; null when there is none. */
  publicUrl: string | null;
  memory: ZaloMemory;
  log: Log;
  /** Path of a stored file, for reading. */
  openFile: (file: StoredFile) => Promise<{ path: string }>;
  /** Milliseconds since the epoch, by the assistant's clock; tokens age by real time. */
  now: () => number;
  /** Largest attachment fetched, in bytes. */
  maxFileBytes: number;
  /** For downloads over TLS with an authority of one's own (tests). */
  agent?: Agent;
}

/** The platform's hosts (zalo.me developer pages, "OpenAPI"). */
export const zaloRoots = {
  api: 'https://openapi.zalo.me',
  oauth: 'https://oauth.zaloapp.com',
  business: 'https://business.openapi.zalo.me',
} as const;
