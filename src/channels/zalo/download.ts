/**
 * Fetches a file a person sent, from the platform's own hosts alone: the address comes from outside, and nothing else on
 * this network may be reached through it.
 */
import { createHash } from 'node:crypto';
import { lookup } from 'node:dns';
import { Agent } from 'node:https';
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import axios from 'axios';
import { z } from 'zod';
import { SendError, UserError } from '../../domain/errors.js';
import type { InboundFile } from '../../domain/message.js';

/** Hosts attachments come from. Source: samples of webhook events; the platform does not publish a list. */
const platformHosts: readonly string[] = ['zdn.vn', 'zadn.vn'];
const silenceMs = 30_000;
const wholeMs = 10 * 60_000;

const refSchema = z.object({
  url: z.string().max(4_000),
  size: z.number().nullable(),
  checksum: z.string().nullable(),
});

/**
 * The address to fetch, or null when it is not on the list. Plain `http` becomes `https` on the same host and port.
 * @param hosts `host` or `host:port`; a name stands for its subdomains too, an address of this machine only for itself.
 */
export function allowedUrl(text: string, hosts: readonly string[]): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') return null;
  // Another way to write an address (2130706433 for 127.0.0.1) is not the one on the list.
  if (!text.toLowerCase().includes(`//${url.host}`)) return null;
  const port = url.port === '' ? '443' : url.port;
  const host = url.hostname.replace(/\.$/, '').toLowerCase();
  const isListed = hosts.some((entry) => {
    const [, name = '', listedPort = '443'] = /^(.+?)(?::(\d{1,5}))?$/.exec(entry.trim().toLowerCase()) ?? [];
    if (name === '' || listedPort !== port) return false;
    return (
      host === name ||
      (!isNumeric(name) && name !== 'localhost' && host.endsWith(`.${name.replace(/^\*?\./, '')}`))
    );
  });
  if (!isListed) return null;
  url.protocol = 'https:';
  // Changing the protocol drops a port that was the default of the other.
  if (port !== '443') url.port = port;
  return url;
}

const isNumeric = (host: string): boolean => isIP(host.replace(/^\[|\]$/g, '')) !== 0;

/** Names of the list must not lead into this network: an address found for one is looked at before it is used. */
export function isInside(address: string): boolean {
  const ip = address.toLowerCase().replace(/^::ffff:/, '');
  return (
    /^(?:0|10|127)\./.test(ip) ||
    ip.startsWith('169.254.') ||
    ip.startsWith('192.168.') ||
    /^172\.(?:1[6-9]|2\d|3[01])\./.test(ip) ||
    /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(ip) ||
    /^(?:::1?$|f[cd]|fe[89ab])/.test(ip)
  );
}

function publicAgent(): Agent {
  return new Agent({
    lookup: (host, options, done) => {
      lookup(host, { ...options, all: true }, (error, addresses) => {
        const usable = (addresses ?? []).filter(({ address }) => !isInside(address));
        const [first] = usable;
        if (error !== null || first === undefined) {
          done(error ?? Object.assign(new Error('no public address'), { code: 'ENOTFOUND' }), '', 4);
          return;
        }
        if (options.all === true) (done as unknown as (e: null, all: typeof usable) => void)(null, usable);
        else done(null, first.address, first.family);
      });
    },
  });
}

/**
 * @returns a function as `Channel.download` wants it. The stream may also throw: `file-too-big` past the cap,
 * `connection` when it breaks off or is not what the platform said it would be.
 */
export function createZaloDownload(deps: {
  hosts: readonly string[] | null;
  maxBytes: number;
  agent?: Agent | undefined;
}): (file: InboundFile) => Promise<AsyncIterable<Uint8Array>> {
  const { maxBytes } = deps;
  const hosts = deps.hosts ?? platformHosts;
  const guarded = publicAgent();
  const tooBig = (): UserError => new UserError('file-too-big', `${Math.floor(maxBytes / 1_000_000)} MB`);

  return async (file) => {
    if ((file.size ?? 0) > maxBytes) throw tooBig();
    const ref = refOf(file.ref);
    const url = ref === null ? null : allowedUrl(ref.url, hosts);
    if (ref === null || url === null) throw new UserError('file-not-found');
    const controller = new AbortController();
    const whole = setTimeout(() => controller.abort(), wholeMs).unref();
    const silence = setTimeout(() => controller.abort(), silenceMs).unref();
    const end = (): void => {
      clearTimeout(whole);
      clearTimeout(silence);
    };
    let body: Readable;
    try {
      const answer = await axios.get<Readable>(url.href, {
        responseType: 'stream',
        signal: controller.signal,
        // A redirect may lead anywhere; the platform's links do not need one.
        maxRedirects: 0,
        proxy: false,
        httpsAgent:
          deps.agent ?? (isNumeric(url.hostname) || url.hostname === 'localhost' ? undefined : guarded),
        validateStatus: () => true,
      });
      body = answer.data;
      body.on('error', () => undefined);
      if (answer.status === 404 || answer.status === 403 || answer.status === 410) {
        body.destroy();
        throw new UserError('file-not-found');
      }
      if (answer.status !== 200) {
        body.destroy();
        throw new SendError('connection', `file host answered ${answer.status}`);
      }
    } catch (error) {
      end();
      throw bare(error);
    }
    return read(body, ref);

    async function* read(source: Readable, expected: z.infer<typeof refSchema>): AsyncGenerator<Uint8Array> {
      const md5 = createHash('md5');
      let total = 0;
      try {
        for await (const chunk of source as AsyncIterable<Uint8Array>) {
          silence.refresh();
          total += chunk.byteLength;
          if (total > maxBytes) throw tooBig();
          md5.update(chunk);
          yield chunk;
        }
        if (expected.size !== null && total !== expected.size)
          throw new SendError('connection', 'file is not as long as the platform said');
        if (expected.checksum !== null && md5.digest('hex') !== expected.checksum)
          throw new SendError('connection', 'file is not what the platform said');
      } catch (error) {
        throw bare(error);
      } finally {
        end();
        source.destroy();
      }
    }
  };
}

function refOf(text: string): z.infer<typeof refSchema> | null {
  try {
    return refSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The two kinds of error the port allows; the address stays out of both. */
function bare(error: unknown): UserError | SendError {
  if (error instanceof UserError || error instanceof SendError) return error;
  return new SendError('connection', 'file could not be fetched from Zalo');
}
