import type { ComponentChildren, JSX } from 'preact';
import { Count, counted, Instant, Table, Text } from './parts.js';
import { placeOf } from './place.js';
import { contentSecurityPolicy, style } from './style.js';
import type { Survey } from './survey.js';

interface Props {
  readonly surveys: readonly Survey[];
  readonly children: ComponentChildren;
}

/** The page around the accounts. */
export function Document({ surveys, children }: Props): JSX.Element {
  const [first, ...others] = surveys;
  const alone = first !== undefined && others.length === 0;
  const subject = alone ? `AWS account ${first.header.account}` : counted(surveys.length, 'AWS account');
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={contentSecurityPolicy} />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${subject}: lintel report`}</title>
        <style>{style}</style>
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the report
        </a>
        <header class="stack">
          <p class="kicker">lintel report</p>
          <h1>
            <Text value={subject} />
          </h1>
          {surveys.length > 1 && <Accounts surveys={surveys} />}
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <footer class="small muted">
          <p>This page loads nothing and sends nothing. Times are UTC.</p>
        </footer>
      </body>
    </html>
  );
}

function Accounts({ surveys }: Pick<Props, 'surveys'>): JSX.Element {
  const columns = ['Account', 'Judged at', 'Scan', 'Critical fails', 'High fails', 'All fails', 'Unknown'];
  return (
    <nav aria-label="Accounts">
      <Table label="Accounts in this report" columns={columns} text={3} class="index">
        {surveys.map(({ header, total, bySeverity }, index) => (
          <tr>
            <th scope="row">
              <a href={`#${placeOf(index)}`}>
                <Text value={header.account} />
              </a>
            </th>
            <td>
              <Instant value={header.now} />
            </td>
            <td>{header.partial === null ? 'Complete' : 'Cut short'}</td>
            <Count value={bySeverity.get('critical')?.fail ?? 0} />
            <Count value={bySeverity.get('high')?.fail ?? 0} />
            <Count value={total.fail} />
            <Count value={total.unknown} />
          </tr>
        ))}
      </Table>
    </nav>
  );
}
