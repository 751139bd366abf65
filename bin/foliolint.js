#!/usr/bin/env node
import '../dist/foliolint.js';
