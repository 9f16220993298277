import { expect, it } from 'vitest';
import { placeOf } from '../../../../../runner/models/http/wire/wire.ts';

it.each([
  ['http://127.0.0.1:8000', { encrypted: false, host: '127.0.0.1', port: 8000, hostField: '127.0.0.1:8000' }],
  ['http://gpu-7', { encrypted: false, host: 'gpu-7', port: 80, hostField: 'gpu-7' }],
  ['https://api.example.org', { encrypted: true, host: 'api.example.org', port: 443, hostField: 'api.example.org' }],
  [
    'https://api.example.org:443',
    { encrypted: true, host: 'api.example.org', port: 443, hostField: 'api.example.org' },
  ],
  ['http://[::1]:8000', { encrypted: false, host: '::1', port: 8000, hostField: '[::1]:8000' }],
])('a server is at %s', (origin, place) => {
  expect(placeOf(origin)).toEqual(place);
});
