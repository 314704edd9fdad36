import { goldens } from '../golden.ts';
import { transportFixtures } from './fixtures.ts';

const whole = ['tcp-connection', 'tcp-options', 'udp', 'udp-lite'].map((name) => `transport/${name}`);

goldens(transportFixtures.filter((fixture) => whole.includes(fixture.name)));
