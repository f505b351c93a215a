// The suite of `npm test` with every removal: each action on each resource of each function.
import '../emulated/least-privilege.alone.test.ts';
