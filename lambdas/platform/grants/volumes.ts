export const volumes = (...actions: ('DescribeVolumes' | 'DeleteVolume')[]) =>
  ({ to: 'volumes', actions }) as const;
