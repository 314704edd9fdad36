import { dnsTree } from './dns-tree.ts';
import { httpRequestTree, httpServerTree, httpTree } from './http-trees.ts';
import { lengthTree } from './length-tree.ts';
import type { TreeStatistic } from './tree-statistic.ts';

/** All statistics whose answer is a tree of counts. */
export const trees: readonly TreeStatistic[] = [httpTree, httpRequestTree, httpServerTree, dnsTree, lengthTree];
