/**
 * A mistake of the user, or a state of their machine that only they can mend.
 * The message says what is wrong and what to do; the command line prints it without a stack trace and exits with 2.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** The scan could not start: no credentials, or none that AWS accepts. The command line exits with 4. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
