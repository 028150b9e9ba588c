import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = 'docs/decisions'

export const decisionsIndexPath = `${folder}/README.md`

interface Decision {
  file: string
  /** As in the file's name, "0007". */
  number: string
  /** The first line, "# 7. Title". */
  heading: string
  title: string
  date: string
  status: string
  /** The first sentence of the text. */
  summary: string
}

const dated = /^Date: (\d{4}-\d{2}-\d{2})\. Status: (\w+)\./m
const placed = /^# (\d+)\. (.+)$/

function decisions(root: string): Decision[] {
  return globSync('[0-9]*.md', { cwd: join(root, folder) })
    .sort()
    .map((file) => {
      const [heading = '', ...rest] = readFileSync(join(root, folder, file), 'utf8').split('\n')
      const [, date = '', status = ''] = dated.exec(rest.join('\n')) ?? []
      const [paragraph = ''] = rest
        .join('\n')
        .replace(/^\s*(Date: .*)?\s*/, '')
        .split('\n\n')
      const [summary = ''] = paragraph.replaceAll('\n', ' ').split(/(?<=\.) (?=[A-Z`])/)
      const title = placed.exec(heading)?.[2] ?? ''
      return { file, number: file.slice(0, 4), heading, title, date, status, summary }
    })
}

export function decisionsIndex(root: string): string {
  const rows = decisions(root).map(
    ({ file, number, title, date, summary }) =>
      `| [${Number(number)}](${file}) | ${title} | ${summary.replaceAll('|', '\\|')} | ${date} |`,
  )
  return `# Decisions

Each record has a title that names its subject, a line \`Date: YYYY-MM-DD. Status: accepted.\`, and a first sentence that says
what was decided. A decision that no longer holds is rewritten. \`npm run gen\` writes this index.

| No. | Decision | In one sentence | Date |
|---|---|---|---|
${rows.join('\n')}
`
}

/** Records whose number, title, date or status is missing, or whose number is taken. */
export function decisionFaults(root: string): string[] {
  const all = decisions(root)
  return all.flatMap(({ file, number, heading, date, status }, at) => [
    ...(placed.exec(heading)?.[1] === String(Number(number))
      ? []
      : [`${folder}/${file}: begins "# ${Number(number)}. Title"`]),
    ...(date !== '' && status !== '' ? [] : [`${folder}/${file}: has no "Date: YYYY-MM-DD. Status: accepted."`]),
    ...(all[at - 1]?.number === number ? [`${folder}/${file}: ${number} is taken`] : []),
  ])
}
