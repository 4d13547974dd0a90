/** The command lines of lintel that stand in scripts, pages and workflows. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** One call of lintel as a shell would make it. */
export interface Command {
  /** The words after the program, without quotes. */
  readonly argv: readonly string[];
  /** What `lintel@VERSION` names; undefined for the bare program. */
  readonly version: string | undefined;
}

/** Reads a file of the repository. */
export function readSource(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
}

/** The calls of lintel in a shell script; enough of a shell for words, quotes and what ends a command. */
export function commandsOf(script: string): Command[] {
  return script
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .flatMap((line) => {
      const words = line.match(/(?:'[^']*'|"[^"]*"|[^\s'"|<>;&])+|[|<>;&]+/g) ?? [];
      const start = words.findIndex((word) => /^lintel(@|$)/.test(word));
      if (start === -1) return [];
      const rest = words.slice(start + 1);
      const end = rest.findIndex((word) => /^[|<>;&]/.test(word));
      const argv = (end === -1 ? rest : rest.slice(0, end)).map((word) => word.replaceAll(/['"]/g, ''));
      return [{ argv, version: /@(.*)/.exec(words[start] ?? '')?.[1] }];
    });
}

/** The shell scripts in a file, by what kind of file it is. */
export function scriptsIn(path: string): string[] {
  const text = readSource(path);
  if (path.endsWith('.md')) {
    const fenced = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, script = '']) => script);
    const inline = [...text.replaceAll(/^```.*?^```/gms, '').matchAll(/`((?:npx --yes )?lintel(?:@[\w.]+)? [^`]+)`/g)];
    return [...fenced, ...inline.map(([, script = '']) => script)];
  }
  if (path.endsWith('.yml')) return runs(parse(text));
  return [...text.matchAll(/\bsh '([^']*)'/g)].map(([, script = '']) => script);
}

/** What stands under `run` (GitHub) or `script` (GitLab), wherever that is. */
function runs(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'run' || key === 'script' ? [inner].flat().map(String) : runs(inner),
  );
}
