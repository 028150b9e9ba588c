import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { decisionFaults } from './decisions.ts'
import { repositoryFiles } from './files.ts'
import { report, type Step } from './step.ts'

const rooms = /^(\.ci|app|bench|console|deploy|docs|e2e|gateway|kit|proto|scripts|sdks|services|testkit)\//
// "services/<name>/…" and "kit/src/**" are patterns, not paths.
const isPattern = /[*<>{}…X|]/

/** Pages name only files, folders and headings that exist, in links and in `code`; decisions have a number, a date and a status. */
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
          rooms.test(path) && !isPattern.test(path) ? [{ shown: path, path, heading: '' }] : [],
        )
        return [...links, ...named]
          .filter(({ path, heading }) => !existsSync(join(root, path)) || !hasHeading(join(root, path), heading))
          .map(({ shown }) => `${page}: ${shown}`)
      })
    report('Pages must cite only existing paths and headings:', missing)
    report('Decisions have a number, a title, a date and a status:', decisionFaults(root))
  },
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
