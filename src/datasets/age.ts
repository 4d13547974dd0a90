/** How long ago an instant is, as the limits and messages of checks count it. */
import { plural } from '../core/words.js';

const day = 86_400_000;

/** True when more than `days` days have passed since `date`. */
export function isOlder(date: Date, days: number, now: Date): boolean {
  return now.getTime() - date.getTime() > days * day;
}

/** The whole days since `date`, in words; none for data younger than the scan. */
export function daysSince(date: Date, now: Date): string {
  return plural(Math.max(0, Math.floor((now.getTime() - date.getTime()) / day)), 'day');
}
