/**
 * Whether an event comes from the platform: `X-ZEvent-Signature: mac=<hex>`, a plain SHA-256 over
 * `<first><raw body><timestamp><secret>`. Source: OA webhook documentation and the Java SDK; whether the first term is the
 * application's or the account's id is disputed, so both are tried and the one that fits first is kept.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

export interface SignatureCheck {
  /** @param body the bytes as received. @param timestamp the field of the body, as text. */
  isGenuine(header: string | undefined, body: Buffer, timestamp: string): boolean;
}

/** @param onLearned told once which id the platform signs with. */
export function createSignatureCheck(deps: {
  appId: string;
  oaId: string;
  secret: string;
  onLearned: (which: 'app' | 'oa') => void;
}): SignatureCheck {
  const firsts = [
    { which: 'app' as const, id: deps.appId },
    { which: 'oa' as const, id: deps.oaId },
  ];
  let known: (typeof firsts)[number] | null = null;
  return {
    isGenuine(header, body, timestamp) {
      const given = /^(?:mac=)?([0-9a-f]{64})$/i.exec(header?.trim() ?? '')?.[1];
      if (given === undefined) return false;
      const mac = Buffer.from(given, 'hex');
      for (const first of known === null ? firsts : [known]) {
        const expected = createHash('sha256')
          .update(first.id)
          .update(body)
          .update(timestamp)
          .update(deps.secret)
          .digest();
        if (!timingSafeEqual(mac, expected)) continue;
        if (known === null) {
          known = first;
          deps.onLearned(first.which);
        }
        return true;
      }
      return false;
    },
  };
}
