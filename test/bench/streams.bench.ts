/** A 100-token stream through each gateway, beside its floors. Run: node test/bench/streams.bench.ts */
import { floors, measureStreams, table } from './stream-table.ts';

console.log(table(await measureStreams(floors)));
