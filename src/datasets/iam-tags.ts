import type { Tag } from './iam-details.js';

/** What of the tags of a user or role a check compares. */
export interface TagKeys {
  /** Keys of the tags that people set. */
  readonly present: readonly string[];
  /** The required keys that none of them is. */
  readonly missing: readonly string[];
}

/**
 * Compares tags with required keys. Tag keys of users and roles are one key in any case (IAM User Guide), and tags
 * under `aws:`, which AWS sets itself, say nothing of what people did (Security Hub, IAM.24 and IAM.25).
 */
export function tagKeys(tags: readonly Tag[], required: readonly string[]): TagKeys {
  const present = tags.map(({ key }) => key).filter((key) => !key.toLowerCase().startsWith('aws:'));
  const known = new Set(present.map((key) => key.toLowerCase()));
  return { present, missing: required.filter((key) => !known.has(key.toLowerCase())) };
}
