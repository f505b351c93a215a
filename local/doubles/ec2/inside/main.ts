import { boot } from './boot.ts';
import { copyObject } from './copy-object.ts';

const [part, ...rest] = process.argv.slice(2);
if (part === 'boot') await boot();
else if (part === 'aws') await copyObject(rest);
else throw new Error(`not played: ${part}`);
