// The suite of `npm test` with its large number: 100 examples a route, and other ones each time.
import '../contract/schemathesis.test.ts';
