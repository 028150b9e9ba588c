import type { ChaosReport } from './run-chaos.ts'

/** One run in a few lines. */
export function reportText(report: ChaosReport): string {
  const { casualties, duplicates, broken, counts } = report
  const harmed = Object.entries(casualties).map(([name, { kills, freezes }]) => `${name} ${kills}/${freezes}`)
  const kills = Object.values(casualties).reduce((sum, one) => sum + one.kills, 0)
  const freezes = Object.values(casualties).reduce((sum, one) => sum + one.freezes, 0)
  const publishing = Object.values(casualties).reduce((sum, one) => sum + one.whilePublishing, 0)
  const reasons = Object.entries(duplicates).map(([reason, count]) => `  ${count} × ${reason}`)
  return [
    `seed ${report.seed}: ${kills} kills, ${freezes} freezes in ${report.seconds} s (${harmed.join(', ')}), ${publishing} while publishing`,
    `renames ${report.renames}, events published ${report.published}; owed ${report.owed}, posts ${report.posts}, hand-outs ${report.handOuts}, lost ${report.lost}`,
    `in the order of their keys ${report.ordered}; entries of the audit log under their seals ${report.sealed}`,
    `counts: ${Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}; balanced each of ${report.balanced} times they were read in the storm`,
    reasons.length === 0 ? 'taken twice: none' : `taken twice:\n${reasons.join('\n')}`,
    broken.length === 0 ? 'every promise kept' : `BROKEN (${broken.length}):\n  ${broken.slice(0, 20).join('\n  ')}`,
  ].join('\n')
}
