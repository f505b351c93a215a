import { S3 } from '@aws-sdk/client-s3';
import { unzipSync } from 'fflate';
import { expect } from 'vitest';
import { conversations } from '../../../contracts/chat/stores.ts';
import { id, newId, type UserId } from '../../../contracts/ids.ts';
import { exportsTable } from '../../../contracts/privacy/stores.ts';
import { ExportStore } from '../../../lambdas/privacy/export-store.ts';
import { newExport } from '../../../lambdas/privacy/exports.ts';
import { openShared } from '../deployment/open.ts';
import { beginConversation } from '../evidence/chatting.ts';
import { exported } from '../evidence/leaving.ts';
import { documentsOf, itemsOf } from '../evidence/storage.ts';
import type { Person } from '../target.ts';
import { openMortal, type Stage } from './mortal-function.ts';
import type { Story } from './story.ts';

/** An export that was asked for. */
interface Wanted {
  readonly person: Person;
  readonly userId: UserId;
  readonly exportId: string;
}

const title = 'Taken out';

/** Exports an account by the steps of the workflow, which is not started here. */
export async function exportStory(stage: Stage): Promise<Story<Wanted>> {
  const { parts } = openShared(stage.deployment);
  const objects = parts.aws.client(S3);
  const Bucket = parts.aws.nameOf('transfer');
  const step =
    (name: string) =>
    ({ userId, exportId }: Wanted) => [{ step: name, userId, id: exportId }];
  return {
    name: 'export',
    async begin() {
      const person = await parts.people.fresh();
      await beginConversation(parts, person, title);
      const userId = id('account').parse(person.userId);
      const wanted = newExport(userId, newId('export'), Date.now());
      await new ExportStore(documentsOf(parts), parts.aws.nameOf('exports')).add(wanted);
      return { person, userId, exportId: wanted.exportId };
    },
    acts: [
      { fn: await openMortal(stage, 'export-identity'), events: step('identity') },
      { fn: await openMortal(stage, 'export-archive'), events: step('archive') },
    ],
    async end({ person, userId, exportId }) {
      const { Contents = [] } = await objects.listObjectsV2({ Bucket, Prefix: `${userId}/` });
      expect(Contents.map(({ Key }) => Key)).toEqual([`${userId}/${exportId}.zip`]);
      const [stored, ...others] = await itemsOf(parts, exportsTable, userId);
      expect(others).toEqual([]);
      expect(stored).toMatchObject({ state: 'ready', bytes: Contents[0]?.Size });
      const { Body } = await objects.getObject({ Bucket, Key: `${userId}/${exportId}.zip` });
      const files = Object.entries(unzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()));
      const archive = new Map(files.map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
      expect(archive.get('identity.json')).toContain(person.email);
      expect(exported(archive, conversations.name)).toMatchObject([{ title }]);
    },
  };
}
