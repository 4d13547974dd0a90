import { checks } from '../../checks/index.js';
import type { Check } from '../core/check.js';
import { selectChecks, type Selection } from '../selection.js';

/** The flags that select checks, as the command line gives them. */
export interface SelectionArgs {
  readonly check: readonly string[];
  readonly service: readonly string[];
  readonly 'exclude-check': readonly string[];
  readonly severity?: Selection['severity'] | undefined;
  readonly plugin: readonly string[];
}

/** Every check there is, plug-ins' included, and those that the user selected. */
export async function catalogue(args: SelectionArgs): Promise<{ all: readonly Check[]; selected: readonly Check[] }> {
  const { check, service, severity, 'exclude-check': excludeCheck } = args;
  let all: readonly Check[] = checks;
  if (args.plugin.length > 0) {
    const { loadPlugins } = await import('../plugins.js');
    all = [...checks, ...(await loadPlugins(args.plugin, checks))];
  }
  const selected = selectChecks(all, { check, service, excludeCheck, ...(severity !== undefined && { severity }) });
  return { all, selected };
}
