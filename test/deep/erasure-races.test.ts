// The suite of `npm test` with its large number: each kind of work at each moment of an erasure.
import '../emulated/privacy.erasure-races.test.ts';
