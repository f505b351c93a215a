import type { SealedPlace } from '../../../../lambdas/platform/keys/seal.ts';

interface KnownAnswer {
  readonly name: string;
  readonly key: string;
  readonly keyVersion: number;
  readonly place: SealedPlace;
  readonly plaintext: string;
  readonly sealed: string;
}

/** Made once by another implementation (Python's `cryptography`), so that the format cannot drift unnoticed. */
export const knownAnswers: readonly KnownAnswer[] = [
  {
    name: 'text, string sort key',
    key: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    keyVersion: 1,
    place: {
      table: 'turns',
      partition: 'usr_01',
      sort: 'trn_01',
      attribute: 'prompt',
    },
    plaintext: '226772c3bcc39f6522',
    sealed: '0100000001000102030405060708090a0b6565a4d879265d7eaf86178fd68d649bfce673c8844f03a363',
  },
  {
    name: 'empty value, no sort key',
    key: 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    keyVersion: 0,
    place: {
      table: 'credentials',
      partition: 'usr_02',
      attribute: 'value',
    },
    plaintext: '',
    sealed: '0100000000000000000000000000000000f7d4eb1ddeb89d878d69a9343f426297',
  },
  {
    name: 'largest version, numeric sort key',
    key: '202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f',
    keyVersion: 4294967295,
    place: {
      table: 'chunks',
      partition: 'trn_🔑',
      sort: 17,
      attribute: 'text',
    },
    plaintext:
      '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff',
    sealed:
      '01ffffffff07070707070707070707070736920fff013b6d18900bc5896931b7dd5e0ef5df7868c84aa145f1db03c35adf5bf8cfe3e6c3628757d2679c91da068af28b0ef1acaf0dc1bce699fcd82ec043451b33615ab45a3c7b8d948ce7900c6edf262c299c93bb17031c33527b962c960194be00a34fe9b617de1dcba9f4f9d13c2d4019e9fe0e0d8b8690f5af9ac90d0a9bc4f0065faa6c4f8660a484569350131cf6b1c0d705dd162819c527a69e4354a5fa5431dfedaee1e2dbc64936d23af6cd203c6d8f20f15233e9652e7af982417aa4319aaded0c45ba114e2bde6ced132cab1c8444b74cc97d88d005bd9c799009b9fa4ac43c9276ef6d2ff79c8f0e9e3d0340c9964352f16cd29a8f39ff4c5df2d11167bb12566fd4714750becf36',
  },
];
