// The suite of `npm test` with all of its points: each call of AWS, before and after it.
import '../emulated/kill-points.alone.test.ts';
