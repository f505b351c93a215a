import { defineBucket } from '../spec/store.ts';

/** The files of the console. */
export const site = defineBucket({
  name: 'site',
  key: 'platform',
  published: true,
  privacy: {
    category: 'operation',
    subject: { by: 'nobody', because: 'the console’s files, the same for everybody' },
    export: { none: 'they are public' },
    erase: 'kept',
  },
});
