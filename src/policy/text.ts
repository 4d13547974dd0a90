const longest = 60;

/** Text from a policy, cut where it is long, so that a hostile document cannot flood a message. */
export function cutText(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** Text from a policy in quotation marks, cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(cutText(text));
}
