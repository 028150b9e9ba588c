const functions =
  /^(histogram_quantile|max_over_time|min_over_time|avg_over_time|clamp_max|label_replace|quantile_over_time)$/

/** The metrics that a PromQL expression asks for. */
export function metricNames(expr: string): string[] {
  const bare = expr
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
  const words = bare.match(/[a-z][a-z0-9_]*/g) ?? []
  return [...new Set(words.filter((word) => word.includes('_') && !functions.test(word)))]
}
