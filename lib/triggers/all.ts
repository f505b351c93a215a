import { clock } from './clock.ts';
import type { Called, Connect, Triggers } from './connect.ts';
import { rate } from './rate.ts';
import { stream } from './stream.ts';

/** Every kind of trigger; one that is declared and missing here does not compile. */
const kinds: { readonly [Kind in keyof Triggers]: Connect<Kind> } = { clock, rate, stream };

/** A trigger whose kind the compiler can follow into the record. */
type Kinded<Kind extends keyof Triggers> = { [One in Kind]: { readonly on: One } & Triggers[One] }[Kind];

export const connect = <Kind extends keyof Triggers>(trigger: Kinded<Kind>, called: Called): void =>
  kinds[trigger.on](trigger, called);
