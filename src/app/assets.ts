/** Where the files that ship with the package are, from source and from the compiled tree alike. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's root folder. */
export const packageRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new Error('the package root was not found');
  }
}

/** Absolute path of a file under the package's root. */
export function packagePath(...parts: string[]): string {
  return join(packageRoot, ...parts);
}

/** A JSON file of the package, parsed. */
export function packageJson(...parts: string[]): unknown {
  return JSON.parse(readFileSync(packagePath(...parts), 'utf8'));
}
