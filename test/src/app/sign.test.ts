import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSigner, longestLinkMs, newSigningKey } from '../../../src/app/sign.js';

const key = newSigningKey();
const at = Date.parse('2026-06-22T09:00:00+07:00');

describe('src/app/sign.ts', () => {
  it('gives back what was signed, for its purpose and until it expires, to the millisecond', () => {
    let now = at;
    const signer = createSigner(key, () => now);
    const token = signer.sign('upload', { assignmentId: 'a1' }, 60_000);

    expect(signer.verify('upload', token)).toEqual({ assignmentId: 'a1' });
    expect(signer.verify('file', token)).toBeNull();
    now = at + 59_999;
    expect(signer.verify('upload', token)).not.toBeNull();
    now = at + 60_000;
    expect(signer.verify('upload', token)).toBeNull();
  });

  it('never signs for 45 days or longer', () => {
    let now = at;
    const signer = createSigner(key, () => now);
    const token = signer.sign('web', 'x', 365 * 86_400_000);

    now = at + longestLinkMs;
    expect(signer.verify('web', token)).toBeNull();
    expect(longestLinkMs).toBeLessThan(45 * 86_400_000);
  });

  it('refuses another key, and every single changed character', () => {
    const signer = createSigner(key, () => at);
    const token = signer.sign('file', { sha256: 'ab'.repeat(32) }, 60_000);

    expect(createSigner(newSigningKey(), () => at).verify('file', token)).toBeNull();
    for (let i = 0; i < token.length; i += 1) {
      for (const other of ['A', 'B', '-', '.']) {
        if (token[i] === other) continue;
        expect(signer.verify('file', token.slice(0, i) + other + token.slice(i + 1))).toBeNull();
      }
    }
  });

  it('refuses any text that was not signed, and never throws', () => {
    const signer = createSigner(key, () => at);

    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.tuple(fc.base64String(), fc.base64String()).map((parts) => parts.join('.')),
        ),
        (text) => {
          expect(signer.verify('file', text)).toBeNull();
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
