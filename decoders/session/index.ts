import { rpc } from './rpc/rpc.ts';

export const sessionProtocols = [rpc];
