import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { injectIntoProjects } from '../../src/main/inject.ts'
import type { ConfigLike, ProjectLike, VitestLike } from '../../src/main/vitest-types.ts'
import { workerOptions } from '../worker-options.ts'

const OURS = expect.stringMatching(/\/worker\/setup\.js$/) as string
const PRELOAD = expect.stringMatching(/^file:.*\/preload\.(?:js|cjs|mjs)$/) as string

test('our set-up file comes first, in an array of its own: projects that extend one another share theirs', () => {
  const shared = ['theirs.ts']
  const project = projectOf({ setupFiles: shared })
  expect(injectIntoProjects(vitestOf([project]), options)).toEqual([])
  expect(project.config.setupFiles).toEqual([OURS, 'theirs.ts'])
  expect(shared).toEqual(['theirs.ts'])
})

test('the options are provided to every project', () => {
  const projects = [projectOf({}), projectOf({}, 'other')]
  injectIntoProjects(vitestOf(projects), options)
  for (const project of projects)
    expect(project.provide).toHaveBeenCalledExactlyOnceWith('watertight', options)
})

test('a second time changes nothing', () => {
  const project = projectOf({ pool: 'vmForks' })
  const vitest = vitestOf([project])
  injectIntoProjects(vitest, options)
  const before = structuredClone(project.config)
  injectIntoProjects(vitest, options)
  expect(project.config).toEqual(before)
})

describe('the preload', () => {
  test.each(['forks', 'threads', undefined])('is not needed by the pool %s', (pool) => {
    const project = projectOf(pool === undefined ? {} : { pool })
    injectIntoProjects(vitestOf([project]), options)
    expect(project.config).not.toHaveProperty('execArgv')
    expect(project.config).not.toHaveProperty('poolOptions')
  })

  test.each(['4.1.12', '5.1.1'])('comes with the project’s arguments on Vitest %s', (version) => {
    const execArgv = ['--no-warnings']
    const project = projectOf({ pool: 'vmThreads', execArgv })
    injectIntoProjects(vitestOf([project], { version }), options)
    expect(project.config.execArgv).toEqual(['--no-warnings', '--import', PRELOAD])
    expect(execArgv).toEqual(['--no-warnings'])
  })

  test('comes once with the options of the pools on Vitest 3.2, whatever the number of projects', () => {
    const vitest = vitestOf([projectOf({ pool: 'vmForks' }), projectOf({ pool: 'vmForks' })], {
      version: '3.2.7',
    })
    const execArgv = ['--no-warnings']
    ;(vitest.config as ConfigLike).poolOptions = { vmForks: { execArgv } }
    injectIntoProjects(vitest, options)
    expect(vitest.config.poolOptions).toEqual({
      vmForks: { execArgv: ['--no-warnings', '--import', PRELOAD] },
      vmThreads: { execArgv: ['--import', PRELOAD] },
    })
    expect(vitest.projects[0]?.config).not.toHaveProperty('execArgv')
  })
})

describe('left alone, and said why', () => {
  test('a browser project', () => {
    const project = projectOf({ browser: { enabled: true } }, 'ui')
    expect(injectIntoProjects(vitestOf([project]), options)).toEqual([
      { what: 'project', where: 'ui', why: expect.stringContaining('browser') as string },
    ])
    expect(project.config.setupFiles).toEqual([])
    expect(project.provide).not.toHaveBeenCalled()
  })

  test('a benchmark run', () => {
    const project = projectOf({})
    expect(injectIntoProjects(vitestOf([project], { mode: 'benchmark' }), options)).toEqual([
      { what: 'project', where: 'the project', why: expect.stringContaining('benchmark') as string },
    ])
    expect(project.config.setupFiles).toEqual([])
  })

  test('not their neighbours', () => {
    const [browser, node] = [
      projectOf({ browser: { enabled: true } }, 'ui'),
      projectOf({ browser: { enabled: false } }),
    ]
    expect(injectIntoProjects(vitestOf([browser, node]), options)).toHaveLength(1)
    expect(node.config.setupFiles).toEqual([OURS])
  })
})

test('a runner of the user’s own is replaced by one that extends it', () => {
  const project = projectOf({ runner: '/app/it\'s "own".ts' })
  const atExit: (() => void)[] = []
  injectIntoProjects(vitestOf([project]), options, (work) => atExit.push(work))
  const { runner = '' } = project.config
  expect(readFileSync(runner, 'utf8')).toContain('import UserRunner from "/app/it\'s \\"own\\".ts"')
  for (const work of atExit) work()
  expect(existsSync(runner)).toBe(false)
})

test('Vite may serve our files, once', () => {
  const allow = ['/app']
  const vite = { config: { server: { fs: { allow } } } }
  injectIntoProjects(
    vitestOf([
      { ...projectOf({}), vite },
      { ...projectOf({}), vite },
    ]),
    options,
  )
  expect(allow).toEqual(['/app', expect.stringMatching(/\/reporter\/$/)])
})

const options = workerOptions()

function projectOf(config: Partial<ConfigLike>, name = ''): ProjectLike {
  return { name, config: { setupFiles: [], ...config }, provide: vi.fn() }
}

function vitestOf(projects: readonly ProjectLike[], { version = '4.1.12', mode = 'test' } = {}): VitestLike {
  return { version, projects, config: { root: '/app', setupFiles: [], mode }, logger: console }
}
