/**
 * The session cookie: signed external ids of the persons this browser speaks for. Outside the demo that is
 * one person; in the demo several, because two tabs share one cookie and may speak for two persons.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebConfig } from './config.js';

const days = 30;
/** Persons one browser may speak for at a time (demo); the one chosen longest ago falls out. */
const maxPersons = 12;

export interface SessionCookie {
  /** Ids in the cookie, the one chosen last first; empty without a valid cookie. */
  read(request: FastifyRequest): string[];
  write(reply: FastifyReply, ids: readonly string[]): void;
  forget(reply: FastifyReply): void;
}

export function createSessionCookie(
  config: Pick<WebConfig, 'mode' | 'sign' | 'verify' | 'secureCookies'>,
): SessionCookie {
  // A browser takes a cookie of this prefix only over https, for the whole host, from that host itself.
  const name = config.secureCookies ? '__Host-dondoc-web' : 'dondoc-web';
  // The mode is part of what is signed: a session of the demo opens no door outside it.
  const purpose = `web-session:${config.mode}:`;
  const most = config.mode === 'demo' ? maxPersons : 1;

  function set(reply: FastifyReply, value: string, maxAgeSeconds: number): void {
    const attributes = [
      `${name}=${value}`,
      'Path=/',
      `Max-Age=${maxAgeSeconds}`,
      'HttpOnly',
      'SameSite=Strict',
      ...(config.secureCookies ? ['Secure'] : []),
    ];
    reply.header('set-cookie', attributes.join('; '));
  }

  return {
    read(request) {
      const signed = valueOf(request.headers.cookie, name);
      const payload = signed === null ? null : config.verify(signed);
      return payload?.startsWith(purpose) === true
        ? payload.slice(purpose.length).split(',').slice(0, most)
        : [];
    },
    write(reply, ids) {
      const kept = [...new Set(ids)].slice(0, most);
      set(reply, encodeURIComponent(config.sign(purpose + kept.join(','))), days * 24 * 60 * 60);
    },
    forget: (reply) => set(reply, '', 0),
  };
}

/** Value of a cookie, percent-decoded; null when absent or undecodable. */
function valueOf(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at < 0 || pair.slice(0, at).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(at + 1).trim());
    } catch {
      return null;
    }
  }
  return null;
}
