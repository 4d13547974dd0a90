/** What every unit test runs in: none of the developer's credentials, and no network beyond the machine. */
import { Socket, type SocketConnectOpts } from 'node:net';

for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
Object.assign(process.env, {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});

const connect = Socket.prototype.connect;

/** Refuses every connection that would leave the machine: a test that needs one is wrong. */
Socket.prototype.connect = function (this: Socket, ...args: [SocketConnectOpts | [SocketConnectOpts]]) {
  // `net.connect` hands on its normalised arguments as one array.
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  if ('port' in options && !['127.0.0.1', '::1', 'localhost'].includes(options.host ?? 'localhost')) {
    throw new Error(`a test connects to ${options.host}; tests talk to 127.0.0.1 only`);
  }
  return Reflect.apply(connect, this, args);
} as typeof connect;
