import yoctoSpinner from 'yocto-spinner';
import type { Progress } from '../scan.js';
import { type Io, isTerminal } from './io.js';

/** Shows how far a scan is. */
export interface ProgressShown {
  update(progress: Progress): void;
  end(): void;
}

/** Milliseconds between two plain lines. */
const pause = 10_000;

/** A spinner on a terminal, a line every ten seconds elsewhere, nothing when quiet. */
export function showProgress(quiet: boolean, { stderr }: Io): ProgressShown {
  if (quiet) return { update() {}, end() {} };
  if (isTerminal(stderr)) {
    const spinner = yoctoSpinner({ text: 'Scanning', stream: stderr, handleSignals: false }).start();
    return {
      update(progress) {
        spinner.text = line(progress);
      },
      end: () => void spinner.clear().stop(),
    };
  }
  let last = Date.now();
  stderr.write('Scanning\n');
  return {
    update(progress) {
      if (Date.now() - last < pause) return;
      last = Date.now();
      stderr.write(`${line(progress)}\n`);
    },
    end() {},
  };
}

function line({ findings, calls }: Progress): string {
  return `Scanning: ${findings} findings, ${calls} calls`;
}
