/**
 * A response body without the members named, for the recording: XML elements or JSON keys at any depth, compared
 * without case. A body that cannot be read is emptied, since what must not be stored may be anywhere in it.
 */
export function cutMembers(body: string, members: readonly string[]): string {
  if (members.length === 0 || body === '') return body;
  const names = new Set(members.map((name) => name.toLowerCase()));
  if (/^\s*</.test(body)) return cutXml(body, names);
  try {
    return JSON.stringify(
      JSON.parse(body, (name, value: unknown) => (names.has(name.toLowerCase()) ? undefined : value)),
    );
  } catch {
    return '';
  }
}

const tag = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)(?:[\w.-]+:)?([\w.-]+)[^>]*?(\/?)>/g;

function cutXml(body: string, names: ReadonlySet<string>): string {
  let kept = '';
  let from = 0;
  let depth = 0;
  for (const { 0: text, 1: closing, 2: name, 3: empty, index } of body.matchAll(tag)) {
    if (name === undefined || !names.has(name.toLowerCase())) continue;
    if (depth === 0) kept += body.slice(from, index);
    if (empty === '') depth += closing === '' ? 1 : -1;
    from = index + text.length;
  }
  return depth === 0 ? kept + body.slice(from) : kept;
}
