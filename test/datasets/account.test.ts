import { describe, expect, test } from 'vitest';
import { primaryContact, securityContact } from '../../src/datasets/account.js';
import { benchOf } from './bench.js';
import { fact, readsAs } from './specimen.js';

const primary = {
  FullName: 'Ann Example',
  AddressLine1: '1 Main Street',
  City: 'Springfield',
  PostalCode: '00000',
  CountryCode: 'US',
  PhoneNumber: '+15555550100',
};
const members = ['FullName', 'AddressLine1', 'City', 'PostalCode', 'CountryCode', 'PhoneNumber'];

describe('primaryContact', () => {
  readsAs({
    operation: 'account:GetContactInformation',
    actions: ['account:GetContactInformation'],
    answer: { ContactInformation: primary },
    value: { filled: members, empty: [] },
    absent: ['ResourceNotFoundException'],
    read: fact(primaryContact),
  });

  test('names what is blank, and keeps nothing of what is not', async () => {
    const answer = { ContactInformation: { ...primary, City: '', PhoneNumber: ' ' } };
    const value = await fact(primaryContact)(await benchOf({ 'account:GetContactInformation': answer }));
    expect(value).toMatchObject({ empty: ['City', 'PhoneNumber'] });
    expect(JSON.stringify(value)).not.toContain('Ann');
  });
});

describe('securityContact', () => {
  const contact = { Name: 'Ann', EmailAddress: 'security@example.com', PhoneNumber: '+15555550100' };
  readsAs({
    operation: 'account:GetAlternateContact',
    actions: ['account:GetAlternateContact'],
    answer: { AlternateContact: contact },
    value: { filled: ['Name', 'EmailAddress', 'PhoneNumber'], empty: [] },
    absent: ['ResourceNotFoundException'],
    read: fact(securityContact),
  });

  test('asks for the contact for security matters', async () => {
    const bench = await benchOf({ 'account:GetAlternateContact': { AlternateContact: contact } });
    await fact(securityContact)(bench);
    expect(bench.calls).toMatchObject([{ input: { AlternateContactType: 'SECURITY' }, region: 'us-east-1' }]);
  });
});
