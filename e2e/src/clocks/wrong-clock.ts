// node --import: the wall clock of the process is ahead by WRONG_CLOCK_AHEAD_MS. Its monotonic clock is right.
const aheadMs = Number(process.env['WRONG_CLOCK_AHEAD_MS'])
const RightDate = Date
const wrongMs = () => RightDate.now() + aheadMs

globalThis.Date = new Proxy(RightDate, {
  construct: (target, given, wanted) => Reflect.construct(target, given.length === 0 ? [wrongMs()] : given, wanted),
  get: (target, name) => (name === 'now' ? wrongMs : Reflect.get(target, name)),
})
