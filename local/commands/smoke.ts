import { parseArgs } from 'node:util';
import { type SmokeTarget, smokeChecks } from '../cloud/smoke.ts';

/** `npm run smoke -- --url https://… [--api https://…]`: looks at a deployment as a stranger, and changes nothing. */
async function smoke(target: SmokeTarget): Promise<boolean> {
  let failed = 0;
  for (const { name, look } of smokeChecks) {
    try {
      console.log(`  ok    ${name}: ${await look(target)}`);
    } catch (error) {
      failed += 1;
      console.log(`  FAIL  ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log(`${smokeChecks.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

const { url, api } = parseArgs({ options: { url: { type: 'string' }, api: { type: 'string' } } }).values;
if (url === undefined || !URL.canParse(url) || new URL(url).protocol !== 'https:') {
  console.error('Say which deployment: npm run smoke -- --url https://… (the address of its console)');
  process.exitCode = 2;
} else {
  process.exitCode = (await smoke({ origin: new URL(url).origin, api, fetch })) ? 0 : 1;
}
