import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { changesOf } from './changes.ts'

describe('the changes of an object', () => {
  it('are the fields that differ, by their value', () => {
    const before = { id: 'wks_1', name: 'Old', tags: ['a', 'b'], slug: 'same', updated_at: '2026-01-01' }
    const after = { id: 'wks_1', name: 'New', tags: ['a'], slug: 'same', updated_at: '2026-01-02' }
    assert.deepEqual(changesOf(before, after), {
      name: { from: 'Old', to: 'New' },
      tags: { from: ['a', 'b'], to: ['a'] },
    })
  })

  it('of a new object are from null, and of one that is gone to null', () => {
    const attributes = { name: 'One', description: null, settings: { locale: 'en' } }
    assert.deepEqual(changesOf(undefined, attributes), {
      name: { from: null, to: 'One' },
      'settings.locale': { from: null, to: 'en' },
    })
    assert.deepEqual(changesOf(attributes, undefined), {
      name: { from: 'One', to: null },
      'settings.locale': { from: 'en', to: null },
    })
  })

  it('of settings and metadata are by key', () => {
    const before = { settings: { locale: 'en', theme: { dark: true }, updated_at: 1 }, metadata: { a: '1', b: '2' } }
    const after = { settings: { locale: 'de', theme: { dark: true } }, metadata: { a: '1', constructor: '3' } }
    assert.deepEqual(changesOf(before, after), {
      'settings.locale': { from: 'en', to: 'de' },
      'settings.updated_at': { from: 1, to: null },
      'metadata.b': { from: '2', to: null },
      'metadata.constructor': { from: null, to: '3' },
    })
  })

  it('keep a value of 1,000 letters, and cut a longer one without halving a letter', () => {
    const whole = 'x'.repeat(1_000)
    assert.deepEqual(changesOf(undefined, { text: whole })['text'], { from: null, to: whole })
    assert.deepEqual(changesOf(undefined, { text: `${whole}yz` })['text'], { from: null, to: `${whole}…` })
    const paired = `${'x'.repeat(999)}😀`
    assert.deepEqual(changesOf(undefined, { text: `${paired}yz` })['text'], { from: null, to: `${paired}…` })
    const list = Array.from({ length: 600 }, () => 1)
    assert.deepEqual(changesOf(undefined, { list })['list'], {
      from: null,
      to: `${JSON.stringify(list).slice(0, 1_000)}…`,
    })
  })

  it('show long values from shortly before their first difference', () => {
    const grants = (last: number) => ({
      ...Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`f${at}`, 5])),
      last,
    })
    const { features } = changesOf({ features: grants(100) }, { features: grants(1_000_000) })
    assert.match(String(features?.from), /^…"f\d+":5,.*"last":100\}$/)
    assert.match(String(features?.to), /^…"f\d+":5,.*"last":1000000\}$/)
    const emoji = '😀'.repeat(1_000)
    const { text } = changesOf({ text: `${emoji}a` }, { text: `${emoji}b` })
    assert.deepEqual(text, { from: `…${'😀'.repeat(50)}a`, to: `…${'😀'.repeat(50)}b` })
    const odd = changesOf({ text: `x${emoji}a` }, { text: `x${emoji}b` })['text']
    assert.deepEqual(odd, { from: `…${'😀'.repeat(50)}a`, to: `…${'😀'.repeat(50)}b` })
  })

  it('tell a long text from the object whose JSON it is', () => {
    const list = ['x'.repeat(2_000)]
    const { value } = changesOf({ value: list }, { value: JSON.stringify(list) })
    assert.deepEqual(value, { from: `["${'x'.repeat(998)}…`, to: `"[\\"${'x'.repeat(996)}…` })
  })

  it('have no unpaired surrogate, which readers of JSON refuse', () => {
    const half = '\ud83d'
    const changes = changesOf(
      { title: 'a' },
      { title: `a${half}`, list: [{ [half]: [half, '\\ud83d'] }], metadata: { [half]: 1 }, long: half.repeat(2_000) },
    )
    assert.deepEqual(changes, {
      title: { from: 'a', to: 'a\ufffd' },
      list: { from: null, to: [{ '\ufffd': ['\ufffd', '\\ud83d'] }] },
      'metadata.\ufffd': { from: null, to: 1 },
      long: { from: null, to: `${'\ufffd'.repeat(1_000)}…` },
    })
    assert.deepEqual(changesOf({ name: half }, { name: '\ufffd' }), {})
  })

  it('have at most 64 KiB of JSON, and tell how many fields were left out', () => {
    const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value))
    const metadata = (letter: string) =>
      Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`key-${at}`, letter.repeat(400)]))
    const [one, other] = [{ metadata: metadata('漢') }, { metadata: metadata('\u0001') }]
    const { '*': mark, ...kept } = changesOf(one, other)
    const bytes = bytesOf({ ...kept, '*': mark })
    assert.ok(bytes > 60 * 1_024 && bytes <= 64 * 1_024, String(bytes))
    const leftOut = 1_000 - Object.keys(kept).length
    assert.deepEqual([Object(mark).from.fields, Object(mark).to.fields], [leftOut, leftOut])
    assert.match(Object(mark).from.sha256, /^[0-9a-f]{64}$/)
    assert.notDeepEqual(mark?.from, mark?.to)
    assert.deepEqual(changesOf(other, one)['*'], { from: mark?.to, to: mark?.from })
    const last = { metadata: { ...metadata('漢'), 'key-999': 'x' } }
    assert.notDeepEqual(changesOf(undefined, last)['*'], changesOf(undefined, one)['*'])
    const fitting = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`key-${at}`, 1]))
    assert.equal(Object.keys(changesOf(undefined, { metadata: fitting })).length, 1_000)
  })

  it('have a from that is not the to, wherever long values differ', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', '…', '"', '{', '😀', '漢'), maxLength: 3 })
    const long = fc.tuple(letters, fc.nat(1_200), letters).map(([start, times, end]) => `${start.repeat(times)}${end}`)
    const pair = fc.tuple(letters, fc.nat(1_200), long, long).map(([same, times, one, other]) => {
      const shared = same.repeat(times)
      return [shared + one, shared + other] as const
    })
    const wrap = fc.constantFrom<((text: string) => unknown)[]>(
      (text) => text,
      (text) => [text],
      (text) => ({ [text]: 1 }),
      (text) => JSON.stringify([text]),
      (text) => text.slice(0, 1_000).toWellFormed(),
    )
    fc.assert(
      fc.property(pair, wrap, wrap, ([one, other], wrapOne, wrapOther) => {
        const [before, after] = [wrapOne(one), wrapOther(other)]
        const { value } = changesOf({ value: before }, { value: after })
        if (JSON.stringify(before) === JSON.stringify(after)) assert.equal(value, undefined)
        else assert.notEqual(JSON.stringify(value?.from), JSON.stringify(value?.to))
        assert.ok(JSON.stringify(value ?? null).isWellFormed() && !/\\ud[89a-f]/.test(JSON.stringify(value ?? null)))
        assert.ok(Buffer.byteLength(JSON.stringify(value ?? null)) < 15_000)
      }),
      { numRuns: 500 },
    )
  })

  it('are none when nothing differs, and read the other way round when undone', () => {
    const attributes = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 8 })
    fc.assert(
      fc.property(attributes, attributes, (one, other) => {
        assert.deepEqual(changesOf(one, one), {})
        const undone = Object.entries(changesOf(other, one)).map(([name, { from, to }]) => [
          name,
          { from: to, to: from },
        ])
        assert.deepEqual(changesOf(one, other), Object.fromEntries(undone))
      }),
    )
  })
})
