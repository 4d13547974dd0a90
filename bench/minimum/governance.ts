/** Account Management, Organizations, IAM Access Analyzer and IAM Identity Center. */
import type { Formulas } from './formula.js';

export const governance: Formulas = {};
