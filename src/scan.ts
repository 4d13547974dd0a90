import { isDeepStrictEqual } from 'node:util';
import type { Check, OptionsInForce } from './core/check.js';
import { run, type Sink } from './core/engine.js';
import { type Gap, gapReasons, isGap } from './core/fact.js';
import { compareFindings, compareText, type Finding, type Source } from './core/finding.js';
import { type Bench, unknownFinding } from './core/judge.js';
import { Ledger } from './core/ledger.js';
import { operationsOf } from './core/plan.js';
import { Reader } from './core/reader.js';
import type { ScanResult } from './core/result.js';
import { accountSubject } from './core/scope.js';
import { StartError, UserError } from './core/user-error.js';
import { connect, type Connection, type ConnectionOptions, defaultConcurrency } from './connection.js';
import { makeHeader, partitionNameOf } from './header.js';
import { Spool } from './result/spool.js';
import { baseOperations, discover, type Scope, selectRegions } from './scope.js';

/** What a scan takes. Everything but the checks has a default. */
export interface ScanOptions extends ConnectionOptions {
  /** The checks to run. */
  readonly checks: readonly Check[];
  /** Every check there is, for the report to tell "not yet assessed" from "not selected"; defaults to `checks`. */
  readonly catalogue?: readonly Check[];
  /** Ids of the frameworks that the checks were selected by, for the report to tell. */
  readonly frameworks?: readonly string[];
  /** Options of checks by check id, where they differ from the defaults. */
  readonly options?: OptionsInForce;
  /** Regions whose resources are judged; empty for every enabled one. */
  readonly regions?: readonly string[];
  readonly onProgress?: (progress: Progress) => void;
}

/** How far a scan is. */
export interface Progress {
  readonly findings: number;
  readonly calls: number;
}

/** A result that holds files in a temporary directory until it is closed. */
export interface OpenResult extends ScanResult {
  close(): Promise<void>;
}

/**
 * Scans an account, or judges a recording.
 * @returns the result; close it when it has been written.
 * @throws UserError for a mistake in the options, {@link StartError} where no credentials work.
 */
export async function scan(options: ScanOptions): Promise<OpenResult> {
  const startedAt = new Date();
  const connection = await connect(options, [...baseOperations, ...operationsOf(options.checks)]);
  const { transport, now, signal, homeRegion } = connection;
  const findings = new Spool<Finding>(compareFindings);
  const sources = new Spool<Source>((a, b) => compareText(a.key, b.key), { same: (a, b) => a.key === b.key });
  const close = async (): Promise<void> => {
    await Promise.all([findings.close(), sources.close()]);
  };
  try {
    let found = 0;
    const sink: Sink = {
      finding(finding) {
        findings.add(finding);
        found += 1;
        options.onProgress?.({
          findings: found,
          // Counted when it is looked at: most findings pass unseen.
          get calls() {
            return transport.calls().reduce((sum, { calls }) => sum + calls, 0);
          },
        });
      },
      source: (source) => sources.add(source),
    };
    const scope = await discoverScope(connection, (source) => sink.source(source));
    const selected = selectRegions(scope, options.regions ?? []);
    const bench = { ...identityOf(scope, homeRegion), now, options: options.options ?? {} };
    const ledger = isGap(scope.caller)
      ? judgeNothing(options.checks, scope.caller, bench, sink)
      : await run(
          {
            ...bench,
            homeRegion,
            regions: scope.regions,
            checks: options.checks,
            selected,
            transport,
            inFlight: 2 * (options.concurrency ?? defaultConcurrency),
            signal,
          },
          sink,
        );
    await connection.finish(identityOf(scope, homeRegion));
    const header = makeHeader({
      ...bench,
      scope,
      selected,
      ledger,
      checks: options.checks,
      frameworks: options.frameworks ?? [],
      catalogue: options.catalogue ?? options.checks,
      startedAt,
      replayed: options.replay !== undefined,
      partial: signal.aborted ? String(signal.reason) : null,
      calls: transport.calls(),
    });
    return { header, findings: distinct(findings), sources, past: none, close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    connection.end();
  }
}

/** A scan alone has no baseline. */
const none: ScanResult['past'] = {
  async *[Symbol.asyncIterator]() {},
};

/** What a scan would do, with no call but those that tell who asks and which regions there are. */
export async function discoverOnly(options: ScanOptions): Promise<Scope> {
  const connection = await connect(options, baseOperations);
  try {
    const scope = await discoverScope(connection, () => {});
    selectRegions(scope, options.regions ?? []);
    return scope;
  } finally {
    connection.end();
  }
}

/** Reads who asks and which regions there are; a scan without working credentials does not start. */
async function discoverScope(connection: Connection, onSource: (source: Source) => void): Promise<Scope> {
  const { homeRegion, transport, signal } = connection;
  const nobody = { partition: partitionNameOf(homeRegion), account: 'unknown', homeRegion, regions: [] };
  const scope = await discover(new Reader(nobody, transport, onSource, signal), homeRegion);
  if (isGap(scope.caller)) {
    const [{ kind, message }] = gapReasons(scope.caller);
    if (kind === 'credentials') throw new StartError(`${message} Renew them and try again.`);
    if (kind === 'not-recorded')
      throw new UserError('The recording does not hold the call that says whose account it is.');
  }
  return scope;
}

function identityOf(scope: Scope, homeRegion: string): { partition: string; account: string } {
  return isGap(scope.caller) ? { partition: partitionNameOf(homeRegion), account: 'unknown' } : scope.caller;
}

/** Where the caller cannot be read no account can be judged: each check gives one unknown. */
function judgeNothing(checks: readonly Check[], gap: Gap, bench: Bench, sink: Sink): Ledger {
  const ledger = new Ledger();
  const subject = accountSubject(bench.account);
  for (const check of checks) {
    const finding = unknownFinding(check, subject, gap, [], bench);
    ledger.incomplete([check], subject.region);
    ledger.finding(finding, subject.region);
    sink.finding(finding);
  }
  return ledger;
}

/**
 * Findings as they come. Pages that overlap give one twice, which is dropped; two that differ about the same thing
 * by the same check are a defect of a resource type's key.
 */
function distinct(findings: AsyncIterable<Finding>): AsyncIterable<Finding> {
  return {
    async *[Symbol.asyncIterator]() {
      let previous: Finding | undefined;
      for await (const finding of findings) {
        if (finding.fingerprint === previous?.fingerprint) {
          if (isDeepStrictEqual(finding, previous)) continue;
          throw new Error(`two findings of ${finding.checkId} have one key`);
        }
        previous = finding;
        yield finding;
      }
    },
  };
}
