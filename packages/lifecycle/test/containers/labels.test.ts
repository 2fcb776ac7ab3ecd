import { expect, test } from 'vitest'
import { formatLabels, LABELS, readLabels } from '../../src/containers/index.ts'
import type { ContainerClaim, Labels } from '../../src/containers/index.ts'

const claim: ContainerClaim = {
  session: '0123456789abcdef',
  owner: { pid: 4242, startTicks: 176775, bootId: '14f675cd-b901-4763-8178-7386fa52c97b' },
  host: { machine: 'e7fa8fef7d1c7ccb', pidNamespace: '4026531836' },
  project: '/home/me/a project/ü',
}
const labels = formatLabels(claim)

test('writes a label for each thing that must be known of a container', () => {
  expect(labels).toEqual({
    'watertight.session': '0123456789abcdef',
    'watertight.owner': '4242/176775/14f675cd-b901-4763-8178-7386fa52c97b',
    'watertight.host': 'e7fa8fef7d1c7ccb/4026531836',
    'watertight.project': '/home/me/a project/ü',
  })
})

test.each([
  ['as they are', claim],
  ['of a system without pid namespaces', { ...claim, host: { ...claim.host, pidNamespace: '' } }],
  ['of a sandbox without a boot id', { ...claim, owner: { ...claim.owner, bootId: 'btime:1795192125000' } }],
])('reads back labels %s, among others', (_, claim) => {
  expect(readLabels({ colour: 'red', ...formatLabels(claim) })).toEqual({ claim })
})

test.each([{}, { colour: 'red' }, { 'org.testcontainers': 'true' }, { 'not.watertight.session': 'x' }])(
  'does not take %o for ours',
  (labels) => {
    expect(readLabels(labels)).toBeNull()
  },
)

test.each(Object.values(LABELS))('does not guess where %s is missing', (name) => {
  const { [name]: _, ...rest } = labels
  expect(readLabels(rest)).toEqual({ problem: `its label \`${name}\` is missing` })
})

test.each<[string, string]>([
  [LABELS.session, '0123456789ABCDEF'],
  [LABELS.session, '0123456789abcdef0'],
  [LABELS.owner, '0/1/x'],
  [LABELS.owner, '-1/1/x'],
  [LABELS.owner, '42/1e3/x'],
  [LABELS.owner, '42/1'],
  [LABELS.owner, '42/1/x y'],
  [LABELS.owner, '99999999999/1/x'],
  [LABELS.host, 'e7fa8fef7d1c7ccb'],
  [LABELS.host, 'e7fa8fef7d1c7ccb/pid:[1]'],
  [LABELS.project, ''],
])('refuses %s when it is `%s`', (name, value) => {
  const changed: Labels = { ...labels, [name]: value }
  expect(readLabels(changed)).toEqual({ problem: `its label \`${name}\` cannot be read: \`${value}\`` })
})
