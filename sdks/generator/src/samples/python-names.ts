const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
)

/** What a name on the wire is called in Python: keywords get an underscore. */
export const identifier = (name: string): string => (keywords.has(name) ? `${name}_` : name)
