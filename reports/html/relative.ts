/** Stands for the resource's name in a text that is kept once for many resources. */
export const nameMark = '\u0001';
/** Stands before a text that is kept as it is. */
const asItIs = '\u0002';
/** A shorter name stands in words by chance. */
const shortestName = 3;

/** A text with the name replaced, so that texts which differ only in it become one. {@link absolute} puts it back. */
export function relative(text: string, name: string): string {
  if (text.includes(nameMark) || text.startsWith(asItIs)) return `${asItIs}${text}`;
  return name.length < shortestName || !text.includes(name) ? text : text.replaceAll(name, nameMark);
}

/** The text that {@link relative} was given, from what it gave and the same name. */
export function absolute(text: string, name: string): string {
  return text.startsWith(asItIs) ? text.slice(1) : text.replaceAll(nameMark, () => name);
}
