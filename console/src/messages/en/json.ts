export const json = {
  search: (name: string) => `Search in ${name}`,
  results: 'Found parts',
  found: (count: number) => (count === 1 ? '1 part found' : `${count} parts found`),
  foundMore: (count: string) => `More than ${count} parts found; these are the first.`,
  more: (step: number, left: string) => `Show ${step} more of ${left}`,
  count: (size: number, text: string) => (size === 1 ? '1 entry' : `${text} entries`),
  whole: (length: string) => `Show all ${length} characters`,
  path: (path: string) => `path ${path}`,
}
