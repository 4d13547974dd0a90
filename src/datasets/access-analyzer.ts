/** IAM Access Analyzer. */
import { defineService } from '../aws/service.js';
import { perRegion } from '../core/dataset.js';
import { required } from './require.js';

const accessAnalyzer = defineService({
  id: 'accessanalyzer',
  load: async () => {
    const { AccessAnalyzerClient, ListAnalyzersCommand } = await import('@aws-sdk/client-accessanalyzer');
    return { client: AccessAnalyzerClient, commands: { ListAnalyzers: ListAnalyzersCommand } };
  },
  actions: { ListAnalyzers: ['access-analyzer:ListAnalyzers'] },
});

/** An analyzer. */
export interface Analyzer {
  readonly name: string;
  /** `ACCOUNT` and `ORGANIZATION` look for external access; the types for unused and internal access have names of their own. */
  readonly type: string;
  /** `ACTIVE`, `CREATING`, `DISABLED` or `FAILED`. */
  readonly status: string;
}

/** The analyzers that the account owns in one region; an organization's analyzer is seen in the account that made it. */
export const analyzers = perRegion({
  name: 'accessanalyzer.analyzers',
  operations: [accessAnalyzer.ListAnalyzers],
  async read({ pages, region }): Promise<readonly Analyzer[]> {
    const at = { operation: accessAnalyzer.ListAnalyzers, region };
    const found: Analyzer[] = [];
    for await (const page of pages(at.operation, {}, { input: 'nextToken', output: 'nextToken' })) {
      for (const { name, type, status } of required(page.analyzers, 'analyzers', at)) {
        found.push({
          name: required(name, 'name', at),
          type: required(type, 'type', at),
          status: required(status, 'status', at),
        });
      }
    }
    return found;
  },
});
