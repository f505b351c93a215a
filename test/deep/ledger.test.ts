// The suites of `npm test` with their large numbers: 100,000 interleavings of the rules, 2,000 of the store.
import '../unit/billing/ledger.interleavings.test.ts';
import '../emulator/billing.ledger-store.test.ts';
