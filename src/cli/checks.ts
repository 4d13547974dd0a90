import type { InferredOptionTypes } from 'yargs';
import { recommendations } from '../../checks/recommendations.js';
import { type Check, describeOption, serviceOf } from '../core/check.js';
import { actionsOf, callsOf, operationsOf } from '../core/plan.js';
import { UserError } from '../core/user-error.js';
import { findCheck } from '../selection.js';
import { catalogue } from './catalogue.js';
import { asJson, type Io } from './io.js';
import type { checksOptions } from './options.js';

type Args = InferredOptionTypes<typeof checksOptions> & { readonly show?: string; readonly id?: string };

/** `lintel checks`: lists the checks, or explains one. */
export async function checksCommand(args: Args, io: Io): Promise<number> {
  if (args.show !== undefined && args.show !== 'show') {
    throw new UserError(`'${args.show}' is not understood. 'lintel checks' lists, 'lintel checks show ID' explains.`);
  }
  const { all, selected } = await catalogue(args);
  if (args.show !== undefined) {
    if (args.id === undefined) throw new UserError("Name the check: 'lintel checks show ID'.");
    const about = explain(findCheck(all, args.id));
    io.stdout.write(args.format === 'json' ? asJson(about) : asText(about));
    return 0;
  }
  if (args.format === 'json') {
    io.stdout.write(asJson(selected.map(explain)));
    return 0;
  }
  const widest = Math.max(...selected.map(({ id }) => id.length));
  for (const { id, severity, title } of selected) {
    io.stdout.write(`${id.padEnd(widest)}  ${severity.padEnd(13)}  ${title}\n`);
  }
  return 0;
}

/** Everything there is to say of a check. */
function explain(check: Check) {
  const recommendation = recommendations.find(({ id }) => id === check.recommendation);
  return {
    id: check.id,
    aliases: check.aliases,
    title: check.title,
    service: serviceOf(check),
    severity: check.severity,
    resource: check.resource.type,
    rationale: check.rationale,
    needs: callsOf(check).map(({ operation, per }) => ({ operation, per })),
    actions: actionsOf(operationsOf([check])),
    options: check.options,
    recommendation: { id: check.recommendation, statement: recommendation?.statement ?? '' },
    remediation: check.remediation,
  };
}

function asText(about: ReturnType<typeof explain>): string {
  const options = Object.entries(about.options).map(
    ([name, option]) => `  ${name} (${describeOption(option)}): ${option.description}`,
  );
  return [
    about.id,
    about.title,
    '',
    `Severity: ${about.severity}`,
    `Judges: ${about.resource}`,
    `Recommendation: ${about.recommendation.id}`,
    `  ${about.recommendation.statement}`,
    '',
    'Why',
    `  ${about.rationale}`,
    '',
    'Calls',
    ...about.needs.map(({ operation, per }) => `  ${operation} (${per === 'listing' ? 'once a page' : `per ${per}`})`),
    '',
    'IAM actions',
    ...about.actions.map((action) => `  ${action}`),
    ...(options.length > 0 ? ['', 'Options', ...options] : []),
    '',
    'Remediation',
    `  ${about.remediation.text}`,
    ...(about.remediation.cli === undefined ? [] : [`  ${about.remediation.cli}`]),
    `  ${about.remediation.url}`,
    '',
  ].join('\n');
}
