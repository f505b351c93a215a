import type { Page } from 'playwright-core';
import type { Capture, StreamRecord } from '../../local/doubles/bedrock/streams.ts';
import type { ProfileId } from '../../policy/profile.ts';
import type { Canary } from './canary/canary.ts';
import type { Scan } from './canary/scan.ts';
import type { Template } from './evidence/template.ts';

/** Somebody who signed up and in, and has not accepted the policy yet. Plain facts: what they do goes through the target. */
export interface Newcomer {
  readonly email: string;
  readonly password: string;
  /** The value of `__Host-session`. */
  readonly session: string;
}

/** A person with an account. */
export interface Person extends Newcomer {
  readonly userId: string;
}

/** How people come to be: always by sign-up, code and managed login, as anybody would. */
export interface People {
  /** Under an address of their own, or under this one. */
  newcomer(email?: string): Promise<Newcomer>;
  fresh(email?: string): Promise<Person>;
  /** Another sign-in of the same person: a session of its own, fresh enough for destructive acts. */
  signIn(person: Person): Promise<Person>;
}

/** What is called of the public API: `'POST /v1/machine'`. */
export type ApiLine = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} ${string}`;

/** How it is called. */
export interface ApiCall {
  readonly body?: unknown;
  /** Who calls, by session or by API key; nobody where absent. */
  readonly as?: Newcomer | { readonly apiKey: string } | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or text where the answer is none. */
  readonly body: unknown;
}

export interface StreamEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: unknown;
}

/** The double that plays Bedrock, as its admin endpoint shows it. */
export interface Models {
  /** The calls that reached it, newest last; never their content. */
  calls(): Promise<readonly StreamRecord[]>;
  /** The contents of calls since `PUT /captures { on: true }`. */
  captures(): Promise<readonly Capture[]>;
  /** One act of the admin endpoint: `'PUT /retention'`, `'POST /release'`. */
  act(line: string, body?: unknown): Promise<unknown>;
}

/** An AWS SDK client for the deployment, with the rights of its administrator. */
export interface AwsAccess {
  client<Client>(make: new (settings: AwsClientSettings) => Client): Client;
  /** The physical name of a store of the inventory, by its logical name. */
  nameOf(store: string): string;
  /** The physical name of a function, by the name in its spec. */
  functionNamed(name: string): Promise<string>;
  /** Runs a scheduled function now, as its schedule would: `purge`, `retention-guard`. */
  runScheduled(name: string): Promise<void>;
  /** Outputs of the deployed stacks, by stack and name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface AwsClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The parts of a running deployment that evidence is gathered through. Each is opened when first used. */
export interface DeploymentParts {
  /** The API as AWS (or the emulator) itself serves it: whole answers only. */
  readonly api: (line: ApiLine, call?: ApiCall) => Promise<ApiAnswer>;
  /** Streamed answers. */
  readonly stream: (line: ApiLine, call?: ApiCall) => AsyncIterable<StreamEvent>;
  /** A page of a browser at the console's origin, signed in as the person where one is given. */
  readonly browser: (as?: Pick<Person, 'session'>) => Promise<Page>;
  readonly aws: AwsAccess;
  readonly people: People;
  readonly models: Models;
  /** What plays the hypervisor below an instance. */
  readonly vmHost: { isRunning(instanceId: string): Promise<boolean> };
  /** Mails that were sent to an address. */
  readonly mailbox: (address: string) => Promise<readonly { subject: string; text: string }[]>;
  /** Looks for canaries in everything that the deployment holds, raw, without some of its sources where they say nothing new. */
  readonly scan: (canaries: readonly Canary[], without?: readonly string[]) => Promise<Scan>;
}
export type PartName = keyof DeploymentParts;

/** A running deployment, as `test/support/deployment` opens it for a worker. */
export interface Deployment {
  readonly kind: 'emulator' | 'live';
  readonly parts: DeploymentParts;
  /** Who stands in for a part: `{ models: 'the model double' }`. On an AWS account nobody does. */
  readonly playedBy: Readonly<Partial<Record<PartName, string>>>;
}

/** What needs no deployment: the policy's data is imported, templates are synthesized. */
export interface SynthTarget {
  readonly profile: ProfileId;
  /** The template of a stack (`api`, `data`, …) for AWS, stage `prod`. */
  template(stack: string): Promise<Template>;
  /** The templates of all stacks for AWS, stage `prod`. */
  templates(): Promise<readonly Template[]>;
}

/** What a check gets to look at. */
export interface Target extends SynthTarget, DeploymentParts {
  /** Declares that a policy evaluation or another stand-in of the check's own decides; deployed evidence may not. */
  simulate(standIn: string): void;
}
