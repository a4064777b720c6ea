/**
 * The session cookie: signed external ids of the persons this browser speaks for. Outside the demo that is
 * one person, with the name they gave; in the demo several, because two tabs share one cookie and may speak
 * for two persons.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebConfig } from './config.js';

const days = 30;
/** Persons one browser may speak for at a time (demo); the one chosen longest ago falls out. */
const maxPersons = 12;

export interface Session {
  /** The one chosen last first; empty without a valid cookie. */
  ids: string[];
  /** What a newcomer said their name is. */
  name: string | null;
}

export interface SessionCookie {
  read(request: FastifyRequest): Session;
  write(reply: FastifyReply, session: Session): void;
  forget(reply: FastifyReply): void;
}

export function createSessionCookie(
  config: Pick<WebConfig, 'mode' | 'sign' | 'verify' | 'secureCookies'>,
): SessionCookie {
  // A browser takes a cookie of this prefix only over https, for the whole host, from that host itself.
  const cookieName = config.secureCookies ? '__Host-dondoc-web' : 'dondoc-web';
  // The mode is part of what is signed: a session of the demo opens no door outside it.
  const purpose = `web-session:${config.mode}:`;
  const most = config.mode === 'demo' ? maxPersons : 1;

  function set(reply: FastifyReply, value: string, maxAgeSeconds: number): void {
    const attributes = [
      `${cookieName}=${value}`,
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
      const signed = valueOf(request.headers.cookie, cookieName);
      const payload = signed === null ? null : config.verify(signed);
      if (payload?.startsWith(purpose) !== true) return { ids: [], name: null };
      const [ids = '', ...given] = payload.slice(purpose.length).split(';');
      return { ids: ids.split(',').slice(0, most), name: given.join(';') || null };
    },
    write(reply, { ids, name }) {
      const kept = [...new Set(ids)].slice(0, most);
      set(
        reply,
        encodeURIComponent(config.sign(`${purpose}${kept.join(',')};${name ?? ''}`)),
        days * 24 * 60 * 60,
      );
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
