import { runChecks } from '../checks/run.ts';
import { closingLines } from '../checks/tally.ts';

const tally = await runChecks();
for (const line of closingLines(tally)) console.log(line);
process.exitCode = tally.failed === 0 ? 0 : 1;
