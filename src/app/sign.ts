/**
 * Signed, expiring tokens for links and sessions: purpose, payload and expiry under an HMAC.
 * A token for one purpose never passes for another, and a forged one reveals nothing.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Signer {
  /** @param purpose what the token is for (`upload`, `file`, `session`); @param payload JSON-able. */
  sign(purpose: string, payload: unknown, lifetimeMs: number): string;
  /** The payload, or null for anything forged, expired or meant for something else. */
  verify(purpose: string, token: string): unknown;
}

/** Longest life of a signed link (contract: less than 45 days). */
export const longestLinkMs = 44 * 86_400_000;

/** A fresh signing key, hex. */
export function newSigningKey(): string {
  return randomBytes(32).toString('hex');
}

/** @param now the assistant's clock: links age with it. */
export function createSigner(keyHex: string, now: () => number): Signer {
  const mac = (purpose: string, body: string): Buffer =>
    createHmac('sha256', Buffer.from(keyHex, 'hex')).update(`${purpose}\n${body}`).digest();
  return {
    sign(purpose, payload, lifetimeMs) {
      const expires = now() + Math.min(lifetimeMs, longestLinkMs);
      const body = Buffer.from(JSON.stringify({ e: expires, p: payload })).toString('base64url');
      return `${body}.${mac(purpose, body).toString('base64url')}`;
    },
    verify(purpose, token) {
      const [body, signature, extra] = token.split('.');
      if (!body || !signature || extra !== undefined || token.length > 4096) return null;
      const expected = mac(purpose, body);
      const given = Buffer.from(signature, 'base64url');
      // A second spelling of the same bytes must not pass, or a link could not be revoked by its text.
      if (given.length !== expected.length || given.toString('base64url') !== signature) return null;
      if (!timingSafeEqual(given, expected)) return null;
      try {
        const { e, p } = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as {
          e: number;
          p: unknown;
        };
        return typeof e === 'number' && e > now() ? p : null;
      } catch {
        return null;
      }
    },
  };
}
