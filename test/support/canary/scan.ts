import type { Canary } from './canary.ts';
import { needlesOf } from './encodings.ts';
import { Finder } from './finder.ts';
import { unpack } from './unpack.ts';

/** Some raw bytes of a source, and where they lie there. */
export interface Piece {
  readonly where: string;
  readonly bytes: Uint8Array | string;
}

/** A place where a leak could be. */
export interface Source {
  readonly name: string;
  /** All that it holds; what was surely written before the moment may be left out. */
  pieces(since: Date): AsyncIterable<Piece>;
}

/** A canary that was seen. */
export interface Finding {
  readonly canary: string;
  readonly source: string;
  readonly where: string;
  /** How it was wrapped, from the outside: `base64 > gzip > clear`. */
  readonly encoding: string;
}

/** What a scan saw. A source without pieces proves nothing: assert on `pieces` too. */
export interface Scan {
  readonly findings: readonly Finding[];
  readonly pieces: Readonly<Record<string, number>>;
  readonly bytes: number;
}

/** Wrappings within wrappings that are taken off: an archive in an object in a state file in base64 has three. */
const MAX_DEPTH = 4;

/** Looks for each canary in everything that the sources hold, in clear and in every common encoding. */
export async function scan(sources: readonly Source[], canaries: readonly Canary[]): Promise<Scan> {
  const finder = new Finder(
    canaries.flatMap(({ label, marks }) => marks.flatMap(needlesOf).map((needle) => ({ ...needle, label }))),
  );
  const since = new Date(Math.min(...canaries.map((canary) => canary.since.getTime())));
  const findings: Finding[] = [];
  const pieces: Record<string, number> = {};
  let bytes = 0;
  for (const source of sources) {
    pieces[source.name] ??= 0;
    for await (const piece of source.pieces(since)) {
      pieces[source.name] = (pieces[source.name] ?? 0) + 1;
      bytes += piece.bytes.length;
      for (const [canary, encoding] of seenIn(Buffer.from(piece.bytes), finder))
        findings.push({ canary, source: source.name, where: piece.where, encoding });
    }
  }
  return { findings, pieces, bytes };
}

/** Each canary that some bytes contain, with the first encoding it was found in. */
function seenIn(bytes: Buffer, finder: Finder, wrapping: readonly string[] = []): Map<string, string> {
  const seen = new Map<string, string>();
  for (const { label, encoding } of finder.find(bytes)) {
    if (!seen.has(label)) seen.set(label, [...wrapping, encoding].join(' > '));
  }
  if (wrapping.length === MAX_DEPTH) return seen;
  for (const inside of unpack(bytes)) {
    for (const [label, encoding] of seenIn(inside.bytes, finder, [...wrapping, inside.encoding])) {
      if (!seen.has(label)) seen.set(label, encoding);
    }
  }
  return seen;
}
