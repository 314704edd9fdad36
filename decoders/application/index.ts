import { data } from './data/data.ts';

export const applicationProtocols = [data];
