import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import type { Model } from '../src/index.ts'
import { codeSamples } from '../src/samples.ts'

const model: Model = JSON.parse(readFileSync(new URL('every-construct.model.json', import.meta.url), 'utf8'))
const samples = codeSamples(model)
const sample = (id: string, label: string) => samples[id]?.find((one) => one.label === label)?.source.split('\n')
const start = {
  JavaScript: ["import { Client } from '@core-php/sdk'", '', 'const client = new Client()'],
  Python: ['from core_php_sdk import Client', '', 'client = Client()'],
  PHP: ['use CorePhp\\SDK\\Client;', '', '$client = new Client();'],
}

describe('samples', () => {
  it('are there for every operation, in four languages', () => {
    const ids = model.resources.flatMap(({ operations }) => operations.map(({ id }) => id))
    assert.deepEqual(Object.keys(samples), ids)
    for (const all of Object.values(samples)) {
      assert.deepEqual(
        all.map(({ lang, label }) => `${lang} ${label}`),
        ['shell curl', 'javascript JavaScript', 'python Python', 'php PHP'],
      )
    }
  })

  it('walk a whole list', () => {
    assert.deepEqual(sample('paper-boats.list', 'curl'), [
      'curl "$PLINTH_URL/api/v1/paper-boats?afloat=false" \\',
      '  -H "Authorization: Bearer $PLINTH_API_KEY"',
    ])
    assert.deepEqual(sample('paper-boats.list', 'JavaScript'), [
      ...start.JavaScript,
      'for await (const boat of client.paperBoats.all({ afloat: false })) {',
      '  console.log(boat)',
      '}',
    ])
    assert.deepEqual(sample('paper-boats.list', 'Python'), [
      ...start.Python,
      'for boat in client.paper_boats.all(afloat=False):',
      '    print(boat)',
    ])
    assert.deepEqual(sample('paper-boats.list', 'PHP'), [
      ...start.PHP,
      "foreach ($client->paperBoats->all(['afloat' => false]) as $boat) {",
      '    print_r($boat->toArray());',
      '}',
    ])
  })

  it('walk lines', () => {
    assert.deepEqual(sample('paper-boats.export', 'JavaScript'), [
      ...start.JavaScript,
      'for await (const line of client.paperBoats.export()) {',
      '  console.log(line)',
      '}',
    ])
    assert.deepEqual(sample('paper-boats.export', 'Python'), [
      ...start.Python,
      'for line in client.paper_boats.export():',
      '    print(line)',
    ])
    assert.deepEqual(sample('paper-boats.export', 'PHP'), [
      ...start.PHP,
      'foreach ($client->paperBoats->export() as $line) {',
      '    echo $line, "\\n";',
      '}',
    ])
  })

  it('send the example of the body', () => {
    assert.deepEqual(sample('paper-boats.create', 'JavaScript'), [
      ...start.JavaScript,
      'const boat = await client.paperBoats.create({',
      "  name: 'O\\'Hara',",
      "  paper: 'news',",
      "  settings: { 'with-sail': true, wind: null },",
      '  sails: [{ area: 1.5 }, { area: 2 }],',
      "  limit: 'unlimited',",
      "  crew: { id: 'sailor_1', mail: 'sailor@example.com' },",
      '})',
    ])
    assert.deepEqual(sample('paper-boats.create', 'Python'), [
      ...start.Python,
      'boat = client.paper_boats.create(',
      '    name="O\'Hara",',
      '    paper="news",',
      '    settings={"with-sail": True, "wind": None},',
      '    sails=[{"area": 1.5}, {"area": 2}],',
      '    limit="unlimited",',
      '    crew={"id": "sailor_1", "mail": "sailor@example.com"},',
      ')',
    ])
    assert.deepEqual(sample('paper-boats.create', 'PHP'), [
      ...start.PHP,
      '$boat = $client->paperBoats->create([',
      "    'name' => 'O\\'Hara',",
      "    'paper' => 'news',",
      "    'settings' => ['with-sail' => true, 'wind' => null],",
      "    'sails' => [['area' => 1.5], ['area' => 2]],",
      "    'limit' => 'unlimited',",
      "    'crew' => ['id' => 'sailor_1', 'mail' => 'sailor@example.com'],",
      ']);',
    ])
    assert.deepEqual(sample('paper-boats.update', 'curl'), [
      'curl -X PATCH "$PLINTH_URL/api/v1/paper-boats/boat_1" \\',
      '  -H "Authorization: Bearer $PLINTH_API_KEY" \\',
      '  -H "Idempotency-Key: $(uuidgen)" \\',
      "  -H 'Content-Type: application/json' \\",
      `  -d '{"name":"Titania"}'`,
    ])
    assert.deepEqual(sample('paper-boats.create', 'curl')?.slice(4, 6), ["  -d '{", `    "name": "O'\\''Hara",`])
  })

  it('take the IDs of the path from the examples', () => {
    const path = samples['paper-boats.batch']?.map(({ source }) => /boat_1.*sailor_1/.test(source))
    assert.deepEqual(path, [true, true, true, true])
  })

  it('keep nothing of an answer without a body, and send no key where none is needed', () => {
    assert.deepEqual(sample('paper-boats.sink', 'JavaScript')?.slice(3), ["await client.paperBoats.sink('boat_1')"])
    assert.deepEqual(sample('paper-boats.sink', 'Python')?.slice(3), ['client.paper_boats.sink("boat_1")'])
    assert.deepEqual(sample('paper-boats.sink', 'PHP')?.slice(3), ["$client->paperBoats->sink('boat_1');"])
    assert.deepEqual(sample('paper-boats.sink', 'curl'), [
      'curl -X DELETE "$PLINTH_URL/api/v1/paper-boats/boat_1" \\',
      '  -H "Idempotency-Key: $(uuidgen)"',
    ])
  })

  it('are refused where no example has the ID', () => {
    const lost = structuredClone(model)
    for (const operation of lost.resources.flatMap(({ operations }) => operations)) delete operation.example
    assert.throws(() => codeSamples(lost), /no example of an answer holds boat_id/)
  })
})
