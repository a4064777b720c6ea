import { describe, expect, it } from 'vitest';
import { isSyllable } from '../../../src/domain/syllable.js';

describe('src/domain/syllable.ts', () => {
  it('accepts syllables of every shape, in any case and decomposed', () => {
    const words =
      'Việc gì giữa giếng giết quyết quý thuở khuỷu nghiêng kế ghế nguệch ngoạc xoong quạnh hoà hòa ươm ở ý yếu ĐƯỢC';
    for (const word of words.split(' ')) {
      expect([word, isSyllable(word)]).toEqual([word, true]);
      expect([word, isSyllable(word.normalize('NFD'))]).toEqual([word, true]);
    }
  });

  it('refuses what no syllable can be', () => {
    // Two tones, a stop without its tone, letters and rimes there are none of, k before a, c before e.
    for (const word of ['', 'hoạ́ch', 'nhât', 'catf', 'Øn', 'hoaïch', 'HOẠCHC', 'ká', 'cế', 'ngê', 'bcd', 'ư̆'])
      expect([word, isSyllable(word)]).toEqual([word, false]);
  });
});
