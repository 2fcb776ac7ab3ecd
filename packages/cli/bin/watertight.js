#!/usr/bin/env node
// Not built, so that npm finds it to link while it installs a fresh clone.
import '../dist/bin.js'
