import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../commands/index.js';

/** All TypeScript files below a folder, relative to the repository. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : path.endsWith('.ts') ? [path] : [];
  });
}

/** Layers from the innermost; a file may import its own layer and those named for it. */
const layers: Record<string, readonly string[]> = {
  'src/domain': ['src/domain'],
  'src/texts': ['src/domain', 'src/texts'],
  storage: ['src/domain', 'storage'],
  'src/channels': ['src/domain', 'src/texts', 'src/channels'],
  'src/intake': ['src/domain', 'src/intake'],
  'src/exports': ['src/domain', 'src/texts', 'src/exports'],
  commands: ['src/domain', 'src/texts', 'commands'],
};

function layerOf(path: string): string | undefined {
  return Object.keys(layers).find((layer) => path.startsWith(`${layer}/`));
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/(?:from|import)\s+'([^']+)'/g)].map((match) => match[1] ?? '');
}

const sources = ['src', 'commands', 'storage'].flatMap(filesBelow);

describe('structure', () => {
  it('lets imports go one way only', () => {
    const wrong = sources.flatMap((path) => {
      const allowed = layers[layerOf(path) ?? ''];
      if (!allowed) return [];
      return importsOf(path)
        .filter((target) => target.startsWith('.'))
        .map((target) => normalize(join(dirname(path), target)))
        .filter((target) => !allowed.some((layer) => target.startsWith(`${layer}/`)))
        .map((target) => `${path} → ${target}`);
    });

    expect(wrong).toEqual([]);
  });

  it('keeps the domain free of input, output and environment', () => {
    const allowed = /^(temporal-polyfill|fastify)$/;
    const wrong = filesBelow('src/domain').flatMap((path) =>
      importsOf(path)
        .filter((target) => !target.startsWith('.') && !allowed.test(target))
        .map((target) => `${path} → ${target}`),
    );

    expect(wrong).toEqual([]);
  });

  it('keeps platform words out of everything but their own channel', () => {
    const wrong = sources
      .filter(
        (path) =>
          !path.startsWith('src/channels/telegram/') &&
          !path.startsWith('src/app/build') &&
          !path.startsWith('src/config'),
      )
      .filter((path) => {
        const text = readFileSync(path, 'utf8');
        // Zalo is spoken to over plain HTTP; Telegram's library stays with Telegram.
        return (
          /from 'grammy/.test(text) || (/from 'axios/.test(text) && !path.startsWith('src/channels/zalo/'))
        );
      });

    expect(wrong).toEqual([]);
  });

  it('registers every command file', () => {
    const registry = readFileSync('commands/index.ts', 'utf8');
    const helpers = new Set(['index.ts', 'free-text.ts', 'plan-argument.ts']);
    const missing = readdirSync('commands').filter(
      (name) => !helpers.has(name) && !registry.includes(`./${name.replace('.ts', '.js')}`),
    );

    expect(missing).toEqual([]);
    expect(new Set(commands.map((command) => command.name)).size).toBe(commands.length);
  });

  it('reads the environment and ends the process in the entry points alone', () => {
    const wrong = sources
      .filter((path) => !/^src\/(main|cli|cli\/.*)\.ts$/.test(path))
      .filter((path) => /process\.(env|exit|argv|on)\b/.test(readFileSync(path, 'utf8')));

    expect(wrong).toEqual([]);
  });

  it('names no path of a workplace', () => {
    const wrong = [...sources, ...filesBelow('test'), ...filesBelow('bench')].filter((path) =>
      /\/(work|farm)\/|\.\.\/shared/.test(readFileSync(path, 'utf8').replace(/\\\/\(work\|farm\)[^\n]*/, '')),
    );

    expect(wrong).toEqual([]);
  });
});
