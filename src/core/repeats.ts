import { isDeepStrictEqual } from 'node:util';
import type { Listed } from './resource.js';

/**
 * Tells the items that a listing repeats, as pages do that overlap. Remembers two pages, so that a listing of any
 * length takes no more. Two items of one key that differ are no repetition: they are a defect of that key.
 */
export class Repeats {
  private before = new Map<string, Listed<unknown>>();
  private page = new Map<string, Listed<unknown>>();

  /** Begins the next page. */
  turn(): void {
    this.before = this.page;
    this.page = new Map();
  }

  /** True for an item that this page or the one before has held. */
  has(item: Listed<unknown>): boolean {
    const key = item.key ?? item.arn ?? '';
    const earlier = this.page.get(key) ?? this.before.get(key);
    this.page.set(key, item);
    return isDeepStrictEqual(item, earlier);
  }
}
