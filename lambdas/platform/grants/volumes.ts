/** Actions on the disks of machines. */
export const volumes = (...actions: ('DescribeVolumes' | 'DeleteVolume')[]) =>
  ({ to: 'volumes', actions }) as const;
