import { deletePut } from './delete-put.js';
import { duplicatePut } from './duplicate-put.js';
import { earlyPut } from './early-put.js';
import { earlyReturn } from './early-return.js';
import { gotoReturn } from './goto-return.js';
import { inlineGoto } from './inline-goto.js';
import { addComment, addPrint } from './insertion.js';
import { invertIf } from './invert-if.js';
import { putHelper } from './put-helper.js';
import { renameLocal } from './rename-local.js';
import type { Operator } from './site.js';
import { splitDeclaration } from './split-declaration.js';
import { swapStatements } from './swap-statements.js';
import { wrapUnlikely } from './wrap-unlikely.js';

/** Edits that break a reference count, most of them: a goto that holds no reference may as well return. */
export const MUTANTS: Readonly<Record<string, Operator>> = {
  'del-put': deletePut,
  'dup-put': duplicatePut,
  'goto-return': gotoReturn,
};

/** Edits that use an object behind its put; some keep another reference. */
export const EARLY: Readonly<Record<string, Operator>> = { 'early-put': earlyPut };

/** Edits that leave every reference count as it is. */
export const HARMLESS: Readonly<Record<string, Operator>> = {
  'rename-local': renameLocal,
  'split-declaration': splitDeclaration,
  comment: addComment,
  'swap-statements': swapStatements,
  'invert-if': invertIf,
  'early-return': earlyReturn,
  'wrap-unlikely': wrapUnlikely,
  print: addPrint,
  'inline-goto': inlineGoto,
  'put-helper': putHelper,
};

export const OPERATORS: Readonly<Record<string, Operator>> = { ...MUTANTS, ...EARLY, ...HARMLESS };
