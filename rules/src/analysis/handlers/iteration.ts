import type { HandlerRecord } from '../handlers.ts'

const METHODS = [
  'forEach',
  'map',
  'flatMap',
  'filter',
  'reduce',
  'reduceRight',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'sort',
  'toSorted',
]
const ASYNC = [
  'each',
  'eachOf',
  'eachSeries',
  'eachLimit',
  'forEach',
  'forEachOf',
  'map',
  'mapLimit',
  'mapSeries',
]

/** Functions that call back once for every element. */
export const ITERATION: readonly HandlerRecord[] = (
  [
    { label: 'a loop', method: METHODS },
    { label: 'a loop', module: '', export: ['Array.from', 'Array.fromAsync'], callback: 1 },
    {
      label: 'a loop',
      module: ['p-map', 'p-map-series', 'p-each-series', 'p-filter', 'p-times', 'p-reduce'],
      export: '',
      callback: 1,
    },
    {
      label: 'a loop',
      module: ['async', 'async-es', 'neo-async'],
      export: [...ASYNC, 'times', 'forever', 'whilst'],
    },
    { label: 'a loop', module: ['bluebird'], export: ['map', 'each', 'mapSeries', 'filter'], callback: 1 },
    { label: 'a loop', module: ['lodash', 'lodash-es', 'underscore'], export: [...METHODS, 'each', 'times'] },
    { label: 'a loop', module: ['lodash/times', 'lodash/forEach', 'lodash/map'], export: '' },
  ] satisfies HandlerRecord[]
).map((record) => ({ rhythm: 'loop', ...record }))
