import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, fileHeaders, styleHashes } from '../../../../../contracts/site/edge.ts';
import { PAGES_CODE } from '../../../../../lib/constructs/pages-function.ts';
import { fileOf } from '../../../../../local/doubles/cloudfront/site.ts';

const atCloudFront = (uri: string): unknown =>
  runInNewContext(`${PAGES_CODE}; handler({ request: { uri } }).uri`, { uri });

describe('which file answers a path', () => {
  it.each([
    ['/', '/index.html'],
    ['/chat', '/index.html'],
    ['/chat/cnv_1/', '/index.html'],
    ['/v1.2/chat', '/index.html'],
    ['/config.json', '/config.json'],
    ['/assets/index-1a.js', '/assets/index-1a.js'],
    ['/.well-known/security.txt', '/.well-known/security.txt'],
  ])('%s is %s, at CloudFront as here', (path, file) => {
    expect(fileOf(path)).toBe(file);
    expect(atCloudFront(path)).toBe(file);
  });
});

describe('what is sent with a file', () => {
  it('lets browsers keep what has its content’s hash in its name, and nothing else', () => {
    expect(fileHeaders('assets/index-1a.js')).toEqual({
      contentType: 'text/javascript; charset=utf-8',
      cacheControl: 'public, max-age=31536000, immutable',
    });
    expect(fileHeaders('/assets/a.css').cacheControl).toContain('immutable');
    expect(fileHeaders('/index.html').cacheControl).toBe('no-cache');
    expect(fileHeaders('/what.bin').contentType).toBe('application/octet-stream');
  });
});

describe('the content security policy', () => {
  it('lets the console speak to its own origin and to the recipients’, or to what stands in for them', () => {
    expect(contentSecurityPolicy({ region: 'eu-west-1' })).toContain(
      "connect-src 'self' https://cognito-idp.eu-west-1.amazonaws.com;",
    );
    expect(contentSecurityPolicy({ region: 'eu-west-1', standIn: 'http://127.0.0.1:4311' })).toContain(
      "connect-src 'self' http://127.0.0.1:4311;",
    );
  });

  it('admits nothing inline but the two styles, and demands trusted types', () => {
    const policy = contentSecurityPolicy({ region: 'eu-west-1' });
    expect(policy).not.toMatch(/unsafe|data:|blob:|\*/);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toContain("script-src 'self';");
  });

  it.each([
    ['usePress', 'interactions/usePress.mjs'],
    ['usePreventScroll', 'overlays/usePreventScroll.mjs'],
  ] as const)('knows the style of the installed %s', (name, file) => {
    const source = readFileSync(`node_modules/react-aria/dist/private/${file}`, 'utf8');
    const [, text = ''] = /style\.textContent = `([^`]*)`/.exec(source) ?? [];
    const style = text.replaceAll(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/g, 'data-react-aria-pressable').trim();
    expect(`sha256-${createHash('sha256').update(style).digest('base64')}`).toBe(styleHashes[name]);
  });
});
