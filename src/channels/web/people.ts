/**
 * Who is behind a request and which conversations are theirs. The cookie carries a signed external id;
 * whether that person may do anything at all is decided by the app, not here.
 */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebConfig, WebRosterEntry } from './config.js';
import { WebRefusal, notFound } from './refusal.js';
import { newcomerName } from './words.js';

/** A conversation as this channel sees it; `id` is its external id. */
export interface WebConversation {
  id: string;
  kind: 'private' | 'group';
  title: string;
}

/** The person a session speaks for. */
export interface Visitor {
  id: string;
  name: string;
  isNewcomer: boolean;
}

// A newcomer's id is the only thing that tells them apart, so in linked mode it has 128 random bits.
const newcomerPattern = { demo: /^khach-[0-9a-f]{12}$/, linked: /^web-[0-9a-f]{32}$/ };

const cookieDays = 30;

export interface People {
  /** The visitor of this request, or null without a valid session. */
  of(request: FastifyRequest): Visitor | null;
  /**
   * Like `of`, but refuses with 401. A page says in `?as=` whom it speaks for: two tabs share one cookie,
   * and a message must never go out in another person's name.
   */
  require(request: FastifyRequest): Visitor;
  /** Makes a visitor: an id of the roster, or null for a newcomer with a fresh id. Refuses with 404. */
  become(id: string | null): Visitor;
  /** Writes (or renews) the session cookie. */
  remember(reply: FastifyReply, visitor: Visitor): void;
  /** The conversations of a visitor: the private one first, then groups. */
  conversationsOf(visitor: Visitor): WebConversation[];
  /** One conversation of a visitor; unknown ones and other people's get the same 404. */
  conversation(visitor: Visitor, id: string): WebConversation;
}

export function createPeople(config: WebConfig): People {
  const { mode } = config;
  const cookieName = config.secureCookies ? '__Host-dondoc-web' : 'dondoc-web';
  const purpose = `web-session:${mode}:`;

  function roster(): WebRosterEntry[] {
    return mode === 'demo' ? config.roster() : [];
  }

  function visitor(id: string): Visitor | null {
    if (newcomerPattern[mode].test(id)) return { id, name: newcomerName, isNewcomer: true };
    const entry = roster().find((one) => one.kind === 'person' && one.id === id);
    return entry === undefined ? null : { id, name: entry.label, isNewcomer: false };
  }

  function of(request: FastifyRequest): Visitor | null {
    const signed = readCookie(request.headers.cookie, cookieName);
    if (signed === null) return null;
    const payload = config.verify(signed);
    return payload?.startsWith(purpose) === true ? visitor(payload.slice(purpose.length)) : null;
  }

  function conversationsOf(who: Visitor): WebConversation[] {
    const groups = roster().filter(
      (one) => one.kind === 'group' && one.memberIds?.includes(who.id) === true,
    );
    return [
      { id: who.id, kind: 'private', title: who.name },
      ...groups.map((one) => ({ id: one.id, kind: 'group' as const, title: one.label })),
    ];
  }

  return {
    of,
    require(request) {
      const who = of(request);
      const { query } = request;
      const meant = typeof query === 'object' && query !== null && 'as' in query ? query.as : who?.id;
      if (who === null || meant !== who.id) throw new WebRefusal(401, 'no-session');
      return who;
    },
    become(id) {
      const fresh =
        mode === 'demo' ? `khach-${randomBytes(6).toString('hex')}` : `web-${randomBytes(16).toString('hex')}`;
      // Outside the demo nobody chooses who they are.
      const who = id === null ? visitor(fresh) : mode === 'demo' ? visitor(id) : null;
      if (who === null) throw notFound();
      return who;
    },
    remember(reply, who) {
      const attributes = [
        `${cookieName}=${encodeURIComponent(config.sign(purpose + who.id))}`,
        'Path=/',
        `Max-Age=${cookieDays * 24 * 60 * 60}`,
        'HttpOnly',
        'SameSite=Strict',
        ...(config.secureCookies ? ['Secure'] : []),
      ];
      reply.header('set-cookie', attributes.join('; '));
    },
    conversationsOf,
    conversation(who, id) {
      const found = conversationsOf(who).find((one) => one.id === id);
      if (found === undefined) throw notFound();
      return found;
    },
  };
}

/** Value of a cookie, percent-decoded; null when absent or undecodable. */
function readCookie(header: string | undefined, name: string): string | null {
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
