/** Metadata of a SAML identity provider, with certificates that were made for these tests. */

/** A certificate in base64, and when it ends. */
export interface TestCertificate {
  readonly base64: string;
  readonly ends: Date;
}

export const soon: TestCertificate = {
  base64:
    'MIIBajCCARCgAwIBAgIUH0VAUmjPVoQsY+aSDKjdjQ+p5DMwCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBYTAeFw0yNjExMjMwMDEwMTFaFw0yNzAzMDMwMDEwMTFaMAwxCjAIBgNVBAMMAWEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARdJQRQdSIhB7ONUybRSFscOIJ/gZJC0ZFM/FeCyet4vRsJiTlqHNrOIof8XXdHUSAzje17y+h3MUD1nq9eGgQCo1AwTjAdBgNVHQ4EFgQUmmm0KnWk8Jd/XNjc7XHIzM4hWZEwHwYDVR0jBBgwFoAUmmm0KnWk8Jd/XNjc7XHIzM4hWZEwDAYDVR0TAQH/BAIwADAKBggqhkjOPQQDAgNIADBFAiEA0J9fqI391HuqFLR69p/R71kdSCXj4D1B8aUb9vnfMN4CIENd1sZ9ZusiE5IYBLXohbBzqa9AzXyRLfpzOE1espxC',
  ends: new Date('2027-03-03T00:10:11Z'),
};

export const late: TestCertificate = {
  base64:
    'MIIBbDCCARKgAwIBAgIUDpaOAmnQIiVWkswQ9HdmA46d2pwwCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBYjAgFw0yNjExMjMwMDEwMTFaGA8yMTI2MTAzMDAwMTAxMVowDDEKMAgGA1UEAwwBYjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF0lBFB1IiEHs41TJtFIWxw4gn+BkkLRkUz8V4LJ63i9GwmJOWoc2s4ih/xdd0dRIDON7XvL6HcxQPWer14aBAKjUDBOMB0GA1UdDgQWBBSaabQqdaTwl39c2NztccjMziFZkTAfBgNVHSMEGDAWgBSaabQqdaTwl39c2NztccjMziFZkTAMBgNVHRMBAf8EAjAAMAoGCCqGSM49BAMCA0gAMEUCIH5UiStCBOz1K9O7OdcsZT4blwEeNVzk1S6Vrwj0MCCRAiEAp0QXbeP0MbHR4Dmz8o+BhCRbuJwRNNcIP/Nq0vYqjm0=',
  ends: new Date('2126-10-30T00:10:11Z'),
};

/** A key of the provider, as identity providers write it: certificates broken into lines. */
export function key({ base64 }: TestCertificate, use: string): string {
  const lines = base64.match(/.{1,64}/g)?.join('\n');
  return `<md:KeyDescriptor${use}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>
${lines}
</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
}

/** Metadata with these keys. */
export function metadata(...keys: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- made by a test -->
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/?a=1&amp;b=2">
  <md:IDPSSODescriptor WantAuthnRequestsSigned='false' protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    ${keys.join('\n    ')}
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;
}
