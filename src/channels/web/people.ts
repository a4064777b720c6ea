/**
 * Who is behind a request and which conversations are theirs. The cookie carries signed external ids;
 * whether a person may do anything at all is decided by the app, not here.
 */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebConfig, WebRosterEntry } from './config.js';
import { createSessionCookie } from './cookie.js';
import { notFound, refusal } from './refusal.js';
import { newcomerName } from './words.js';

/** An external id: of a person, a group, and so of a conversation. */
export const externalIdPattern = /^[a-z0-9-]{1,80}$/;

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
  /** Unit and role; empty for a newcomer. */
  detail: string;
  /** Not on the roster: not linked yet, or no longer. */
  isNewcomer: boolean;
}

// A newcomer's id is the only thing that tells them apart, so in linked mode it has 128 random bits.
const newcomerPattern = { demo: /^khach-[0-9a-f]{12}$/, linked: /^web-[0-9a-f]{32}$/ };

export interface People {
  /**
   * The visitor of this request, or null without a valid session. A page says in `?as=` whom it speaks for:
   * tabs share one cookie, and a message must never go out in another person's name.
   */
  of(request: FastifyRequest): Visitor | null;
  /** Like `of`, but refuses with 401. */
  require(request: FastifyRequest): Visitor;
  /** Everyone this browser speaks for; for links, which a browser follows without saying for whom. */
  allOf(request: FastifyRequest): Visitor[];
  /**
   * Makes a visitor: an id of the roster, or null for a newcomer with a fresh id and the name they give.
   * Refuses with 404.
   */
  become(id: string | null, name: string | null): Visitor;
  /** Writes (or renews) the session cookie. */
  remember(request: FastifyRequest, reply: FastifyReply, visitor: Visitor): void;
  /** Ends the session of this browser. */
  forget(reply: FastifyReply): void;
  /** The conversations of a visitor: the private one first, then groups. */
  conversationsOf(visitor: Visitor): WebConversation[];
  /** One conversation of a visitor; unknown ones and other people's get the same 404. */
  conversation(visitor: Visitor, id: string): WebConversation;
  /** Whether this person may (still) read this conversation. */
  mayRead(visitorId: string, conversation: string): boolean;
}

export function createPeople(config: WebConfig): People {
  const { mode } = config;
  const cookie = createSessionCookie(config);

  function visitor(id: string, name: string | null): Visitor | null {
    const isFresh = newcomerPattern[mode].test(id);
    // Outside the demo only an id nobody could guess is a session, whoever else the roster lists.
    if (mode === 'linked' && !isFresh) return null;
    const entry = config.roster().find((one) => one.kind === 'person' && one.id === id);
    if (entry !== undefined) return { id, name: entry.label, detail: entry.detail, isNewcomer: false };
    return isFresh ? { id, name: name ?? newcomerName, detail: '', isNewcomer: true } : null;
  }

  function groups(): WebRosterEntry[] {
    return mode === 'demo' ? config.roster().filter((one) => one.kind === 'group') : [];
  }

  function conversationsOf(who: Visitor): WebConversation[] {
    const shared = groups().filter((one) => one.memberIds?.includes(who.id) === true);
    return [
      { id: who.id, kind: 'private', title: who.name },
      ...shared.map((one) => ({ id: one.id, kind: 'group' as const, title: one.label })),
    ];
  }

  function of(request: FastifyRequest): Visitor | null {
    const { ids, name } = cookie.read(request);
    const { query } = request;
    const meant = typeof query === 'object' && query !== null && 'as' in query ? query.as : ids[0];
    return typeof meant === 'string' && ids.includes(meant) ? visitor(meant, name) : null;
  }

  return {
    of,
    require(request) {
      const who = of(request);
      if (who === null) throw refusal(401, 'no-session');
      return who;
    },
    allOf: (request) => cookie.read(request).ids.flatMap((id) => visitor(id, null) ?? []),
    become(id, name) {
      const fresh =
        mode === 'demo'
          ? `khach-${randomBytes(6).toString('hex')}`
          : `web-${randomBytes(16).toString('hex')}`;
      // Outside the demo nobody chooses who they are.
      const who = id === null ? visitor(fresh, name) : mode === 'demo' ? visitor(id, null) : null;
      if (who === null) throw notFound();
      return who;
    },
    remember: (request, reply, who) =>
      cookie.write(reply, {
        ids: [who.id, ...cookie.read(request).ids],
        // Several persons of the demo share the cookie, and are on the roster anyway.
        name: mode === 'linked' ? who.name : null,
      }),
    forget: (reply) => cookie.forget(reply),
    conversationsOf,
    conversation(who, id) {
      const found = conversationsOf(who).find((one) => one.id === id);
      if (found === undefined) throw notFound();
      return found;
    },
    mayRead(visitorId, conversation) {
      const who = visitor(visitorId, null);
      return who !== null && conversationsOf(who).some((one) => one.id === conversation);
    },
  };
}
