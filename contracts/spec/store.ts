import type * as z from 'zod/mini';
import { type CategoryId, category } from '../../policy/categories.ts';
import type { Capability } from '../../policy/profile.ts';
import { BACKUP_DAYS, type CONTENT_KEY_BACKUP_DAYS, type Retention } from '../../policy/retention.ts';
import { marksOf } from './marks.ts';

/** The two data keys of an account. `credentials` is destroyed the moment an account closes; `content` can be recovered within the window. */
export type DataKeyPurpose = 'content' | 'credentials';

/** What seals a table: a data key of the account, or the key in the balance of the billing subject. */
export type SealingKey = DataKeyPurpose | 'customer';

/** Whose data a store holds, and how that person's items are found. */
export type Subject =
  /** `userId` is the partition key. */
  | { readonly by: 'user' }
  /** `customerId`, the pseudonymous billing subject, is the partition key. */
  | { readonly by: 'customer' }
  /** An index whose partition key is `userId`; and another by the identity service's id, for what is there before the account. */
  | { readonly by: 'index'; readonly index: string; readonly signIns?: string }
  /** Objects below `<userId>/`, and below the billing subject's id where one is known. */
  | { readonly by: 'prefix' }
  /** Held under the identity service's id of the account. */
  | { readonly by: 'identity' }
  /** About nobody, or not found by account; the reason is published. */
  | { readonly by: 'nobody'; readonly because: string };

/** What other stores' items are found or opened by: as long as it is there, they can be erased after a kill. */
export type Lead = 'account' | 'sign-in' | SealingKey;

/** The part that every store must declare: what is in it, whose it is, how it leaves. */
export interface Privacy {
  readonly category: CategoryId;
  /** What a person reads for it in the inventory, where the category's label would name two stores. */
  readonly label?: string;
  readonly subject: Subject;
  /** What an export carries: every item, or nothing and why. */
  readonly export: 'items' | { readonly none: string };
  /** How erasure empties it: deleted; let expire; kept by law. The last two need the category's reason. */
  readonly erase: 'delete' | 'expires' | 'kept';
  /** An erasure empties it after every store that needs what it holds. */
  readonly holds?: Lead;
  /** Gone when the account closes, not at the end of its recovery window. */
  readonly atOnce?: true;
  /** Lets somebody in: an erasure empties it first, and then waits out whoever came in before. */
  readonly admits?: true;
  /** Its items go by this workflow; an erasure waits for it and removes none. */
  readonly endedBy?: 'end-machine';
  /** Shorter or other than the category's. */
  readonly retention?: Retention;
}

/** Of what an export cannot carry. */
interface Uncollected extends Privacy {
  readonly export: { readonly none: string };
}
/** Of what nobody finds by account. */
interface Unfound extends Uncollected {
  readonly subject: Extract<Subject, { readonly by: 'nobody' }>;
}

/** Of a store whose items nobody finds by account, which is why no export carries them either. */
export const aboutNobody = <const Rest extends object>(because: string, rest: Rest) =>
  ({ ...rest, subject: { by: 'nobody', because }, export: { none: because } }) as const;

interface Store {
  /** Logical name: part of the sealed items' associated data, so it survives a restore under another physical name. */
  readonly name: string;
  /** The capability that needs it; without one, every profile has it. */
  readonly capability?: Capability;
  readonly privacy: Privacy;
}

export interface TableSpec<Item extends z.ZodMiniObject = z.ZodMiniObject> extends Store {
  readonly kind: 'table';
  readonly env: string;
  readonly keys: { readonly partition: string; readonly sort?: string };
  readonly indexes: Readonly<Record<string, IndexSpec>>;
  /** The attribute with the epoch second after which DynamoDB removes an item, late; reads filter it at once. */
  readonly ttl: string | undefined;
  /** Keys of changed items go to a function. */
  readonly stream: boolean;
  /** Days that a point-in-time restore reaches back; 0 switches it off. */
  readonly restoreDays: 0 | typeof CONTENT_KEY_BACKUP_DAYS | typeof BACKUP_DAYS;
  readonly sealedWith: SealingKey | undefined;
  readonly item: Item;
}

export interface IndexSpec {
  readonly partition: string;
  readonly sort?: string;
  readonly project: 'keys' | 'all';
}

export interface BucketSpec extends Store {
  readonly kind: 'bucket';
  readonly env: string;
  /** Objects cannot be changed or removed by anybody for this long. */
  readonly lock?: Retention;
  readonly key: 'content' | 'platform';
  /** CloudFront may read it: what is in it is for everybody. */
  readonly published?: true;
}

/** The kinds that are no table or bucket of ours, with what can be asked of them. */
interface OtherKinds {
  readonly 'user-pool': Privacy;
  readonly volume: Uncollected;
  readonly queue: Uncollected;
  readonly 'log-group': Unfound;
  readonly 'workflow-history': Unfound;
  readonly trail: Unfound;
  readonly browser: Unfound;
}

/** Stores that are made by their own construct, or while the platform runs; in the same inventory. */
export interface OtherStoreSpec<K extends keyof OtherKinds = keyof OtherKinds> extends Store {
  readonly kind: K;
  readonly privacy: OtherKinds[K];
}

/** Who else holds data of people for us: none yet. The first brings a keeper of its own. */
export type SupplierId = never;

export interface SupplierSpec<Id extends string = SupplierId> extends Store {
  readonly kind: 'supplier';
  readonly supplier: Id;
}

/** Every kind of store by its name. */
export type StoreKinds = {
  readonly table: TableSpec;
  readonly bucket: BucketSpec;
  readonly supplier: SupplierSpec;
} & { readonly [K in keyof OtherKinds]: OtherStoreSpec<K> };
export type StoreSpec = StoreKinds[keyof StoreKinds];

export type ItemOf<T extends TableSpec> = z.infer<T['item']>;

const declared = new WeakSet<object>();
/** Whether something that a module exports is a store of it. */
export const isStore = (value: unknown): value is StoreSpec =>
  typeof value === 'object' && value !== null && declared.has(value);

function declare<S extends StoreSpec>(spec: S, faults: readonly string[]): S {
  if (faults.length > 0) throw new Error(`${spec.kind} ${spec.name}: ${faults.join('; ')}`);
  declared.add(spec);
  return spec;
}

const environmentName = (name: string, kind: string): string =>
  `${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).replaceAll('-', '_')}_${kind}`.toUpperCase();

type TableDeclaration<Item extends z.ZodMiniObject> = Omit<
  TableSpec<Item>,
  'kind' | 'env' | 'indexes' | 'ttl' | 'stream' | 'restoreDays' | 'sealedWith'
> &
  Partial<Pick<TableSpec<Item>, 'indexes' | 'ttl' | 'stream' | 'restoreDays' | 'sealedWith'>>;

/** Declares a table of one category. Throws on a declaration that contradicts itself, so a build cannot pass with one. */
export function defineTable<Item extends z.ZodMiniObject>(
  declaration: TableDeclaration<Item>,
): TableSpec<Item> {
  const spec: TableSpec<Item> = {
    indexes: {},
    ttl: undefined,
    stream: false,
    restoreDays: BACKUP_DAYS,
    sealedWith: undefined,
    ...declaration,
    kind: 'table',
    env: environmentName(declaration.name, 'table'),
  };
  return declare(spec, [...tableFaults(spec), ...privacyFaults(spec)]);
}

export function defineBucket(declaration: Omit<BucketSpec, 'kind' | 'env'>): BucketSpec {
  const spec = { ...declaration, kind: 'bucket', env: environmentName(declaration.name, 'bucket') } as const;
  return declare(spec, [...bucketFaults(spec), ...privacyFaults(spec)]);
}

export const defineStore = <S extends Exclude<StoreSpec, TableSpec | BucketSpec>>(spec: S): S =>
  declare(spec, privacyFaults(spec));

function tableFaults(spec: TableSpec): string[] {
  const marked = marksOf(spec.item);
  const attributes = Object.keys(spec.item.shape);
  const needed = [
    spec.keys.partition,
    spec.keys.sort,
    spec.ttl,
    ...Object.values(spec.indexes).flatMap((i) => [i.partition, i.sort]),
  ];
  const faults = needed
    .filter((name) => name !== undefined && !attributes.includes(name))
    .map((name) => `no attribute ${name}`);
  const hasSealed = [...marked.values()].some((mark) => mark !== 'internal');
  if (hasSealed && !spec.sealedWith) faults.push('sealed attributes need sealedWith');
  if (spec.sealedWith && !hasSealed) faults.push('sealedWith without a sealed attribute');
  if (category(spec.privacy.category).content && !hasSealed)
    faults.push('a category of content needs a sealed attribute');
  const { subject } = spec.privacy;
  if (subject.by === 'prefix' || subject.by === 'identity')
    faults.push('a person is found by a key or an index');
  if (subject.by === 'user' && spec.keys.partition !== 'userId')
    faults.push('userId must be the partition key');
  if (subject.by === 'customer' && spec.keys.partition !== 'customerId')
    faults.push('customerId must be the partition key');
  if (subject.by === 'index' && spec.indexes[subject.index]?.partition !== 'userId')
    faults.push('the subject index must have userId as partition key');
  const { kind } = retentionOf(spec);
  if ((kind === 'period' || kind === 'plan') && !spec.ttl) faults.push('a period needs a TTL attribute');
  return faults;
}

/** Deleting a locked object hides it, so that a listing counts none, and keeps what is in it. */
const bucketFaults = ({ lock, privacy }: BucketSpec): string[] =>
  lock !== undefined && privacy.erase === 'delete' ? ['an erasure cannot delete what is locked'] : [];

function privacyFaults(spec: Store): string[] {
  const { erase, category: id } = spec.privacy;
  if (erase !== 'delete' && spec.privacy.subject.by !== 'nobody' && !category(id).stays) {
    return [`category ${id} gives no reason why anything stays after erasure`];
  }
  return [];
}

/** Whether a store holds items that are found by account. */
export const isAboutPeople = ({ privacy }: Store): boolean => privacy.subject.by !== 'nobody';
/** Whether a person's items in it must go with the account. */
export const isErasable = (store: Store): boolean => isAboutPeople(store) && store.privacy.erase === 'delete';
/** Whether an export carries its items. */
export const isExported = (store: Store): boolean => isAboutPeople(store) && store.privacy.export === 'items';

/** How long a store keeps its items: its own rule, else its category's. */
export function retentionOf(spec: Store): Retention {
  return spec.privacy.retention ?? category(spec.privacy.category).retention;
}

/** What every store says of itself, so that an auditor finds it without our source (T2). */
export const tagsOf = ({ name, privacy }: Store): Readonly<Record<string, string>> => ({
  'cloister:store': name,
  'cloister:category': privacy.category,
  'cloister:purpose': category(privacy.category).purpose,
  'cloister:data-class': 'confidential',
  'cloister:owner': 'account',
});
