import type { Canary } from './canary.ts';
import { type Needle, needlesOf } from './encodings.ts';
import { unpack } from './unpack.ts';

/** Some raw bytes of a source, and where they lie there. */
export interface Piece {
  readonly where: string;
  readonly bytes: Uint8Array | string;
}

/** A place where a leak could be. */
export interface Source {
  readonly name: string;
  pieces(): AsyncIterable<Piece>;
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

interface Wanted {
  readonly label: string;
  readonly needles: readonly Needle[];
}

/** Looks for each canary in everything that the sources hold, in clear and in every common encoding. */
export async function scan(sources: readonly Source[], canaries: readonly Canary[]): Promise<Scan> {
  const wanted = canaries.map(({ label, marks }) => ({ label, needles: marks.flatMap(needlesOf) }));
  const findings: Finding[] = [];
  const pieces: Record<string, number> = {};
  let bytes = 0;
  for (const source of sources) {
    pieces[source.name] ??= 0;
    for await (const piece of source.pieces()) {
      pieces[source.name] = (pieces[source.name] ?? 0) + 1;
      bytes += piece.bytes.length;
      for (const [canary, encoding] of seenIn(Buffer.from(piece.bytes), wanted)) {
        findings.push({ canary, source: source.name, where: piece.where, encoding });
      }
    }
  }
  return { findings, pieces, bytes };
}

/** Each canary that some bytes contain, with the first encoding it was found in. */
function seenIn(bytes: Buffer, wanted: readonly Wanted[]): Map<string, string> {
  const seen = new Map<string, string>();
  look(bytes, [], wanted, seen);
  return seen;
}

function look(
  bytes: Buffer,
  wrapping: readonly string[],
  wanted: readonly Wanted[],
  seen: Map<string, string>,
): void {
  for (const { label, needles } of wanted) {
    if (seen.has(label)) continue;
    const hit = needles.find((needle) => bytes.includes(needle.bytes));
    if (hit) seen.set(label, [...wrapping, hit.encoding].join(' > '));
  }
  if (wrapping.length === MAX_DEPTH || seen.size === wanted.length) return;
  for (const inside of unpack(bytes)) look(inside.bytes, [...wrapping, inside.encoding], wanted, seen);
}
