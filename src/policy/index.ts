/** The IAM policy language for checks and plug-ins: read a policy, decide a request, say what a policy lets in. */
export { adminStatements } from './admin.js';
export { crossAccountGrants, type CrossAccountGrant } from './cross-account.js';
export { type Decision, evaluate, type NamedPolicy, type Policies } from './evaluate.js';
export { isParseFailure, type ParseFailure, parsePolicy } from './parse.js';
export type { Policy, Statement } from './policy.js';
export { type Grant, publicStatements } from './public.js';
export type { Reason } from './reasons.js';
export type { Caller, Context, PolicyRequest } from './request.js';
