import { frame } from './frame/frame.ts';

export const physicalProtocols = [frame];
