import type * as z from 'zod/mini';
import { type CategoryId, category } from '../../policy/categories.ts';
import type { Capability } from '../../policy/profile.ts';
import { BACKUP_DAYS, type CONTENT_KEY_BACKUP_DAYS, type Retention } from '../../policy/retention.ts';
import { marksOf } from './marks.ts';

/** The two data keys of an account. `credentials` is destroyed the moment an account closes; `content` can be recovered within the window. */
export type DataKeyPurpose = 'content' | 'credentials';

/** Whose data a store holds, and how that person's items are found. */
export type Subject =
  /** `userId` is the partition key. */
  | { readonly by: 'user' }
  /** `customerId`, the pseudonymous billing subject, is the partition key. */
  | { readonly by: 'customer' }
  /** An index whose partition key is `userId`. */
  | { readonly by: 'index'; readonly index: string }
  /** Objects below `<userId>/`. */
  | { readonly by: 'prefix' }
  /** Held by the supplier under the identity of the account (user pool). */
  | { readonly by: 'identity' }
  /** About nobody, or not found by account; the reason is published. */
  | { readonly by: 'nobody'; readonly because: string };

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
  /** Shorter or other than the category's. */
  readonly retention?: Retention;
}

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
  readonly sealedWith: DataKeyPurpose | undefined;
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

/** Stores that are no table or bucket of ours: declared here, made by their own construct, in the same inventory. */
export interface OtherStoreSpec extends Store {
  readonly kind: 'user-pool' | 'volume' | 'queue' | 'log-group' | 'workflow-history' | 'trail' | 'browser';
}

export type StoreSpec = TableSpec | BucketSpec | OtherStoreSpec;

/** The item of a table as TypeScript sees it. */
export type ItemOf<T extends TableSpec> = z.infer<T['item']>;

const environmentName = (name: string, kind: string): string =>
  `${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).replaceAll('-', '_')}_${kind}`.toUpperCase();

type TableDeclaration<Item extends z.ZodMiniObject> = Omit<
  TableSpec<Item>,
  'kind' | 'env' | 'indexes' | 'ttl' | 'stream' | 'restoreDays' | 'sealedWith'
> &
  Partial<Pick<TableSpec<Item>, 'indexes' | 'ttl' | 'stream' | 'restoreDays' | 'sealedWith'>>;

/** Declares a table of one category. Throws on a declaration that contradicts itself, so a build cannot pass with one. */
export function defineTable<Item extends z.ZodMiniObject>(declared: TableDeclaration<Item>): TableSpec<Item> {
  const spec: TableSpec<Item> = {
    indexes: {},
    ttl: undefined,
    stream: false,
    restoreDays: BACKUP_DAYS,
    sealedWith: undefined,
    ...declared,
    kind: 'table',
    env: environmentName(declared.name, 'table'),
  };
  const faults = [...tableFaults(spec), ...privacyFaults(spec)];
  if (faults.length > 0) throw new Error(`table ${spec.name}: ${faults.join('; ')}`);
  return spec;
}

export function defineBucket(declared: Omit<BucketSpec, 'kind' | 'env'>): BucketSpec {
  const spec: BucketSpec = { ...declared, kind: 'bucket', env: environmentName(declared.name, 'bucket') };
  const faults = privacyFaults(spec);
  if (faults.length > 0) throw new Error(`bucket ${spec.name}: ${faults.join('; ')}`);
  return spec;
}

export function defineStore(declared: OtherStoreSpec): OtherStoreSpec {
  const faults = privacyFaults(declared);
  if (faults.length > 0) throw new Error(`store ${declared.name}: ${faults.join('; ')}`);
  return declared;
}

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

function privacyFaults(spec: Store): string[] {
  const { erase, category: id } = spec.privacy;
  if (erase !== 'delete' && spec.privacy.subject.by !== 'nobody' && !category(id).staysAfterErasure) {
    return [`category ${id} gives no reason why anything stays after erasure`];
  }
  return [];
}

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
