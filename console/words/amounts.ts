import { i18n } from '@lingui/core';

const MICRO_CREDITS_PER_CREDIT = 1_000_000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const languages = (): string[] => (i18n.locale === 'pseudo' ? ['en'] : [...navigator.languages]);

/** Micro-credits as credits: whole above a hundred, one decimal above one, and never a cost shown as nothing. */
export function creditFigure(
  microCredits: number,
  roundingMode: 'floor' | 'halfExpand' = 'halfExpand',
): string {
  const credits = microCredits / MICRO_CREDITS_PER_CREDIT;
  const size = Math.abs(credits);
  if (size === 0) return '0';
  if (size < 1)
    return new Intl.NumberFormat(languages(), {
      maximumSignificantDigits: size < 0.01 ? 1 : 2,
      roundingMode,
    }).format(credits);
  const maximumFractionDigits = size < 100 ? 1 : 0;
  return new Intl.NumberFormat(languages(), { maximumFractionDigits, roundingMode }).format(credits);
}

/** What one has, never more than that: 499.75 is not yet 500. */
export const balanceFigure = (microCredits: number): string => creditFigure(microCredits, 'floor');

/** A movement of the ledger with its sign; two decimals at least, so that a column lines up. */
export function movementFigure(microCredits: number): string {
  const credits = microCredits / MICRO_CREDITS_PER_CREDIT;
  const digits = Math.abs(credits) < 0.01 ? 6 : 2;
  return new Intl.NumberFormat(languages(), {
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
    signDisplay: 'always',
  })
    .format(credits)
    .replace('-', '−');
}

/** A whole number with its grouping. */
export function figure(count: number): string {
  return new Intl.NumberFormat(languages()).format(count);
}

/** "21 Dec", with the year when it is another one. */
export function day(at: Date | string, now = new Date()): string {
  const date = new Date(at);
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return new Intl.DateTimeFormat(languages(), { day: 'numeric', month: 'short', ...year }).format(date);
}

/** "18:40" by the reader's clock. */
function clock(at: Date): string {
  return new Intl.DateTimeFormat(languages(), { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** "21 Dec, 18:40", or the clock alone for today. */
export function moment(at: Date | string, now = new Date()): string {
  const date = new Date(at);
  return date.toDateString() === now.toDateString() ? clock(date) : `${day(date, now)}, ${clock(date)}`;
}

/** "21 November 2026, 18:40": for what is kept on paper. */
export function datedMoment(at: Date | string): string {
  return new Intl.DateTimeFormat(languages(), { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));
}

/** A span in its two largest units: "14 min", "2 h 5 min", "3 d". */
export function span(seconds: number): string {
  const unit = (value: number, name: 'second' | 'minute' | 'hour' | 'day'): string =>
    new Intl.NumberFormat(languages(), { style: 'unit', unit: name, unitDisplay: 'short' }).format(
      Math.floor(value),
    );
  if (seconds < MINUTE) return unit(Math.max(seconds, 0), 'second');
  if (seconds < HOUR) return unit(seconds / MINUTE, 'minute');
  if (seconds >= DAY) return unit(seconds / DAY, 'day');
  const minutes = (seconds % HOUR) / MINUTE;
  return minutes < 1
    ? unit(seconds / HOUR, 'hour')
    : `${unit(seconds / HOUR, 'hour')} ${unit(minutes, 'minute')}`;
}

export const isPast = (at: string): boolean => Date.parse(at) < Date.now();

/** The day in so many days. */
export const daysAhead = (days: number): Date => new Date(Date.now() + days * DAY * 1000);
