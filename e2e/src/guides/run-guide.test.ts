import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { temporaryFolder } from '../topology.ts'
import { runGuide } from './run-guide.ts'
import { type SdkLanguage, sdkLanguages } from './samples.ts'

const fence = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\`\n`
const env = { KEY: 'sk_live_0123456789abcdef' }

const honest: Record<string, string> = {
  'a variable that a later sample of either language reads': [
    fence('sh', 'WORD=hello'),
    fence('js', 'console.log(process.env.WORD)'),
    fence('text', 'hello'),
  ].join('\n'),
  'an id that is copied from an answer': [
    fence('sh', `echo '{"id": "wks_0123456789"}'`),
    fence('json', '{ "id": "wks_…" }'),
    fence('sh', 'echo wks_… sk_live_…'),
    fence('text', 'wks_0123456789 sk_live_0123456789abcdef'),
  ].join('\n'),
  'headers, and the body behind them': [
    fence('sh', String.raw`printf 'HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\n{"count": 3}'`),
    fence('http', 'X-A: …'),
    fence('json', '{ "count": … }'),
  ].join('\n'),
  'what is only shown': fence('console', 'exit 1'),
  'programs in every language': [
    fence('js', 'console.log(1)'),
    fence('text', '1'),
    fence('python', 'print(2)'),
    fence('text', '2'),
    fence('php', '<?php echo 3;'),
    fence('text', '3'),
  ].join('\n'),
}

const answer = fence('json', '{ "data": { "id": "wks_…", "tags": ["a"], "size": 3 } }')
const variants = (...fences: string[]) => `<details><summary>SDKs</summary>\n\n${fences.join('\n')}\n</details>\n`
const inThree = (text: string) => variants(...printing(text))
const printing = (text: string) => [
  fence('js', `console.log('${text}')`),
  fence('python', `print('${text}')`),
  fence('php', `<?php echo '${text}';`),
]

const wrong: [string, string, RegExp][] = [
  ['a command that fails', fence('sh', 'true\nfalse'), /page\.md:1: the sample failed/],
  ['another answer', fence('sh', `echo '{"a": 1}'`) + fence('json', '{ "a": 2 }'), /page\.md:4: .*a is 1, not 2/],
  [
    'a header that is not there',
    fence('sh', 'echo A: 1') + fence('http', 'B: 1'),
    /page\.md:4: not in the answer: B: 1/,
  ],
  ['more output than shown', fence('sh', 'echo a; echo b') + fence('text', 'a'), /page\.md:4: it printed/],
  ['an error that no answer shows', fence('sh', `echo '{"error":{}}'`), /page\.md:1: nobody expected this/],
  ['an id that no answer showed', fence('sh', 'echo wks_…'), /page\.md:1: no answer has shown a wks_…/],
  ['a fence that nothing checks', fence('ruby', 'puts 1'), /page\.md: line 1: nothing checks a fence of ruby/],
  ['an answer without a sample', fence('json', '{}'), /page\.md: line 1: an answer without a sample/],
]

describe('runGuide', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  before(async () => {
    folder = await temporaryFolder()
  })
  after(() => folder.remove())

  const run = async (markdown: string, language?: SdkLanguage) => {
    const path = join(folder.path, 'page.md')
    await writeFile(path, markdown)
    return runGuide({ name: 'page.md', path }, { plinthUrl: 'http://127.0.0.1:1', env, language })
  }

  for (const [name, page] of Object.entries(honest)) it(`takes ${name}`, async () => assert.ok((await run(page)) >= 0))
  for (const [name, page, sentence] of wrong) it(`refuses ${name}`, () => assert.rejects(run(page), sentence))

  for (const language of sdkLanguages) {
    it(`runs the variant in ${language} in place of a sample, and copies the ids that it prints`, async () => {
      const page = [fence('sh', 'exit 1'), inThree('wks_0123456789'), answer, fence('sh', 'echo wks_…')].join('\n')
      assert.equal(await run(`${page}\n${fence('text', 'wks_0123456789')}`, language), 2)
    })

    it(`refuses a variant in ${language} that prints no value of the answer`, () =>
      assert.rejects(run(fence('sh', 'true') + inThree('4') + answer, language), /no value of the answer: 4/))
  }

  it('takes what a variant prints itself', async () => {
    const [js = '', ...others] = printing('9')
    await run(fence('sh', 'exit 1') + variants(js, fence('text', '9'), ...others) + answer, 'js')
  })

  it('refuses variants without the language', () =>
    assert.rejects(run(fence('sh', 'true') + variants(fence('js', '')), 'php'), /page\.md: line 1: no sample in php/))

  it('refuses headers that a variant cannot print', () =>
    assert.rejects(run(fence('sh', 'true') + inThree('1') + fence('http', 'A: 1'), 'js'), /a client prints no headers/))

  it('runs the first language, and no variant, when none is chosen', async () =>
    assert.equal(await run(fence('sh', 'true') + inThree('')), 1))
})
