const KILO = 1000;
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size in its largest unit. */
export function byteFigure(bytes: number): string {
  const step = bytes < KILO ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(KILO)), units.length - 1);
  const unit = units[step] ?? 'byte';
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(bytes / KILO ** step);
}
