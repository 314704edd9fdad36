import { allFields, type Field } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { exportText } from '../../tree/value-text.ts';
import { n } from './name-fields.ts';

const COMMON_NAME = '2.5.4.3';

/** The common name within the first name that was noted as `field` in a layer, or ''. */
export function commonName(v: LayerView, field: Field): string {
  const { tape } = v.frame.cursor;
  const first = v.entry(field);
  if (first < 0) return '';
  let here = false;
  let found = '';
  for (let at = first + 1; at < tape.count && tape.depth[at] > tape.depth[first]; at++) {
    const inside = allFields()[tape.field[at]];
    if (inside === n.oid) here = exportText(v.frame, at, inside) === COMMON_NAME;
    else if (here && inside.type === 'string') found = v.textAt(at, inside);
  }
  return found;
}
