import { expect, expectTypeOf, test } from 'vitest';
import { type RecommendationId, recommendations } from '../../checks/recommendations.js';

const notes = [
  '000_b6d37f4fbf32c3c6.txt',
  '001_ec57fbf9ecacd7f3.txt',
  '002_eadaee24dfffd58e.txt',
  '003_9de71f283e45a5a6.txt',
  '004_1c10d7d0cf5d4836.txt',
];

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

test('holds each of the 113 recommendations once', () => {
  expect(recommendations).toHaveLength(113);
  expect(new Set(recommendations.map(({ id }) => id)).size).toBe(113);
});

test('counts by how far an API can show them, and by responsibility', () => {
  expect(countBy(recommendations.map(({ assessable }) => assessable))).toEqual({
    automated: 89,
    partial: 11,
    manual: 13,
  });
  expect(countBy(recommendations.map(({ responsibility }) => responsibility))).toEqual({
    customer: 104,
    shared: 6,
    aws: 3,
  });
});

test.each(recommendations)('$id is complete', ({ id, statement, why, services, sources }) => {
  expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
  expect(statement).toMatch(/^[A-Z].+\.$/);
  expect(why).toMatch(/^[A-Z].+\.$/);
  for (const service of services) expect(service).toMatch(/^[a-z][a-z0-9-]*$/);
  expect(sources.length).toBeGreaterThan(0);
  for (const { note, section } of sources) {
    expect(notes).toContain(note);
    expect(section).toMatch(/^\S.*\S$/);
    expect(section).not.toContain('§');
  }
});

test('every note is the source of some recommendation', () => {
  const used = recommendations.flatMap(({ sources }) => sources.map(({ note }) => note));
  expect([...new Set(used)].sort()).toEqual(notes);
});

test('ids are known to the compiler', () => {
  expectTypeOf<'rotate-kms-keys'>().toExtend<RecommendationId>();
  expectTypeOf<'rotate-keys-of-nothing'>().not.toExtend<RecommendationId>();
});
