import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutMembers } from '../../src/aws/cut.js';

const cases: readonly (readonly [string, string, readonly string[], string])[] = [
  ['nothing to cut', '{ "a": 1 }', [], '{ "a": 1 }'],
  ['a key at any depth', '{"a":[{"Secret":{"x":1},"b":2}]}', ['Secret'], '{"a":[{"b":2}]}'],
  ['a key in another case', '{"secret":1,"b":2}', ['Secret'], '{"b":2}'],
  ['an element', '<r><userData>x</userData><b>1</b></r>', ['UserData'], '<r><b>1</b></r>'],
  ['an element within its like', '<r><s><s>x</s>y</s><b>1</b></r>', ['s'], '<r><b>1</b></r>'],
  ['an empty element', '<r><s/><b>1</b></r>', ['s'], '<r><b>1</b></r>'],
  ['an element with attributes', '<r><s a="1" b="2">x</s><b>1</b></r>', ['s'], '<r><b>1</b></r>'],
  ['an element with a prefix', '<r><n:s>x</n:s><b>1</b></r>', ['s'], '<r><b>1</b></r>'],
  ['an element whose name only begins alike', '<r><sum>x</sum></r>', ['s'], '<r><sum>x</sum></r>'],
  ['markup that is text', '<r><s><![CDATA[</s>]]>x</s><b>1</b></r>', ['s'], '<r><b>1</b></r>'],
  ['an element that never ends', '<r><b>1</b><s>x', ['s'], '<r><b>1</b>'],
  ['a body that cannot be read', '{"Secret": "x', ['Secret'], ''],
];

test.each(cases)('%s', (_, body, members, rest) => expect(cutMembers(body, members)).toBe(rest));

test('whatever JSON holds, no value of a cut member is left', () => {
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.integer(),
      fc.array(tie('node')),
      fc.dictionary(fc.constantFrom('a', 'Secret', 'b'), tie('node')),
    ),
  })).node;
  fc.assert(
    fc.property(tree, (value) => {
      expect(cutMembers(JSON.stringify({ Secret: 'hunter2', value }), ['Secret'])).not.toMatch(/Secret|hunter2/);
    }),
  );
});
