/** Preloaded into a child process: its clock starts at LINTEL_E2E_NOW and runs on from there. */
const RealDate = Date;
const offset = RealDate.parse(process.env.LINTEL_E2E_NOW) - RealDate.now();

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + offset);
    else super(...parts);
  }
  static now() {
    return RealDate.now() + offset;
  }
};
