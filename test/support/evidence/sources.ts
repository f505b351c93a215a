import { globSync, readFileSync } from 'node:fs';

/** A source file of ours by its path from the root of the repository. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The sources below some folders, without their tests. */
export function sourcesIn(...folders: readonly string[]): readonly Source[] {
  return globSync(folders.map((folder) => `${folder}/**/*.{ts,tsx,mjs,css,html}`))
    .filter((path) => !/\.test\.tsx?$|node_modules|\/dist\//.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** Every host that is written out in a source, with the file that names it. */
export function hostsIn(sources: readonly Source[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, text } of sources) {
    for (const [, host] of text.matchAll(/\b(?:https?|wss?):\/\/([a-z0-9.-]+\.[a-z]{2,})/gi)) {
      if (host) found.set(host.toLowerCase(), path);
    }
  }
  return found;
}
