/** Sealing 4 KB with a cached key, beside its floor: the bare cipher. Run: node test/bench/sealing.bench.ts */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { open, seal } from '../../lambdas/platform/keys/seal.ts';

const BYTES = 4096;
const ROUNDS = 21;
const CALLS_A_ROUND = 2000;

const key = createSecretKey(randomBytes(32));
const plaintext = randomBytes(BYTES);
const place = {
  table: 'turns',
  partition: 'usr_01jd0000000000000000000000',
  sort: 'cnv_01jd0000000000000000000000#trn_01jd0000000000000000000000',
  attribute: 'prompt',
};
const sealed = seal(key, 1, place, plaintext);
const bare = bareSeal();

function bareSeal() {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

function bareOpen() {
  const decipher = createDecipheriv('aes-256-gcm', key, bare.nonce);
  decipher.setAuthTag(bare.tag);
  decipher.update(bare.ciphertext);
  decipher.final();
}

const subjects: readonly (readonly [string, () => unknown])[] = [
  ['seal', () => seal(key, 1, place, plaintext)],
  ['  floor: bare cipher', bareSeal],
  ['open', () => open(key, 1, place, sealed)],
  ['  floor: bare decipher', bareOpen],
];

const micros = new Map(subjects.map(([name]) => [name, [] as number[]]));
// Subjects take turns, so that a slow moment of the machine meets all of them; the first round warms up.
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [name, run] of subjects) {
    const start = process.hrtime.bigint();
    for (let call = 0; call < CALLS_A_ROUND; call += 1) run();
    const took = Number(process.hrtime.bigint() - start) / 1000 / CALLS_A_ROUND;
    if (round > 0) micros.get(name)?.push(took);
  }
}

console.log(
  `AES-256-GCM of ${BYTES} bytes, cached KeyObject, ${ROUNDS} rounds of ${CALLS_A_ROUND}, Node ${process.version}\n`,
);
console.log(`${'µs a call'.padEnd(26)}${'median'.padStart(8)}${'best'.padStart(8)}`);
for (const [name, taken] of micros) {
  const sorted = taken.sort((a, b) => a - b);
  const [best = 0, median = 0] = [sorted[0], sorted[sorted.length >> 1]];
  console.log(name.padEnd(26) + median.toFixed(2).padStart(8) + best.toFixed(2).padStart(8));
}
