/** One way a text can look in bytes. */
export interface Needle {
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** Everything that a text looks like in the common encodings; longer wrappings are taken off by `unpack`. */
export function needlesOf(text: string): Needle[] {
  const utf8 = Buffer.from(text);
  const base64 = [0, 1, 2].map((offset) => innerBase64(utf8, offset));
  const forms: [string, readonly (string | Buffer)[]][] = [
    ['clear', [utf8, Buffer.from(text, 'latin1')]],
    ['utf-16', [Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()]],
    ['base64', base64],
    ['base64url', base64.map(urlSafe)],
    ['hex', [utf8.toString('hex'), utf8.toString('hex').toUpperCase()]],
    ['url', [...urlForms(text), ...base64.map(encodeURIComponent)]],
    ['json', [0, 1, 2].flatMap((depth) => jsonForms(text, depth))],
    ['html', [htmlForm(text)]],
    ['quoted-printable', [quotedPrintable(utf8)]],
  ];
  const seen = new Set<string>();
  return forms.flatMap(([encoding, all]) =>
    all.flatMap((form) => {
      const bytes = Buffer.from(form);
      const key = bytes.toString('hex');
      if (bytes.length < 4 || seen.has(key)) return [];
      seen.add(key);
      return [{ encoding, bytes }];
    }),
  );
}

/**
 * The characters that a text has in base64 whatever stands around it: six bits make a character, so those that share
 * bits with a neighbour are left out. `offset` is where in a group of three bytes the text begins.
 */
function innerBase64(bytes: Buffer, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return whole.slice(first, last);
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');

function urlForms(text: string): string[] {
  const strict = encodeURIComponent(text);
  const lower = strict.replaceAll(/%../g, (sequence) => sequence.toLowerCase());
  const all = Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return [
    strict,
    lower,
    strict.replaceAll('%20', '+'),
    lower.replaceAll('%20', '+'),
    encodeURI(text),
    all,
    all.toUpperCase(),
  ];
}

/** As it stands in JSON that is itself a string in JSON, and so on; some writers escape all that is not ASCII. */
function jsonForms(text: string, depth: number): string[] {
  const quoted = JSON.stringify(text).slice(1, -1);
  const lower = quoted.replaceAll(/[^ -~]/g, (unit) => `\\u${hexOf(unit)}`);
  const upper = quoted.replaceAll(/[^ -~]/g, (unit) => `\\u${hexOf(unit).toUpperCase()}`);
  if (depth === 0) return [quoted, lower, upper];
  return [quoted, lower, upper].flatMap((form) => jsonForms(form, depth - 1));
}

const hexOf = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(4, '0');

const htmlForm = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const quotedPrintable = (utf8: Buffer): string =>
  Array.from(utf8, (byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x3d
      ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
      : String.fromCharCode(byte),
  ).join('');
