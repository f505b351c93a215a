import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { localRegion } from '../../emulator/account.ts';
import { bundleInside } from './bundle-inside.ts';
import { type Guest, type GuestState, Instances } from './instances.ts';
import { type Isolation, isolationHere } from './isolation.ts';
import { eraseDisk, identitiesOf, type Machine, metadataReaders, startSandboxed } from './machine.ts';
import { type MetadataService, serveMetadata } from './metadata-service.ts';
import { startOpen } from './open-machine.ts';
import { type InstanceState, StateEvents } from './state-events.ts';

const pollMs = 2000;

export interface HostsOptions {
  readonly emulatorEndpoint: string;
  /** Disks and consoles of machines lie in here. */
  readonly stateDir: string;
  readonly log: (line: string) => void;
}

/** Plays EC2's hosts: gives each running instance of the emulator a body, and takes it away. */
export async function startHosts(options: HostsOptions): Promise<{ readonly close: () => Promise<void> }> {
  await mkdir(options.stateDir, { recursive: true });
  const isolation = await isolationHere();
  options.log(isolation.message);
  const host = new Hosts(options, isolation, await bundleInside(options.stateDir));
  const closing = new AbortController();
  const polling = host.poll(closing.signal);
  return {
    async close() {
      closing.abort();
      await polling;
      await host.stopAll();
    },
  };
}

interface Place {
  /** The last state that was seen; what is done about it happens in order. */
  seen: GuestState;
  work: Promise<void>;
  tags: Guest['tags'];
  machine?: Machine | undefined;
  metadata?: MetadataService | undefined;
}

class Hosts {
  private readonly options: HostsOptions;
  private readonly isolation: Isolation;
  private readonly inside: string;
  private readonly instances: Instances;
  private readonly events: StateEvents;
  private readonly places = new Map<string, Place>();

  constructor(options: HostsOptions, isolation: Isolation, inside: string) {
    this.options = options;
    this.isolation = isolation;
    this.inside = inside;
    this.instances = new Instances(options.emulatorEndpoint);
    this.events = new StateEvents(options.emulatorEndpoint, options.log);
  }

  async poll(closing: AbortSignal): Promise<void> {
    while (!closing.aborted) {
      // While the emulator restarts there is nothing to know; the next time will tell.
      await this.look().catch(() => undefined);
      await pause(pollMs, undefined, { signal: closing }).catch(() => undefined);
    }
  }

  /** A computer that is switched off: machines end, and are there again the next time, as far as EC2 is concerned running all the while. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.places.values()].map((place) => place.work.then(() => takeDown(place))));
  }

  private async look(): Promise<void> {
    const guests = new Map((await this.instances.list()).map((guest) => [guest.instanceId, guest]));
    const withDisk = await readdir(this.options.stateDir);
    const known = withDisk.filter((name) => name.startsWith('i-'));
    for (const instanceId of new Set([...known, ...guests.keys()])) {
      const guest = guests.get(instanceId);
      // EC2 forgets a terminated instance after a while.
      const state = guest?.state ?? 'terminated';
      const place = this.places.get(instanceId);
      if (place && guest) place.tags = guest.tags;
      if (place?.seen === state || (!place && !known.includes(instanceId) && state === 'terminated'))
        continue;
      this.follow(
        instanceId,
        state,
        guest,
        place ?? { seen: state, work: Promise.resolve(), tags: guest?.tags ?? {} },
      );
    }
  }

  private follow(instanceId: string, state: GuestState, guest: Guest | undefined, place: Place): void {
    this.places.set(instanceId, place);
    place.seen = state;
    place.work = place.work
      .then(() => this.bring(instanceId, state, guest, place))
      .catch((error: unknown) => {
        this.options.log(
          `Machine ${instanceId} (${state}): ${error instanceof Error ? error.message : 'failed'}`,
        );
      });
  }

  private async bringUp(guest: Guest, folder: string, place: Place): Promise<void> {
    const { instanceId } = guest;
    const { emulatorEndpoint } = this.options;
    const roleArn = await this.instances.roleOf(guest.profileArn);
    await mkdir(folder, { recursive: true });
    const identities = await identitiesOf(folder);
    const allowed = this.isolation.kind === 'sandbox' ? metadataReaders(identities) : undefined;
    place.metadata = await serveMetadata({
      instanceId,
      region: localRegion,
      tags: () => place.tags,
      roleName: roleArn.slice(roleArn.lastIndexOf('/') + 1),
      credentials: () => this.instances.credentials(roleArn, instanceId),
      ...(allowed ? { allowed } : {}),
    });
    const environment = {
      AWS_EC2_METADATA_SERVICE_ENDPOINT: place.metadata.address,
      AWS_ENDPOINT_URL: emulatorEndpoint,
    };
    const options = { instanceId, folder, environment, userData: await this.instances.userData() };
    if (this.isolation.kind === 'sandbox')
      place.machine = await startSandboxed({ ...options, identities, inside: this.inside });
    if (this.isolation.kind === 'open') place.machine = await startOpen(options);
  }

  private async bring(
    instanceId: string,
    state: GuestState,
    guest: Guest | undefined,
    place: Place,
  ): Promise<void> {
    const folder = join(this.options.stateDir, instanceId);
    const told = await readFile(join(folder, 'state'), 'utf8').catch(() => undefined);
    const tell = async (next: InstanceState): Promise<void> => {
      if (told !== state) await this.events.tell(instanceId, next);
    };
    switch (state) {
      case 'running':
        await tell('pending');
        if (guest) await this.bringUp(guest, folder, place);
        await tell('running');
        break;
      case 'stopped':
        await tell('stopping');
        await takeDown(place);
        await tell('stopped');
        break;
      case 'terminated':
        await tell('shutting-down');
        await takeDown(place);
        await eraseDisk(folder);
        await tell('terminated');
        return;
    }
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'state'), state);
  }
}

async function takeDown(place: Place): Promise<void> {
  await place.machine?.stop();
  place.metadata?.close();
  place.machine = undefined;
  place.metadata = undefined;
}
