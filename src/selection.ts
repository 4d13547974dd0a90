import { atLeast, type Check, serviceOf, type Severity } from './core/check.js';
import type { Framework } from './core/framework.js';
import { UserError } from './core/user-error.js';
import { closest } from './suggest.js';

/** Which checks to run; an empty list selects all. */
export interface Selection {
  readonly check?: readonly string[];
  /** Checks that assess a control of one of these. */
  readonly framework?: readonly Framework[];
  readonly service?: readonly string[];
  /** Checks at least this severe. */
  readonly severity?: Severity;
  readonly excludeCheck?: readonly string[];
}

/**
 * The checks that a selection names, in order of their ids. An id may be an earlier one (alias).
 * @throws UserError for an unknown id or service, and where nothing is left.
 */
export function selectChecks(all: readonly Check[], selection: Selection): Check[] {
  const { check = [], framework = [], service = [], severity, excludeCheck = [] } = selection;
  const named = new Set(check.map((id) => findCheck(all, id)));
  const assessing = new Set(framework.flatMap(({ controls }) => controls.flatMap(({ checks }) => checks)));
  const excluded = new Set(excludeCheck.map((id) => findCheck(all, id)));
  const services = [...new Set(all.map(serviceOf))].sort();
  for (const name of service) {
    if (!services.includes(name)) {
      throw new UserError(
        `No check is of service '${name}'.${closest(name, services)} Services: ${services.join(', ')}.`,
      );
    }
  }
  const selected = all.filter(
    (one) =>
      (named.size === 0 || named.has(one)) &&
      (framework.length === 0 || assessing.has(one.id)) &&
      (service.length === 0 || service.includes(serviceOf(one))) &&
      (severity === undefined || atLeast(one.severity, severity)) &&
      !excluded.has(one),
  );
  if (selected.length === 0) throw new UserError('The selection leaves no check to run. Widen it.');
  return selected;
}

/**
 * The framework of an id.
 * @throws UserError where there is none.
 */
export function findFramework(all: readonly Framework[], id: string): Framework {
  const found = all.find((framework) => framework.id === id);
  if (found !== undefined) return found;
  const ids = all.map((framework) => framework.id);
  throw new UserError(`There is no framework '${id}'.${closest(id, ids)} Frameworks: ${ids.join(', ')}.`);
}

/**
 * The check of an id or alias.
 * @throws UserError where there is none.
 */
export function findCheck(all: readonly Check[], id: string): Check {
  const found = all.find((check) => check.id === id || check.aliases.includes(id));
  if (found !== undefined) return found;
  const ids = all.map((check) => check.id);
  throw new UserError(`There is no check '${id}'.${closest(id, ids)} List them with 'lintel checks'.`);
}
