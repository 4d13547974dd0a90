/** A file that no run may come to read: the arguments are wrong. */
export const unread = '/nonexistent/recording.jsonl';

/** A command line that is wrong. */
export interface Mistake {
  readonly name: string;
  readonly argv: readonly string[];
  readonly says: string;
}

/** Every mistake on the command line, and what is said of it. */
export const mistakes: readonly Mistake[] = [
  { name: 'no command', argv: [], says: 'Name a command: scan, checks, frameworks, report, ' },
  { name: 'an unknown command', argv: ['scna'], says: "There is no command 'scna'. Did you mean scan?" },
  { name: 'a command like no other', argv: ['frobnicate'], says: "There is no command 'frobnicate'. See" },
  { name: 'a word too many', argv: ['scan', 'now'], says: "There is no command 'now'." },
  {
    name: 'an unknown flag',
    argv: ['scan', '--profil', 'x'],
    says: 'There is no option --profil. Did you mean --profile?',
  },
  {
    name: 'two unknown flags',
    argv: ['checks', '--foo', '--formt', 'json'],
    says: 'There is no option --foo. There is no option --formt. Did you mean --format?',
  },
  { name: 'a flag of another command', argv: ['checks', '--demo'], says: 'There is no option --demo.' },
  { name: 'a flag without its value', argv: ['scan', '--timeout'], says: '--timeout takes a value.' },
  { name: 'a repeatable flag without its value', argv: ['scan', '--check'], says: '--check takes a value.' },
  {
    name: 'a flag that takes one value, twice',
    argv: ['scan', '--profile', 'a', '--profile', 'b'],
    says: '--profile is given twice. Give it once.',
  },
  {
    name: 'an empty value, as of an unset shell variable',
    argv: ['scan', '--profile', ''],
    says: '--profile is empty. Give it a value, or leave it out.',
  },
  {
    name: 'an empty value of a repeatable flag',
    argv: ['scan', '--region', ''],
    says: '--region is empty.',
  },
  {
    name: 'a severity that is none',
    argv: ['scan', '--severity', 'hi'],
    says: '--severity takes critical, high, medium, low, informational, and not "hi".',
  },
  {
    name: 'a format that is none',
    argv: ['scan', '--format', 'xml'],
    says: "There is no format 'xml'. Did you mean html? Formats: json, html, ",
  },
  {
    name: 'a threshold of the gate that is none',
    argv: ['scan', '--fail-on', 'hi'],
    says: '--fail-on takes critical, high, medium, low, informational, none, and not "hi".',
  },
  {
    name: 'an unknown check',
    argv: ['scan', '--replay', unread, '--check', 'kms-rotation'],
    says: "There is no check 'kms-rotation'. Did you mean kms-key-rotation? List them with 'lintel checks'.",
  },
  {
    name: 'an unknown excluded check',
    argv: ['scan', '--replay', unread, '--exclude-check', 'iam-root-mfaa'],
    says: "There is no check 'iam-root-mfaa'. Did you mean iam-root-mfa?",
  },
  {
    name: 'an unknown service',
    argv: ['checks', '--service', 'cloudtrial'],
    says: "No check is of service 'cloudtrial'. Did you mean cloudtrail? Services: accessanalyzer, account, cloudtrail, ",
  },
  {
    name: 'a selection that leaves nothing',
    argv: ['checks', '--check', 'kms-key-rotation', '--severity', 'critical'],
    says: 'The selection leaves no check to run. Widen it.',
  },
  {
    name: 'an unknown framework',
    argv: ['checks', '--framework', 'cis-70'],
    says: "There is no framework 'cis-70'. Did you mean cis-7.0",
  },
  {
    name: 'the controls of an unknown framework',
    argv: ['frameworks', 'fsbq'],
    says: "There is no framework 'fsbq'.",
  },
  {
    name: 'a configuration that is not there',
    argv: ['scan', '--replay', unread, '--config', 'missing.yaml'],
    says: 'missing.yaml cannot be read (ENOENT).',
  },
  ...['0', '-1', '1.5', 'many'].map((value) => ({
    name: `a concurrency of ${value}`,
    argv: ['scan', '--replay', unread, `--concurrency=${value}`],
    says: '--concurrency takes a whole number above 0.',
  })),
  {
    name: 'a time limit of 0',
    argv: ['scan', '--replay', unread, '--timeout', '0'],
    says: '--timeout takes a whole number above 0.',
  },
  {
    name: 'a time limit longer than a timer can wait',
    argv: ['scan', '--replay', unread, '--timeout', '3000000'],
    says: '--timeout takes at most 2147483.',
  },
  ...(
    [
      ['--demo', '--replay', 'x'],
      ['--demo', '--record', 'x'],
      ['--demo', '--profile', 'x'],
      ['--demo', '--role-arn', 'x'],
      ['--replay', 'x', '--record', 'y'],
      ['--replay', 'x', '--profile', 'y'],
      ['--replay', 'x', '--role-arn', 'y'],
      ['--plan', '--record', 'x'],
    ] as const
  ).map((flags) => ({ name: flags.join(' '), argv: ['scan', ...flags], says: 'exclude each other. Leave one out.' })),
  {
    name: 'an external id without a role',
    argv: ['scan', '--external-id', 'x'],
    says: '--external-id is used only to assume a role. Give --role-arn as well.',
  },
  {
    name: 'two formats on standard output',
    argv: ['scan', '--replay', unread, '--output', '-', '--format', 'json', '--format', 'html'],
    says: 'Standard output takes one format. Name it with --format.',
  },
  {
    name: 'standard output without a format',
    argv: ['scan', '--replay', unread, '--output', '-'],
    says: 'Standard output takes one format. Name it with --format.',
  },
  {
    name: 'a plan as a page',
    argv: ['scan', '--replay', unread, '--plan', '--format', 'html'],
    says: '--plan prints text, or JSON with --format json.',
  },
  { name: 'checks with a word that is not "show"', argv: ['checks', 'lst'], says: "'lst' is not understood." },
  { name: 'checks show without an id', argv: ['checks', 'show'], says: "Name the check: 'lintel checks show ID'." },
  {
    name: 'checks show with an unknown id',
    argv: ['checks', 'show', 'iam-root'],
    says: "There is no check 'iam-root'. Did you mean iam-root-",
  },
  {
    name: 'a plug-in that is not there',
    argv: ['scan', '--replay', unread, '--plugin', './missing.mjs'],
    says: 'Plug-in ./missing.mjs cannot be loaded: there is no such file.',
  },
  { name: 'a report of nothing', argv: ['report'], says: 'An argument is missing.' },
  {
    name: 'a report with a place and no format',
    argv: ['report', unread, '--output', '-'],
    says: '--output takes a format. Name it with --format.',
  },
  { name: 'a report of a missing file', argv: ['report', '/nonexistent/report.json'], says: 'does not exist' },
  {
    name: 'a missing recording',
    argv: ['scan', '--replay', unread, '--output', '-', '--format', 'json', '--quiet'],
    says: `The recording '${unread}' cannot be read (ENOENT); name a file that --record wrote.`,
  },
];
