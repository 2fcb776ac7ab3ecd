import type { Rule } from '../rule.ts'
import noClientPerRequest from './no-client-per-request.ts'
import noEnginePerRequest from './no-engine-per-request.ts'
import noFixedPort from './no-fixed-port.ts'
import noObservedLeak from './no-observed-leak.ts'
import noOverwrittenResource from './no-overwritten-resource.ts'
import noSleepInTeardown from './no-sleep-in-teardown.ts'
import preferFixture from './prefer-fixture.ts'
import requireAwaitedTeardown from './require-awaited-teardown.ts'
import requireClassTeardown from './require-class-teardown.ts'
import requireFixtureTeardown from './require-fixture-teardown.ts'
import requireRelease from './require-release.ts'
import requireReleaseOnAllPaths from './require-release-on-all-paths.ts'

/** Every rule, by the name that users write. */
export const rules: Readonly<Record<string, Rule>> = {
  'no-client-per-request': noClientPerRequest,
  'no-engine-per-request': noEnginePerRequest,
  'no-fixed-port': noFixedPort,
  'no-observed-leak': noObservedLeak,
  'no-overwritten-resource': noOverwrittenResource,
  'no-sleep-in-teardown': noSleepInTeardown,
  'prefer-fixture': preferFixture,
  'require-awaited-teardown': requireAwaitedTeardown,
  'require-class-teardown': requireClassTeardown,
  'require-fixture-teardown': requireFixtureTeardown,
  'require-release': requireRelease,
  'require-release-on-all-paths': requireReleaseOnAllPaths,
}
