// The suite of `npm test` with every state in which an execution can be stopped.
import '../emulated/stopped-executions.alone.test.ts';
