import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, it } from 'vitest';
import { signedHeaders } from '../../../../lambdas/platform/aws/signature.ts';

it.each([undefined, 'a/session+token='])(
  'signs as AWS’s own signer does, with session token %s',
  async (sessionToken) => {
    const url = new URL(
      'https://bedrock-runtime.eu-central-1.amazonaws.com/model/eu.amazon.nova-lite-v1%3A0/converse-stream',
    );
    const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Grüße 🙂' }] }] });
    const now = new Date('2026-11-23T02:50:00.123Z');
    const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret/example' };
    const ours = signedHeaders(
      { url, body, region: 'eu-central-1', service: 'bedrock', credentials: { ...keys, sessionToken } },
      now,
    );
    const signer = new SignatureV4({
      service: 'bedrock',
      region: 'eu-central-1',
      sha256: Sha256,
      credentials: { ...keys, ...(sessionToken === undefined ? {} : { sessionToken }) },
    });
    const headers = { 'content-type': 'application/json', host: url.host };
    const request = new HttpRequest({
      method: 'POST',
      hostname: url.host,
      path: url.pathname,
      headers,
      body,
    });
    const theirs = await signer.sign(request, { signingDate: now });
    expect(ours).toEqual(theirs.headers);
  },
);
