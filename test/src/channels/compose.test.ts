import { describe, expect, it } from 'vitest';
import { choiceLines, joinBlocks, numberChoices } from '../../../src/channels/compose.js';

describe('src/channels/compose.ts', () => {
  it('numbers choices from one and writes each on its own line', () => {
    const numbered = numberChoices([
      { label: 'Báo cáo\nquý III', command: '/nop 1' },
      { label: ' Báo cáo năm ', command: '/nop 2' },
    ]);

    expect(choiceLines(numbered)).toBe('1. Báo cáo quý III\n2. Báo cáo năm');
    expect(choiceLines(numbered.slice(1))).toBe('2. Báo cáo năm');
  });

  it('joins blocks by one blank line and leaves blank ones out', () => {
    expect(joinBlocks('Kế hoạch', undefined, ' ', 'Nội dung\n')).toBe('Kế hoạch\n\nNội dung');
    expect(joinBlocks('', undefined)).toBe('');
  });
});
