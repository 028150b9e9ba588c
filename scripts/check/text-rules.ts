import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unnamedSubjects } from './comment-subjects.ts'
import { isGenerated, repositoryFiles, sources } from './files.ts'
import { retiredNames } from './retired-words.ts'
import { report, type Step } from './step.ts'

const linesMax = 300
const medianMax = 80
const changelogMax = 60

const countLines = (text: string) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

export const lineBudget: Step = {
  name: 'lines',
  async run(root) {
    const changelog = countLines(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))
    report(
      `CHANGELOG.md must have at most ${changelogMax} lines:`,
      changelog > changelogMax ? [`it has ${changelog}`] : [],
    )
    // A database is described in one file, however many tables it has.
    const counted = sources(root)
      .filter(({ path }) => !path.endsWith('.prisma'))
      .map(({ path, text }) => ({ path, lines: countLines(text) }))
      .sort((a, b) => a.lines - b.lines)
    const long = counted.filter(({ lines }) => lines > linesMax)
    report(
      `A file must have at most ${linesMax} lines:`,
      long.map(({ path, lines }) => `${path}: ${lines}`),
    )
    const median = counted[Math.floor(counted.length / 2)]?.lines ?? 0
    report(`The median file must have at most ${medianMax} lines:`, median > medianMax ? [`it has ${median}`] : [])
  },
}

// A process's settings are read where it is composed; a part is told its own. The embedded server hands PATH on to its child.
const mayReadEnv =
  /^(app|testkit|scripts|e2e|bench|sdks\/conformance)\/|^kit\/src\/db\/embedded\/run-program\.ts$|\.(test|contract|fixture)\.ts$|\/test\//
// A subject string outside these files is a second place that knows how events are named.
const mayNameSubjects = /^kit\/src\/bus\/|\/src\/events\.ts$|\.(test|contract|fixture)\.ts$|\/test\//

export const usage: Step = {
  name: 'usage',
  async run(root) {
    const code = sources(root)
      .filter(({ path }) => path.endsWith('.ts'))
      .map(({ path, text }) => ({ path, text: withoutComments(text) }))
    const where = (isAllowed: RegExp, pattern: RegExp, what: string) =>
      code.filter(({ path, text }) => !isAllowed.test(path) && pattern.test(text)).map(({ path }) => `${path}: ${what}`)
    report('Not allowed in this file:', [
      ...where(mayReadEnv, /\bprocess\s*\.\s*env\b/, 'process.env is read in app, testkit and scripts'),
      ...where(
        mayNameSubjects,
        /['"`]plinth\.(events\.|ingested\b)/,
        'subjects are written in events.ts and kit/src/bus',
      ),
    ])
  },
}

const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '$1')

// Assembled, so that this file passes its own check.
const forbidden = [
  [/(?<![\w.])\/(work|root|home\/\w+)\//, 'a path of one machine'],
  [
    new RegExp(['regi', 'stry\\.', '(npmjs|yarnpkg)|npm', 'mirror|verda', 'ccio'].join('')),
    'the host of a package registry',
  ],
] as const

// An account of that name stands in quotes.
const nameless = /(?<!['"`])\b([Ww]hoever|[Nn]obody|[Ss]omebody|[Ee]verybody)\b/
const isPublic = /^docs\/(?!decisions\/|glossary\.md|openapi\.released\.json)|(^|\/)[A-Z]+\.md$|\/src\/errors\.ts$/

const isPage = /^docs\/(?!decisions\/).*\.md$|^(CHANGELOG|README)\.md$/
const comparison = /\b(release\s+before|previous\s+release|before\s+you\s+upgrade)\b/i

export const words: Step = {
  name: 'words',
  async run(root) {
    const binary = /\.(binpb|png|ico|woff2?)$/
    const found = repositoryFiles(root)
      .filter((path) => !binary.test(path) && !isGenerated(path))
      .concat('package-lock.json')
      .flatMap((path) => {
        const text = readFileSync(join(root, path), 'utf8')
        return forbidden.filter(([pattern]) => pattern.test(text)).map(([, what]) => `${path}: ${what}`)
      })
    report('The repository must not depend on one machine:', found)
    const saying = (pages: RegExp, words: RegExp) =>
      repositoryFiles(root).filter((path) => pages.test(path) && words.test(readFileSync(join(root, path), 'utf8')))
    report('A page says how Plinth is; it has no notes of upgrades:', saying(isPage, comparison))
    report('Public sentences name who acts (docs/glossary.md):', saying(isPublic, nameless))
    report('A comment begins with the name of its subject (CONTRIBUTING.md, Style):', unnamedSubjects(root))
    report('Retired words (docs/glossary.md) stand in no new name:', retiredNames(root))
  },
}
