/**
 * The signing certificates in the metadata of a SAML identity provider (saml-metadata-2.0-os: `KeyDescriptor` of
 * `IDPSSODescriptor`). Reads XML as far as metadata goes, and refuses the rest: what is not understood is never
 * taken for a document without certificates.
 */
import { X509Certificate } from 'node:crypto';

/** Called where the metadata cannot be judged; must throw. */
type Broken = (what: string) => never;

interface Element {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly use?: string;
  readonly children: Element[];
  text: string;
}

/** When each certificate ends that may sign what the provider says, in the order of the metadata; at least one. */
export function signingCertificateEnds(metadata: string, broken: Broken): readonly Date[] {
  const providers = within(parse(metadata, broken), 'IDPSSODescriptor');
  const ends = providers
    .flatMap((provider) => within(provider, 'KeyDescriptor'))
    // A key whose use is not stated serves for both.
    .filter(({ use }) => use !== 'encryption')
    .flatMap((key) => within(key, 'X509Certificate'))
    .map(({ text }) => endOf(text, broken));
  return ends.length > 0 ? ends : broken('its metadata holds no signing certificate');
}

function within(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => (child.name === name ? [child] : within(child, name)));
}

function endOf(text: string, broken: Broken): Date {
  const base64 = text.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return broken('a certificate is not in base64');
  let end: string;
  try {
    end = new X509Certificate(Buffer.from(base64, 'base64')).validTo;
  } catch {
    return broken('a certificate is not in X.509');
  }
  const date = new Date(end);
  return Number.isNaN(date.getTime()) ? broken('the end of a certificate is not a date') : date;
}

const attributes = /\s+([^\s=<>"'/]+)\s*=\s*("[^"<]*"|'[^'<]*')/g;

/** Comment or instruction; CDATA; end tag; start tag with its attributes; text. No document type: it could define entities. */
const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;

function parse(xml: string, broken: Broken): Element {
  const root: Element = { name: '', children: [], text: '' };
  const open: { readonly tag: string; readonly element: Element }[] = [{ tag: '', element: root }];
  token.lastIndex = 0;
  while (token.lastIndex < xml.length) {
    const found = token.exec(xml);
    const top = open.at(-1);
    if (found === null || top === undefined) return broken('its metadata is not XML that can be read');
    const [, cdata, end, start, written = '', empty, text] = found;
    if (cdata !== undefined) top.element.text += cdata;
    if (text !== undefined) top.element.text += unescaped(text);
    if (end !== undefined && open.pop()?.tag !== end) return broken('its metadata is not well-formed XML');
    if (start === undefined) continue;
    const use = [...written.matchAll(attributes)].find(([, name]) => name === 'use')?.[2]?.slice(1, -1);
    const element: Element = { name: localName(start), ...(use !== undefined && { use }), children: [], text: '' };
    top.element.children.push(element);
    if (empty === '') open.push({ tag: start, element });
  }
  return open.length === 1 ? root : broken('its metadata is not well-formed XML');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Metadata written on Windows ends the lines of its certificates in `&#13;`. Other entities are left: base64 has none. */
function unescaped(text: string): string {
  return text.replaceAll(/&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));/gi, (whole, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
