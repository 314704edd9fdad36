import { ethernet } from './ethernet/ethernet.ts';

export const linkProtocols = [ethernet];
