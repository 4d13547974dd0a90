import { expect, test } from 'vitest';
import { signingCertificateEnds } from '../../src/datasets/saml-metadata.js';
import { key, late, metadata, soon } from './saml.js';

const read = (xml: string) =>
  signingCertificateEnds(xml, (what): never => {
    throw new Error(what);
  });
const both = metadata(key(soon, ' use="signing"'), key(late, ''));

test('reads every certificate that may sign', () => {
  expect(read(both)).toEqual([soon.ends, late.ends]);
  expect(read(metadata(key(soon, " use='signing'")))).toEqual([soon.ends]);
});

test('leaves certificates for encryption out', () => {
  expect(read(metadata(key(late, ' use="signing"'), key(soon, ' use="encryption"')))).toEqual([late.ends]);
});

test('leaves out what is not a key of the identity provider: the signature of the metadata, another role', () => {
  const signature = key(soon, '').replaceAll('md:KeyDescriptor', 'ds:Signature');
  const role = `<md:SPSSODescriptor>${key(soon, '')}</md:SPSSODescriptor>`;
  const xml = metadata(key(late, '')).replace('<md:IDPSSODescriptor', `${signature}${role}<md:IDPSSODescriptor`);
  expect(read(xml)).toEqual([late.ends]);
});

test('reads several certificates of one key', () => {
  const [, certificate = ''] = /(<ds:X509Certificate>[^]*<\/ds:X509Certificate>)/.exec(key(late, '')) ?? [];
  const xml = metadata(key(soon, '').replace('</ds:X509Data>', `${certificate}</ds:X509Data>`));
  expect(read(xml)).toEqual([soon.ends, late.ends]);
});

test.each([
  ['other prefixes', both.replaceAll('md:', 'saml2.md:').replaceAll('ds:', '')],
  [
    'CDATA',
    both.replaceAll('X509Certificate>\n', 'X509Certificate><![CDATA[').replaceAll('\n</ds:X509C', ']]></ds:X509C'),
  ],
  [
    'carriage returns as references',
    both.replaceAll('\n', '&#13;\n').replace('?>&#13;', '?>').replace('-->&#13;', '-->'),
  ],
  ['references in hexadecimal', both.replaceAll('</ds:X509C', '&#xD;</ds:X509C')],
  ['a byte order mark and no declaration', `\ufeff${both.replace(/^<\?.*\?>\n/, '')}`],
  ['comments among the keys', both.replaceAll('</md:KeyDescriptor>', '</md:KeyDescriptor><!-- <a> & -->')],
])('reads metadata with %s', (_, xml) => expect(read(xml)).toEqual([soon.ends, late.ends]));

test.each([
  ['nothing', '', 'no signing certificate'],
  ['no XML', '{"certificates":[]}', 'no signing certificate'],
  ['no signing certificate', metadata(key(late, ' use="encryption"')), 'no signing certificate'],
  ['a certificate in a comment only', metadata(`<!-- ${key(late, '')} -->`), 'no signing certificate'],
  ['one certificate that is none', metadata(key(late, ''), key({ ...late, base64: 'AAAA' }, '')), 'not in X.509'],
  ['one certificate cut short', metadata(key({ ...late, base64: late.base64.slice(0, 400) }, '')), 'not in X.509'],
  ['a certificate not in base64', metadata(key({ ...late, base64: 'MII-' }, '')), 'not in base64'],
  [
    'an empty certificate',
    metadata(key(late, ''), '<md:KeyDescriptor><X509Certificate/></md:KeyDescriptor>'),
    'not in base64',
  ],
  ['a certificate behind an entity', metadata(key({ ...late, base64: '&certificate;' }, '')), 'not in base64'],
  ['a document type', both.replace('?>', '?><!DOCTYPE a [<!ENTITY c "d">]>'), 'not XML'],
  ['an element that does not end', both.replace('</md:IDPSSODescriptor>', ''), 'not well-formed'],
  ['a document that breaks off', both.slice(0, both.indexOf('</md:EntityDescriptor>')), 'not well-formed'],
  ['a broken attribute', both.replace('entityID="', 'entityID='), 'not XML'],
  ['an end without a start', `${both}</a>`, 'not well-formed'],
  ['a comment that does not end', `${both}<!-- `, 'not XML'],
])('%s cannot be judged', (_, xml, why) => expect(() => read(xml)).toThrow(why));

test('takes time in proportion to what it reads', () => {
  const many = `<a ${'b="c" '.repeat(50_000)}`;
  const start = performance.now();
  expect(() => read(many)).toThrow('not XML');
  expect(performance.now() - start).toBeLessThan(2_000);
});
