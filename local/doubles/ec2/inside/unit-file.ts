/** What is played of a systemd unit. Hardening options are the sandbox's own business. */
export interface Service {
  readonly name: string;
  readonly command: readonly string[];
  readonly user: string;
  readonly groups: readonly string[];
  /** Folders that the service owns, with their mode. */
  readonly folders: readonly { readonly path: string; readonly mode: string }[];
}

/** Reads a service's unit file; a key that comes twice counts with its last value. */
export function parseUnit(name: string, text: string): Service {
  const entries = text.split('\n').flatMap((line) => {
    const match = /^(\w+)=(.*)$/.exec(line.trim());
    return match?.[1] === undefined || match[2] === undefined ? [] : [[match[1], match[2]] as const];
  });
  const settings = new Map(entries);
  const command = settings.get('ExecStart')?.split(/\s+/) ?? [];
  if (command.length === 0) throw new Error(`${name} starts nothing`);
  const folder = (parent: string, key: string): Service['folders'] => {
    const each = settings.get(key);
    return each === undefined
      ? []
      : [{ path: `${parent}/${each}`, mode: settings.get(`${key}Mode`) ?? '0755' }];
  };
  return {
    name,
    command,
    user: settings.get('User') ?? 'root',
    groups: settings.get('SupplementaryGroups')?.split(/\s+/) ?? [],
    folders: [...folder('/run', 'RuntimeDirectory'), ...folder('/var/lib', 'StateDirectory')],
  };
}
