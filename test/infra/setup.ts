import { synthesizeVariants } from '../../local/checks/variants.ts';

/** All profiles and stages, synthesized once for all files of the suite. */
export const setup = async (): Promise<void> => {
  await synthesizeVariants();
};
