import { type Browser, chromium } from 'playwright-core';

/** Starts Chromium (Debian's, or the one that LINTEL_CHROMIUM names) without any traffic of its own. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['LINTEL_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
