import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, test } from 'vitest';

test('a connection that would leave the machine is refused', () => {
  expect(() => connect(443, '192.0.2.1')).toThrow('tests talk to 127.0.0.1 only');
  expect(() => connect({ port: 443, host: 'example.com' })).toThrow('example.com');
  expect(() => request('http://example.com/').end()).toThrow('example.com');
});

test('one to 127.0.0.1 is made', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  expect(socket.remoteAddress).toBe('127.0.0.1');
  server.close();
});

test('credentials of the developer are gone', () => {
  expect(
    Object.keys(process.env).filter((name) => /^AWS_(ACCESS|SECRET|SESSION|PROFILE|REGION|DEFAULT)/.test(name)),
  ).toEqual([]);
});
