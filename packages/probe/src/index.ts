export { createProbe } from './create-probe.ts'
export type { ProbeOptions } from './create-probe.ts'
export { formatMarker, markerVariable, parseMarkerValue } from './marker.ts'
export type { Marker } from './marker.ts'
export { isDeadState, socketInode } from './observed.ts'
export type {
  Descriptor,
  DescriptorList,
  MarkedProcess,
  MarkedProcesses,
  ProcessIdentity,
  ProcessInfo,
  SocketInfo,
  SocketState,
} from './observed.ts'
export type { Probe } from './probe.ts'
