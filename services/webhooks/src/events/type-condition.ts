/**
 * SQL for the events of these types: names and `resource.*`, separated by commas. One name alone is compared, so that an index
 * has it.
 * @param value The placeholder of `types`.
 */
export function typeCondition(value: string, types: string): string {
  if (!/[,*]/.test(types)) return `e.type = ${value}`
  const patterns = `replace(replace(replace(${value}, ' ', ''), '_', '\\_'), '*', '%')`
  return `e.type LIKE ANY (string_to_array(${patterns}, ','))`
}
