/**
 * True when `text` matches an IAM pattern: `*` stands for any number of characters, `?` for exactly one.
 *
 * Only the last `*` is ever tried again, so the work is bounded by pattern times text and never grows
 * exponentially; without a `*` it is one pass. Case-sensitive, as resources and string operators are.
 * A pattern may be a list of characters, where `${*}`, `${?}` and `${$}` stand for the plain character.
 */
export function matchesWildcard(pattern: ArrayLike<string>, text: ArrayLike<string>): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (pattern[p] === '?' || pattern[p] === text[t] || isPlain(pattern[p], text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Whether a character of a pattern is one of `${*}`, `${?}` and `${$}` and stands for this one. */
function isPlain(character: string | undefined, plain: string | undefined): boolean {
  return character?.length === 4 && character[2] === plain;
}

/** Of the partitions, the ones whose names are known. An account is in one, so a pattern that names it leaves nothing out. */
const partitions = ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'];

/** True when a pattern matches all of these ARNs once they are written for one and the same partition, whichever that is. */
export function matchesInPartition(pattern: string, arns: readonly string[]): boolean {
  return partitions.some((partition) =>
    arns.every((arn) => matchesWildcard(pattern, arn.replace(/^arn:[^:]*/, `arn:${partition}`))),
  );
}

/** True when an action such as `s3:GetObject` matches the pattern of an `Action` element; case is ignored. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * True when a value names one thing: no wildcard and no policy variable.
 *
 * AWS reads `${...}` as a variable only in version 2012-10-17, and `${*}`, `${?}`, `${$}` as plain characters.
 * The definition of "public" excludes neither, so both count as variables here: the stricter reading.
 */
export function isFixed(value: string): boolean {
  return !/[*?]|\$\{/.test(value);
}
