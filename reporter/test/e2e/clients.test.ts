import { describeFixtures } from './fixture-set.ts'

describeFixtures('clients')
