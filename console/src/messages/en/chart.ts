export const chart = {
  numbers: 'The numbers as a table',
  time: 'Time',
  noMoment: 'Arrow keys choose a moment.',
  failed: 'The chart could not be loaded. Its numbers are below; loading the page again brings it back.',
}
