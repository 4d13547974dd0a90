/** The flags of every command. Imports nothing that `--help` would have to wait for. */
import type { Options } from 'yargs';
import { formats } from '../../reports/index.js';

const severityChoices = ['critical', 'high', 'medium', 'low', 'informational'] as const;

/** Flags with one value: without `nargs` one at the end of the line would take none. */
const text = { type: 'string', nargs: 1 } as const;
const number = { type: 'number', nargs: 1 } as const;

/** A flag that may be given more than once, with one value each time. */
const repeatable = { ...text, array: true, default: [] as string[] } as const;

const config = {
  config: {
    ...text,
    describe: 'configuration file (default: the nearest lintel.config.yaml, here or in a directory above)',
  },
} satisfies Record<string, Options>;

const selection = {
  check: { ...repeatable, describe: 'run this check only (repeatable)' },
  framework: { ...repeatable, describe: 'run the checks of this framework only, for example cis-7.0 (repeatable)' },
  service: { ...repeatable, describe: 'run the checks of this service only (repeatable)' },
  severity: { nargs: 1, choices: severityChoices, describe: 'run the checks that are at least this severe' },
  'exclude-check': { ...repeatable, describe: 'leave this check out (repeatable)' },
  plugin: {
    ...repeatable,
    describe: 'load checks from this ES module or package (repeatable); it runs with your credentials',
  },
  ...config,
} satisfies Record<string, Options>;

const listing = {
  format: { nargs: 1, choices: ['text', 'json'] as const, default: 'text' as const, describe: 'how to print' },
} satisfies Record<string, Options>;

const files = {
  format: {
    ...repeatable,
    describe: `write the report as ${Object.keys(formats).join(', ')}; NAME=PATH names its file, NAME=- standard output (repeatable; default: json and html)`,
  },
  output: {
    ...text,
    default: 'lintel-report',
    describe: 'directory to write reports to that have no path of their own, or - for standard output',
  },
} satisfies Record<string, Options>;

export const gateOptions = {
  'fail-on': {
    nargs: 1,
    choices: [...severityChoices, 'none'] as const,
    default: 'high' as const,
    describe: 'exit with 1 when a finding at least this severe fails',
  },
  'fail-on-unknown': {
    ...text,
    default: 'severity',
    describe:
      'exit with 3 for what is unknown: severity (as --fail-on reads fails), check (a check that could judge nothing), any, off, or more than a share such as 5%',
  },
  'new-only': {
    type: 'boolean',
    default: false,
    describe: 'count only findings that are new since the baseline or became worse',
  },
  baseline: { ...text, describe: 'earlier JSON result of the account to compare with' },
  suppressions: {
    ...text,
    describe: 'file of accepted findings (default: the nearest lintel.suppressions.yaml, here or in a directory above)',
  },
  'strict-suppressions': {
    type: 'boolean',
    default: false,
    describe: 'exit with 2 when a suppression matches nothing that was scanned',
  },
  'allow-broad': { type: 'boolean', default: false, describe: 'let a suppression accept every finding of an account' },
  ...config,
} satisfies Record<string, Options>;

export const scanOptions = {
  ...selection,
  region: { ...repeatable, describe: 'judge resources of this region only (repeatable; default: all enabled)' },
  profile: { ...text, describe: 'profile of the shared AWS configuration' },
  'role-arn': { ...text, describe: 'role to assume for the scan' },
  'external-id': { ...text, describe: 'external id for that role' },
  concurrency: { ...number, default: 50, describe: 'most calls in flight' },
  timeout: { ...number, describe: 'seconds after which the scan is cut short and reported as partial' },
  ...files,
  ...gateOptions,
  store: { ...text, describe: 'directory to keep a lasting record of the scan in' },
  record: { ...text, describe: 'record every answer of AWS in this file' },
  replay: {
    ...text,
    describe: 'judge this recording instead of an account',
    conflicts: ['record', 'demo', 'profile', 'role-arn'],
  },
  demo: {
    type: 'boolean',
    default: undefined,
    describe: 'judge the bundled demo account; needs no credentials',
    conflicts: ['record', 'profile', 'role-arn'],
  },
  plan: {
    type: 'boolean',
    default: undefined,
    describe: 'print the calls and IAM actions of each check, and make none but those that list regions',
    conflicts: ['record'],
  },
  quiet: { type: 'boolean', default: false, describe: 'no progress on standard error' },
} satisfies Record<string, Options>;

export const checksOptions = {
  ...selection,
  ...listing,
} satisfies Record<string, Options>;

export const frameworksOptions = listing;

export const reportOptions = {
  format: {
    ...files.format,
    describe: files.format.describe.replace('default: json and html', 'default: the summary for a terminal'),
  },
  output: { ...text, describe: 'directory to write the format to (default: lintel-report), or - for standard output' },
  ...gateOptions,
} satisfies Record<string, Options>;

export const suppressOptions = {
  reason: { ...text, demandOption: true, describe: 'why the finding is accepted' },
  owner: { ...text, demandOption: true, describe: 'who answers for that' },
  expires: { ...text, demandOption: true, describe: 'last day on which it holds, as a date or as days such as 90d' },
  ticket: { ...text, describe: 'where it was decided' },
  pin: { type: 'boolean', default: false, describe: 'accept it only as long as its evidence stays the same' },
  result: { ...text, default: 'lintel-report/report.json', describe: 'JSON result that has the finding' },
  suppressions: {
    ...gateOptions.suppressions,
    describe:
      'file to add it to (default: the nearest lintel.suppressions.yaml, here or in a directory above, else a new one here)',
  },
  ...config,
} satisfies Record<string, Options>;

export const diffOptions = listing;

export const historyOptions = listing;

export const verifyOptions = {} satisfies Record<string, Options>;

export const evidenceOptions = {
  framework: { ...text, demandOption: true, describe: 'framework whose controls the evidence is for, such as cis-7.0' },
  output: { ...text, default: 'lintel-evidence', describe: 'directory to write it to; must be empty or new' },
} satisfies Record<string, Options>;

export const publishOptions = {
  region: { ...text, describe: "region of Security Hub, its aggregation region for example (default: the profile's)" },
  profile: scanOptions.profile,
  'role-arn': { ...text, describe: 'role to assume for the delivery' },
  'external-id': scanOptions['external-id'],
  yes: { type: 'boolean', default: false, describe: 'send the findings; without it nothing is sent' },
  policy: { type: 'boolean', default: false, describe: 'print the IAM policy that sending needs, and do nothing else' },
} satisfies Record<string, Options>;

export const permissionsOptions = {
  ...selection,
  split: { ...text, describe: 'write as many attachable policies as needed to this directory' },
} satisfies Record<string, Options>;
