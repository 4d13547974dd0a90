import { describe, expect, test } from 'vitest';
import { analyzers } from '../../src/datasets/access-analyzer.js';
import { benchOf, denied, factOf, paged, usEast } from './bench.js';
import { fact, readsAs, reasonOf } from './specimen.js';

const one = { analyzers: [{ name: 'external', type: 'ACCOUNT', status: 'ACTIVE' }] };
const two = { analyzers: [{ name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS', status: 'CREATING' }] };
const token = { in: 'nextToken', out: 'nextToken' };

describe('analyzers', () => {
  readsAs({
    operation: 'accessanalyzer:ListAnalyzers',
    actions: ['access-analyzer:ListAnalyzers'],
    answer: one,
    value: one.analyzers,
    read: fact(analyzers),
  });

  test('reads two pages', async () => {
    const bench = await benchOf({ 'accessanalyzer:ListAnalyzers': paged(token, one, two) });
    expect(await fact(analyzers)(bench)).toEqual([...one.analyzers, ...two.analyzers]);
  });

  test('is a gap, not half a list, where the second page is denied', async () => {
    const bench = await benchOf({ 'accessanalyzer:ListAnalyzers': paged(token, one, denied) });
    expect(reasonOf(await fact(analyzers)(bench))).toMatchObject({ kind: 'denied' });
  });

  test('is about the region that is read', async () => {
    const { reader } = await benchOf({ 'accessanalyzer:ListAnalyzers': usEast(one, { analyzers: [] }) });
    expect(await factOf(reader, analyzers, undefined, 'us-east-1')).toHaveLength(1);
    expect(await factOf(reader, analyzers, undefined, 'eu-west-1')).toEqual([]);
  });
});
