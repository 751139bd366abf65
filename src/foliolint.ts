import './cli/plain.js';
import { main } from './cli/main.js';
import { COMMANDS } from './commands/index.js';

void main(process.argv.slice(2), COMMANDS);
