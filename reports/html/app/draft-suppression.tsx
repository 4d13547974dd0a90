import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { visible } from '../../../src/core/visible.js';
import { fingerprintOf, type Row } from '../columns.js';
import { Copy, useModel } from './parts.js';
import { dayAfter, suppressionEntry } from './suppression-entry.js';

/** Days that a drafted suppression lasts. */
const days = 90;

/** Drafts the entry by which a person accepts the finding. */
export function DraftSuppression({ row, finding }: { readonly row: number; readonly finding: Row }): JSX.Element {
  const { report } = useModel();
  const [fingerprint, setFingerprint] = useState('');
  const [reason, setReason] = useState('');
  const [owner, setOwner] = useState('');
  const [expires, setExpires] = useState(() => dayAfter(Date.now(), days));
  useEffect(() => {
    let current = true;
    // A browser may hash nothing for a file: the entry then names check and resource instead.
    fingerprintOf(report, row, sha256).then(
      (value) => {
        if (current) setFingerprint(value);
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [report, row]);
  const entry = suppressionEntry(finding, fingerprint, { reason, owner, expires });
  return (
    <details class="read">
      <summary>Draft a suppression</summary>
      <div class="stack tight">
        <p class="small muted">
          An entry of <code>lintel.suppressions.yaml</code>. The finding stays a fail; the gate lets it pass until the
          entry expires. lintel refuses an entry without reason and owner.
        </p>
        <label class="field">
          Reason
          <input type="text" value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        <label class="field">
          Owner
          <input type="text" value={owner} onInput={(event) => setOwner(event.currentTarget.value)} />
        </label>
        <label class="field">
          Expires
          <input type="date" value={expires} onInput={(event) => setExpires(event.currentTarget.value)} />
        </label>
        <pre tabIndex={0} aria-label="Suppression entry">
          <bdi>
            {entry
              .split('\n')
              .map((line) => visible(line))
              .join('\n')}
          </bdi>
        </pre>
        <Copy text={entry} words="Copy the entry" />
      </div>
    </details>
  );
}

async function sha256(text: string): Promise<string> {
  if (!isSecureContext) throw new TypeError('this browser hashes nothing for a file');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
