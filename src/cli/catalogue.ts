import { frameworks } from '../../checks/frameworks/index.js';
import { checks } from '../../checks/index.js';
import { readConfig, type Settings, settingsOf } from '../config/config.js';
import type { Check } from '../core/check.js';
import { findFramework, selectChecks, type Selection } from '../selection.js';

/** The flags that select checks, as the command line gives them. */
export interface SelectionArgs {
  readonly check: readonly string[];
  readonly framework: readonly string[];
  readonly service: readonly string[];
  readonly 'exclude-check': readonly string[];
  readonly severity?: Selection['severity'] | undefined;
  readonly plugin: readonly string[];
  readonly config?: string | undefined;
}

/** The checks that a command works on. */
export interface Catalogue {
  /** Every check there is, plug-ins' included. */
  readonly all: readonly Check[];
  /** Those that the user selected. */
  readonly selected: readonly Check[];
  readonly settings: Settings;
  /** The configuration that was read, as a person would name it; undefined where there is none. */
  readonly configuration: string | undefined;
}

/**
 * Reads the configuration, loads plug-ins and selects checks.
 * @throws UserError for a mistake in any of these.
 */
export async function catalogue(args: SelectionArgs): Promise<Catalogue> {
  const { check, framework, service, severity, 'exclude-check': excludeCheck } = args;
  let all: readonly Check[] = checks;
  const config = await readConfig(args.config, '.');
  const plugins = [...args.plugin, ...(config?.plugins ?? [])];
  if (plugins.length > 0) {
    const { loadPlugins } = await import('../plugins.js');
    all = [...checks, ...(await loadPlugins(plugins, checks))];
  }
  const selected = selectChecks(all, {
    check,
    framework: framework.map((id) => findFramework(frameworks, id)),
    service,
    excludeCheck,
    ...(severity !== undefined && { severity }),
  });
  return { all, selected, settings: settingsOf(config, all), configuration: config?.file.name };
}
