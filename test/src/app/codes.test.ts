import { describe, expect, it } from 'vitest';
import { codeId, newCode } from '../../../src/app/codes.js';

describe('src/app/codes.ts', () => {
  it('makes codes without letters that are mistaken for one another, each its own', () => {
    const codes = Array.from({ length: 2_000 }, newCode);

    for (const code of codes) expect(code).toMatch(/^(?:[A-HJKMNP-Z2-9]{4}-){3}[A-HJKMNP-Z2-9]{4}$/);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('knows a code however it is typed, and stores nothing that shows it', () => {
    const id = codeId('7KQ2-M4XT-9BRD-C3HW');

    for (const typed of ['7kq2-m4xt-9brd-c3hw', ' 7KQ2 M4XT 9BRD C3HW ', '7KQ2M4XT9BRDC3HW'])
      expect(codeId(typed)).toBe(id);
    expect(codeId('7KQ2-M4XT-9BRD-C3HX')).not.toBe(id);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(['', 'ab', '---', 'đường', 'x'.repeat(65)])('takes “%s” for no code', (typed) => {
    expect(codeId(typed)).toBeNull();
  });
});
