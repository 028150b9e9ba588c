import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { decisionFaults } from './decisions.ts'
import { repositoryFiles } from './files.ts'
import { report, type Step } from './step.ts'

const rooms = /^(\.ci|app|bench|console|deploy|docs|e2e|gateway|kit|proto|scripts|sdks|services|testkit)\//
// "services/<name>/…" and "kit/src/**" are patterns, not paths.
const isPattern = /[*<>{}…X|]/
// There once it is built, or once something is released; a check needs neither.
const isBuilt = /^(app|console)\/dist(\/|$)|^proto\/released\.binpb$|^docs\/openapi\.(released|accepted-breaks)\.json$/

/**
 * Pages name only files, folders and headings that exist, in links and in `code`; the README of a part names all its folders; pages
 * install the SDKs from files; decisions have a number, a date and a status.
 */
export const docs: Step = {
  name: 'docs',
  async run(root) {
    const missing = repositoryFiles(root)
      .filter((path) => path.endsWith('.md'))
      .flatMap((page) => {
        const text = readFileSync(join(root, page), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '')
        const links = [...text.matchAll(/\]\(([^)#\s]*)(#[^)\s]*)?\)/g)].flatMap(([, target = '', heading = '']) =>
          /^([a-z]+:|\/)/.test(target)
            ? []
            : [{ shown: `${target}${heading}`, path: target === '' ? page : join(dirname(page), target), heading }],
        )
        const named = [...text.matchAll(/`([^`\s]+)`/g)].flatMap(([, path = '']) =>
          rooms.test(path) && !isPattern.test(path) && !isBuilt.test(path) ? [{ shown: path, path, heading: '' }] : [],
        )
        return [...links, ...named]
          .filter(({ path, heading }) => !existsSync(join(root, path)) || !hasHeading(join(root, path), heading))
          .map(({ shown }) => `${page}: ${shown}`)
      })
    report('Pages must cite only existing paths and headings:', missing)
    report(
      'The README of a part names each folder of its src:',
      parts.flatMap((part) => unnamedFolders(root, part)),
    )
    report('No public registry has these packages; pages install them from files or folders:', installLines(root))
    report('Decisions have a number, a title, a date and a status:', decisionFaults(root))
  },
}

const parts = ['gateway', 'services/identity', 'services/tenancy', 'services/webhooks']

function unnamedFolders(root: string, part: string): string[] {
  const text = readFileSync(join(root, part, 'README.md'), 'utf8')
  return readdirSync(join(root, part, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !new RegExp(`(^|[^\\w-])${entry.name}/`, 'm').test(text))
    .map(({ name }) => `${part}/README.md: src/${name}/`)
}

const fromRegistry = /\b(npm (install|i) [^\n`]*@(core-php|plinth)\/|pip install ([^\n`]* )?core-php-sdk\b)/
const isHistory = /^(CHANGELOG\.md$|docs\/decisions\/)/

function installLines(root: string): string[] {
  return repositoryFiles(root)
    .filter((path) => path.endsWith('.md') && !isHistory.test(path))
    .flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .flatMap((line, at) => (fromRegistry.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
    )
}

function hasHeading(path: string, heading: string): boolean {
  if (heading === '' || !path.endsWith('.md')) return true
  const text = readFileSync(path, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '')
  return [...text.matchAll(/^#+ (.*)$/gm)].some(([, title = '']) => `#${slugOf(title)}` === heading)
}

/** As GitHub names headings in links. */
const slugOf = (title: string) =>
  title
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
