// The suite of `npm test` with its large number: 2,000 turns through deployed functions, by 8 workers.
import '../emulated/billing.ledger-chats.test.ts';
