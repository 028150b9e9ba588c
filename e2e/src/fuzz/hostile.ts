import type { Random } from '../random.ts'

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth)

/** Hostile JSON texts. */
const values: readonly (() => string)[] = [
  () => 'null',
  () => 'true',
  () => '0',
  () => '-1',
  () => '1e308',
  () => '1e999',
  () => '-0',
  () => '0.1',
  () => '9007199254740993',
  () => '123456789012345678901234567890',
  () => '""',
  () => '" "',
  () => '[]',
  () => '{}',
  () => '[null]',
  () => '[[]]',
  () => '"\\u0000"',
  () => '"a\\u0000b"',
  () => '"\\ud800"',
  () => '"\\udc00\\ud800"',
  () => '"\\u202e\\u200b\\ufeff"',
  () => '"👩‍👩‍👧‍👦 Ａ ﬃ é ẛ̣"',
  () => '"\\r\\nX-Injected: 1"',
  () => '"__proto__"',
  () => '{"__proto__":{"isOperator":true}}',
  () => '{"constructor":{"prototype":{"isOperator":true}}}',
  () => '{"toString":1,"valueOf":1,"hasOwnProperty":1}',
  () => '{"$gt":""}',
  () => `"x' OR 1=1; --"`,
  () => '"%s%n$${7*7}{{7*7}}"',
  () => '"../../../../etc/passwd"',
  () => '"file:///etc/passwd"',
  () => '"http://169.254.169.254/latest/meta-data/"',
  () => '"javascript:alert(1)"',
  () => '"0001-01-01T00:00:00Z"',
  () => '"9999-12-31T23:59:59.999999999Z"',
  () => '"+275760-09-13T00:00:00Z"',
  () => '"2026-02-30T25:61:61Z"',
  () => JSON.stringify('a'.repeat(256)),
  () => JSON.stringify('ß'.repeat(10_000)),
  () => JSON.stringify('x'.repeat(200_000)),
  () => `[${'1,'.repeat(20_000)}1]`,
  () => `[${'"read:all",'.repeat(500)}"read:all"]`,
  () => nested(31, '[', ']'),
  () => nested(33, '[', ']'),
  () => nested(10_000, '[', ']'),
  () => `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  () => `{${Array.from({ length: 2_000 }, (_, at) => `"k${at}":"v"`).join(',')}}`,
]

/** Texts for paths, queries and headers, before any encoding. */
const texts: readonly string[] = [
  ...['', ' ', '.', '..', '../..', '%', '%zz', '\0', '\ud800', '😀', '‮', '__proto__', 'constructor', 'null'],
  ...['undefined', 'NaN', '-1', '0', '1e309', '99999999999999999999', "' OR 1=1; --", '*', '[]', '{}', 'a,b,,c', '-'],
  ...['id,id', '-created_at,-created_at', 'created_at;drop', '2026-13-40', '9999-12-31T23:59:59Z', 'true', 'TRUE'],
  ...['wks_', 'wks_0', 'key_zzzzzzzzzzzzzzzzzzzzzzzzzz', 'a'.repeat(129), 'a'.repeat(2_000), 'ü'.repeat(300)],
]

const names: readonly string[] = ['nonsense', '__proto__', 'constructor', 'toString', 'id', 'version', 'workspaceId']

export const hostileJson = (random: Random): string => random.pick(values)()
export const hostileText = (random: Random): string => random.pick(texts)
export const hostileName = (random: Random): string => random.pick(names)
